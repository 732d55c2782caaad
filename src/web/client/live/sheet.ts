import type { Answers, Patch, Problem } from '../../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../../core/worksheet/compile.js';
import type { Section } from '../../../core/worksheet/definition.js';
import { draftProblems, submitProblems, type Place } from '../../../core/worksheet/validation.js';
import { type Action, patchesOfAction } from '../actions.js';
import { Autosave, type Send } from '../autosave.js';
import type { Boot } from '../boot.js';
import { closes, mayClose } from '../closing.js';
import { type Fields, valuesOf } from '../control.js';
import { type Form, formOf, type FormState, isShown } from '../form.js';
import { patchesFromForm } from '../form-post.js';
import type { SubmitResult } from '../graphql.js';
import { messages } from '../messages.js';
import type { SaveStatus } from '../model.js';
import { cardMark, controlName, placeOf, rowMark } from '../names.js';
import { hasRow, keyOf, rowAsPatches } from '../rebase.js';
import { openingScreen, type Outcome, type Screen, sectionOf, type View } from '../screen.js';
import { sift } from '../sift.js';
import { othersOf } from '../two-versions.js';

/** What is done to a question or row, and takes what was typed there off the page. */
const FORGETTING: ReadonlySet<string> = new Set(['skip', 'unskip', 'clear', 'remove', 'theirs']);

export interface SheetOptions {
  readonly send: Send;
  readonly submit: (revision: number, idempotencyKey: string) => Promise<SubmitResult>;
  readonly isOnline: () => boolean;
  readonly newId: () => string;
  /** Called after every change of what the page shows. */
  readonly onChange: () => void;
}

/** A worksheet being filled in with the script's help: what the page shows follows from what is done here. */
export class Sheet {
  /** The screen as it was last asked for. */
  private latest: Screen;
  private isStale = false;
  readonly autosave: Autosave;
  /** Is told of every change before the page is drawn, and of the end. */
  keeper: (() => void) | undefined;
  /** The client wants to go, and has been told that what is unsent would be lost. */
  warned = false;
  /** What is unsent lies on the device. */
  isKept = false;
  private isGoing = false;
  private said: Screen['said'] = {};
  private note = '';
  /** What was typed and cannot be saved as it stands, by the key of the patch. */
  readonly unfit = new Map<string, Patch>();
  private view: View;
  private outcome: Outcome;
  private checked: boolean;
  private openRow: string | null = null;
  private idempotencyKey: string;
  /** What is being typed, and what was typed and cannot be saved as it stands, by control name. */
  private readonly typed = new Map<string, string>();
  /** What keeps typed words from being saved, by the name of the place. */
  private readonly refused = new Map<string, Problem>();
  /** Problems that the page shows. */
  private problems: readonly Problem[];
  /** The answer that is being typed, by its control's name; empty when nothing is. */
  private typing = '';
  /** What the server was sent as a form and did not save. */
  private readonly unsaved: readonly Patch[];
  /** As they were at the last change. */
  private answers: Answers;
  private readonly compiled: CompiledWorksheet;

  constructor(
    boot: Boot,
    private readonly options: SheetOptions,
  ) {
    this.unsaved = (boot.page.kind === 'part' && boot.page.unsaved) || [];
    this.latest = openingScreen(boot.page, boot.shell);
    const { form, view, outcome, checked } = this.latest;
    this.answers = form.answers;
    this.compiled = form.compiled;
    this.view = view;
    this.outcome = outcome;
    this.checked = checked;
    this.problems = form.problems;
    this.openRow = form.openRow;
    this.idempotencyKey = this.latest.idempotencyKey || options.newId();
    this.autosave = new Autosave({
      compiled: form.compiled,
      revision: boot.page.revision,
      answers: boot.page.answers,
      send: options.send,
      isOnline: options.isOnline,
      onChange: () => this.changed(),
      onRefused: (problems, patches) => this.refuse(problems, patches),
    });
    this.holdBack();
  }

  /** What the page shows. It is worked out when it is asked for: a touch is answered before all that follows from it. */
  get screen(): Screen {
    if (this.isStale) {
      this.isStale = false;
      this.latest = this.screenNow();
    }
    return this.latest;
  }

  /** What the bar says of saving. */
  get status(): SaveStatus {
    const { status } = this.autosave;
    if (status === 'saving' && this.warned) return 'failed';
    if ((status !== 'saved' && status !== 'waiting') || this.refused.size === 0) return status;
    // More typing may complete a date; it makes no text shorter, and nothing of another answer.
    const mayFit = [...this.refused].every(([name, { code }]) => name === this.typing && code !== 'too_long');
    return mayFit ? 'saving' : 'check';
  }

  /** The key of a hand-in that is under way; '' where none is. */
  get handInKey(): string {
    return this.outcome === 'sending' ? this.idempotencyKey : '';
  }

  get unsent(): boolean {
    return this.autosave.unsent || this.refused.size > 0;
  }

  /** Are there words that are kept nowhere but on the page? */
  get wouldLose(): boolean {
    return this.unsent && !this.isKept;
  }

  /** The script has taken over: what was typed before it had counts as well. */
  start(fields: Fields): void {
    const { others } = this.screen.form;
    const [keep, held] = [new Map<string, Patch>(), new Map<string, Patch>()];
    for (const patch of this.unsaved) {
      const key = keyOf(patch);
      (Object.hasOwn(others, key) ? held : keep).set(key, patch);
    }
    this.autosave.takeUp({ keep, held }, new Map());
    this.take(this.patchesIn(fields));
    this.changed();
  }

  /** The control called `name` has changed. */
  read(name: string, fields: Fields): void {
    const place = placeOf(name);
    const changed = controlName(place);
    const items = this.section?.items.filter(({ id }) => id === place.item);
    this.stay();
    this.forget(place);
    this.typed.set(name, valuesOf(fields, name)[0] ?? '');
    this.typing = changed;
    this.take(this.patchesIn(fields, items).filter((patch) => controlName(patch) === changed));
    this.changed();
  }

  /** The client has turned to something else, so what cannot be saved will not save itself by more typing. */
  turnAway(): void {
    this.settle();
    this.changed();
  }

  /** Does what a button asks for, as far as it concerns questions and rows. Gives the place to look at next. */
  act(action: Action): Place | undefined {
    if (!('place' in action)) return undefined;
    const { place, kind } = action;
    const row = this.options.newId();
    this.stay();
    this.settle();
    if (kind === 'mine' || kind === 'theirs') this.autosave.choose(controlName(place), kind);
    if (FORGETTING.has(kind)) this.forget(place);
    if (kind === 'remove' || kind === 'close') this.openRow = null;
    if (kind === 'open') this.openRow = controlName(place);
    if (kind === 'add') this.openRow = rowMark(place.item, row);
    this.take(patchesOfAction(action, row));
    this.changed();
    if (kind === 'remove') return { item: place.item };
    return kind === 'add' ? { item: place.item, row } : place;
  }

  /** A card was opened or closed by its own means. */
  toggleRow(mark: string, open: boolean): void {
    const next = open ? mark : this.openRow === mark ? null : this.openRow;
    if (next === this.openRow) return;
    this.openRow = next;
    this.changed();
  }

  /** Is an option chosen that closes the worksheet? Then going on saves nothing of this part. */
  get closes(): boolean {
    const { section } = this;
    const { answers, shown } = this.answered;
    return section !== undefined && closes(section, answers, shown);
  }

  /** Shows another page of the worksheet; what was held back on the last one may go. */
  show(view: View): void {
    this.view = view;
    this.warned = this.isGoing = false;
    this.holdBack();
    this.outcome = null;
    this.checked = false;
    this.problems = [];
    this.openRow = null;
    this.note = '';
    this.settle();
    this.changed();
  }

  /** Is everything on this part fit to be saved? What is not is shown. */
  check(): boolean {
    const { section } = this;
    const { shown } = this.answered;
    const here = ({ item }: Problem): boolean =>
      shown.item(item) && section?.items.some(({ id }) => id === item) === true;
    this.problems = this.withRefused(draftProblems(this.compiled, this.autosave.answers)).filter(here);
    this.checked = true;
    this.settle();
    const [first] = this.problems;
    this.openRow = (first && cardMark(this.compiled, first)) ?? this.openRow;
    this.changed();
    return this.problems.length === 0;
  }

  /** The client goes on to another page of the site: nothing is held back any more. */
  goOn(): void {
    this.isGoing = true;
    this.autosave.hold(new Set());
  }

  /** Sends what waits; true when all of it is acknowledged. */
  flush(): Promise<boolean> {
    return this.autosave.flush();
  }

  /** The page is going away. */
  leave(): void {
    this.autosave.leave();
  }

  /** Nothing more will be sent or asked. */
  stop(): void {
    // What waits to be drawn is drawn as it stood: that nothing more can be saved is no news to who has handed in.
    this.latest = this.screen;
    this.refused.clear();
    this.autosave.stop();
    this.keeper?.();
  }

  /** Says something of saving in other words than usual, and what else there is to tell on this part. */
  tell(said: Screen['said'], note = this.note): void {
    this.said = said;
    this.note = note;
    this.changed();
  }

  /**
   * Takes up what an earlier visit could not save as it stood, and the key of a hand-in of which nobody knows whether it
   * arrived; '' where there was none.
   */
  takeUp(unfit: readonly Patch[], idempotencyKey: string): void {
    this.idempotencyKey = idempotencyKey || this.idempotencyKey;
    this.take(unfit);
    this.changed();
  }

  /** Says that what is unsent is lost with the next step. */
  warn(): void {
    this.warned = true;
    this.settle();
    this.changed();
  }

  retry(): void {
    this.autosave.retry();
  }

  /** Hands in what has been read through; true when it is done. */
  async handIn(): Promise<boolean> {
    if (this.outcome === 'sending') return false;
    const stillOpen = this.withRefused(
      submitProblems(this.compiled, this.autosave.answers, this.screen.form.shown),
    );
    if (stillOpen.length > 0) return this.notHandedIn(null, stillOpen);
    this.outcome = 'sending';
    this.changed();
    if (!(await this.autosave.flush())) return this.notHandedIn('unsent');
    const result = await this.options.submit(this.autosave.revision, this.idempotencyKey);
    switch (result.kind) {
      case 'submitted':
        return true;
      case 'invalid':
        return this.notHandedIn(null, result.problems);
      case 'stale':
        this.autosave.adopt(result.revision, result.answers);
        return this.notHandedIn('stale');
      case 'signed_out':
      case 'gone':
        this.autosave.halt(result.kind);
        return this.notHandedIn('failed');
      case 'unreachable':
        return this.notHandedIn('failed');
    }
  }

  /** The section on the page; none on the cover and the review. */
  private get section(): Section | undefined {
    const { view } = this;
    return view.kind === 'part' ? sectionOf(this.answered, view.part) : undefined;
  }

  /** The form with the answers as they are now; what else it shows may be older, which spares working it out. */
  private get answered(): Form {
    const { form } = this.latest;
    return form.answers === this.autosave.answers ? form : this.screen.form;
  }

  /** The client does something else than go, so what closes the worksheet is held back again. */
  private stay(): void {
    if (!this.isGoing) return;
    this.warned = this.isGoing = false;
    this.holdBack();
  }

  private holdBack(): void {
    const { section } = this;
    const items = mayClose(section) ? (section?.items ?? []) : [];
    this.autosave.hold(new Set(items.map(({ id }) => id)));
  }

  private notHandedIn(outcome: Outcome, problems: readonly Problem[] = []): false {
    this.outcome = outcome;
    this.problems = problems;
    this.checked = problems.length > 0;
    this.changed();
    return false;
  }

  /** What the form changes in these items of the part. */
  private patchesIn(fields: Fields, items = this.section?.items ?? []): readonly Patch[] {
    return patchesFromForm(this.compiled, items, this.autosave.answers, fields, this.answered.shown);
  }

  private take(patches: readonly Patch[]): void {
    const { accepted, problems } = sift(this.compiled, this.autosave.answers, patches);
    const refused = patches.filter((patch) => !accepted.includes(patch));
    this.refuse(problems, refused);
    this.autosave.put(accepted);
  }

  private refuse(problems: readonly Problem[], patches: readonly Patch[]): void {
    const { typed } = sift(this.compiled, {}, patches);
    for (const [name, text] of Object.entries(typed)) this.typed.set(name, this.typed.get(name) ?? text);
    for (const problem of problems) this.refused.set(controlName(problem), problem);
    for (const patch of patches) this.unfit.set(keyOf(patch), patch);
  }

  /** These problems, after those of what could not be saved and stands where the client can see it. */
  private withRefused(problems: readonly Problem[]): readonly Problem[] {
    const refused = [...this.refused.values()].filter((problem) => isShown(this.screen.form.shown, problem));
    return [...refused, ...problems.filter((problem) => !this.refused.has(controlName(problem)))];
  }

  /** Nothing is being typed any more: what could be saved is shown as it was read. */
  private settle(): void {
    this.typing = '';
    for (const name of this.typed.keys()) {
      if (!this.refused.has(controlName(placeOf(name)))) this.typed.delete(name);
    }
  }

  private forget(place: Place): void {
    const name = controlName(place);
    const within = (key: string): boolean => key === name || key.startsWith(`${name}/`);
    for (const map of [this.refused, this.typed, this.unfit]) {
      for (const key of map.keys()) if (within(controlName(placeOf(key)))) map.delete(key);
    }
    this.problems = this.problems.filter((problem) => !within(controlName(problem)));
  }

  /** Words that cannot be saved yet outlive the removal of their row elsewhere, as all others do: it comes back. */
  private bringBackRows(): void {
    const before = this.answers;
    for (const { item, row } of [...this.refused.keys()].map(placeOf)) {
      if (row !== undefined && hasRow(before, item, row) && !hasRow(this.autosave.answers, item, row))
        this.autosave.put([{ item, row }, ...rowAsPatches(before, item, row)]);
    }
  }

  private changed(): void {
    this.bringBackRows();
    this.answers = this.autosave.answers;
    this.isStale = true;
    this.keeper?.();
    this.options.onChange();
  }

  private screenNow(): Screen {
    const { savedAt } = this.autosave;
    const { status } = this;
    const { shell } = this.latest.form;
    return {
      ...this.latest,
      revision: this.autosave.revision,
      idempotencyKey: this.idempotencyKey,
      view: this.view,
      form: formOf(this.compiled, shell, this.state()),
      status,
      outcome: this.outcome,
      checked: this.checked,
      said: {
        ...(savedAt > 0 && { saved: savedWords(savedAt, shell.lang) }),
        ...this.said,
        ...(this.warned && this.wouldLose && { [status]: messages.leavesUnsaved }),
      },
      note: this.note,
    };
  }

  private state(): FormState {
    return {
      answers: this.autosave.answers,
      problems: this.problems,
      typed: Object.fromEntries(this.typed),
      others: othersOf(this.compiled, this.autosave.acknowledged, this.autosave.held.values()),
      opened: [],
      carded: [],
      openRow: this.openRow,
      mapped: this.latest.form.mapped,
      live: true,
    };
  }
}

/** "Saved 2:32 PM", as the device's own clock shows it. */
function savedWords(moment: number, lang: string): string {
  const time = new Date(moment).toLocaleTimeString(lang, { hour: 'numeric', minute: '2-digit' });
  return `${messages.save.saved} ${time}`;
}
