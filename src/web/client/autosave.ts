import type { Answer, Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { SaveStatus } from './model.js';
import { controlName, placeOf, rowMark } from './names.js';
import { coalesce, hasRow, keyOf, type PatchMap, rebase, type Rebased, rowAsPatches } from './rebase.js';
import { sift } from './sift.js';

/** What became of one save. `unreachable`: nobody knows whether it arrived. */
export type SaveResult =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'stale'; readonly revision: number; readonly answers: Answers }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable' };

/** All that the server has not acknowledged, but for what is on hold, with what it takes to go on from there later. */
export interface Unsettled {
  /** The draft's revision, and its answers, that the changes were made on. */
  readonly revision: number;
  readonly base: Answers;
  /** On their way: they may have arrived. */
  readonly sending: PatchMap;
  readonly waiting: PatchMap;
  readonly held: PatchMap;
  /** As in `Clash`. */
  readonly unconfirmed: ReadonlyMap<string, readonly (Answer | null)[]>;
  /** By row mark, whole rows that were taken away elsewhere while words for them waited here. */
  readonly lostRows: ReadonlyMap<string, readonly Patch[]>;
}

/** Carries patches to the server, on top of the revision that they were made on. Never rejects. */
export type Send = (revision: number, patches: readonly Patch[]) => Promise<SaveResult>;

export interface AutosaveOptions {
  readonly compiled: CompiledWorksheet;
  readonly revision: number;
  readonly answers: Answers;
  readonly send: Send;
  readonly isOnline: () => boolean;
  /** Called after every change of `answers`, `status`, `revision` or `held` but those that `put` and `choose` make. */
  readonly onChange: () => void;
  /** Called with what the server would not take; it is out of the queue, and its text must stay on the page. */
  readonly onRefused: (problems: readonly Problem[], patches: readonly Patch[]) => void;
}

/** A pause in typing sends; typing without a pause sends as often, so that all is acknowledged within 2 s. */
const QUIET_MS = 500;
const LONGEST_MS = 1_100;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

const NONE: PatchMap = new Map();

/**
 * Brings changes to the server as they are made, in order, one save at a time, each naming the revision that it
 * was made on. Nothing leaves the queue before the server has acknowledged it, or the client has let it go.
 */
export class Autosave {
  /** The answers as the client sees them: what is acknowledged with what waits on top. */
  answers: Answers;
  revision: number;
  /** Answers changed here and elsewhere, waiting for the client to choose. */
  held: PatchMap = NONE;
  /** The answers as the server last told them. */
  acknowledged: Answers;

  /** When the server last acknowledged a change, in milliseconds; 0 before that. */
  savedAt = 0;

  private waiting: PatchMap = NONE;
  private sending: PatchMap = NONE;
  private unconfirmed = new Map<string, (Answer | null)[]>();
  /** As in `Unsettled`. */
  private readonly lostRows = new Map<string, readonly Patch[]>();
  private flight: Promise<void> | undefined;
  private stopped: 'signed_out' | 'gone' | undefined;
  private failures = 0;
  /** When to try again after a failure, however much is typed meanwhile. */
  private retryAt = 0;
  private firstWaitingSince = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Items whose changes wait for the client to go on. */
  private onHold: ReadonlySet<string> = new Set();

  constructor(private readonly options: AutosaveOptions) {
    this.answers = options.answers;
    this.acknowledged = options.answers;
    this.revision = options.revision;
  }

  get status(): SaveStatus {
    if (this.stopped) return this.stopped;
    if (this.held.size > 0) return 'conflict';
    if (!this.unsent) return this.onHold.size > 0 ? 'waiting' : 'saved';
    if (!this.options.isOnline()) return 'offline';
    return this.failures > 0 ? 'failed' : 'saving';
  }

  /** Is there anything that the server has not acknowledged, apart from what is on hold? */
  get unsent(): boolean {
    return this.ready.size + this.sending.size + this.held.size > 0;
  }

  /** What waits and may go. */
  private get ready(): PatchMap {
    return new Map([...this.waiting].filter(([, { item }]) => !this.onHold.has(item)));
  }

  /** Does anything wait for the client to go on? */
  get holdsBack(): boolean {
    return this.waiting.size > this.ready.size;
  }

  get unsettled(): Unsettled {
    const { revision, acknowledged: base, sending, ready: waiting, held, unconfirmed, lostRows } = this;
    return { revision, base, sending, waiting, held, unconfirmed, lostRows };
  }

  /**
   * Takes up changes of an earlier visit, weighed already against what is acknowledged. Nothing else may be under way;
   * what is on hold stays as it was answered since.
   */
  takeUp({ keep, held }: Rebased, lostRows: Unsettled['lostRows']): void {
    this.waiting = new Map([...keep, ...this.waiting]);
    this.held = held;
    for (const [mark, patches] of lostRows) this.lostRows.set(mark, patches);
    this.recompute();
    this.schedule(0);
    this.options.onChange();
  }

  /** Takes changes that fit the answers so far and sends them soon. */
  put(patches: readonly Patch[]): void {
    if (patches.length === 0) return;
    if (this.waiting.size === 0) this.firstWaitingSince = Date.now();
    for (const patch of patches) {
      const key = keyOf(patch);
      if (this.held.has(key)) this.held = new Map([...this.held, [key, patch]]);
      else this.waiting = coalesce(this.waiting, patch, (item, row) => this.isKnown(item, row));
    }
    this.answers = sift(this.options.compiled, this.answers, patches).answers;
    this.schedule(QUIET_MS);
  }

  /** Lets changes of these items wait, however long, and of no others. */
  hold(items: ReadonlySet<string>): void {
    this.onHold = items;
    this.schedule(QUIET_MS);
  }

  /** Sends all that waits now. True when the server has acknowledged everything. */
  async flush(): Promise<boolean> {
    await this.flight;
    while (this.ready.size > 0 && !this.stopped) {
      await this.send();
      if (this.failures > 0) break;
    }
    return !this.unsent && !this.stopped;
  }

  /** The page is going away: what waits goes out at once, on top of what is still on its way. */
  leave(): void {
    const { ready } = this;
    if (ready.size === 0 || this.stopped) return;
    if (this.sending.size === 0) void this.send();
    else void this.options.send(this.revision + 1, [...ready.values()]);
  }

  /** Tries again at once, also after signing in again in another tab. */
  retry(): void {
    if (this.stopped === 'signed_out') this.stopped = undefined;
    this.failures = 0;
    this.schedule(0);
    this.options.onChange();
  }

  /** Ends a conflict: with the answer given here, or with the one that the server has. */
  choose(name: string, side: 'mine' | 'theirs'): void {
    const patch = this.held.get(name);
    if (patch === undefined) return;
    this.held = new Map([...this.held].filter(([key]) => key !== name));
    this.recompute();
    if (side === 'mine') this.put(this.withLostRow(patch));
  }

  /** Takes over answers that the server told in passing, and lays what waits on top. */
  adopt(revision: number, answers: Answers): void {
    this.rebaseOnto(revision, answers);
    this.recompute();
    this.schedule(QUIET_MS);
    this.options.onChange();
  }

  /** Stops sending: there is nobody to send for, or nothing to send to. */
  halt(why: 'signed_out' | 'gone'): void {
    this.stopped = why;
    this.options.onChange();
  }

  /** Ends everything: the client has left. */
  stop(): void {
    clearTimeout(this.timer);
    this.stopped = 'gone';
    this.waiting = this.sending = this.held = NONE;
  }

  /** The patch, after what brings back its row where that was taken away elsewhere. */
  private withLostRow(patch: Patch): readonly Patch[] {
    const row = 'field' in patch ? this.lostRows.get(rowMark(patch.item, patch.row)) : undefined;
    return [...(row ?? []), patch];
  }

  private isKnown(item: string, row: string): boolean {
    const key = controlName({ item, row });
    const onItsWay = [...this.sending.keys()].some((sent) => sent === key || sent.startsWith(`${key}/`));
    return onItsWay || hasRow(this.acknowledged, item, row);
  }

  private schedule(pause: number): void {
    if (this.stopped || this.flight || this.ready.size === 0) return;
    const longest = this.firstWaitingSince + LONGEST_MS - Date.now();
    const wait = this.failures > 0 ? this.retryAt - Date.now() : Math.min(pause, longest);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), Math.max(0, wait));
  }

  private fail(): void {
    this.failures += 1;
    this.retryAt = Date.now() + Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LAST_RETRY_MS);
  }

  private send(): Promise<void> {
    if (this.flight) return this.flight;
    const { ready } = this;
    if (ready.size === 0 || this.stopped) return Promise.resolve();
    clearTimeout(this.timer);
    this.sending = ready;
    this.waiting = new Map([...this.waiting].filter(([key]) => !ready.has(key)));
    this.options.onChange();
    this.flight = this.sendOff();
    return this.flight;
  }

  private async sendOff(): Promise<void> {
    const result = await this.options.send(this.revision, [...this.sending.values()]);
    this.flight = undefined;
    this.settle(result);
  }

  private settle(result: SaveResult): void {
    if (this.stopped) return;
    const sent = this.sending;
    this.sending = NONE;
    if (result.kind !== 'saved') this.waiting = this.merged(sent);
    switch (result.kind) {
      case 'saved':
        this.savedAt = Date.now();
        this.acknowledge(
          result.revision,
          sift(this.options.compiled, this.acknowledged, [...sent.values()]).answers,
        );
        break;
      case 'stale':
        this.rebaseOnto(result.revision, result.answers);
        break;
      case 'invalid':
        this.drop(result.problems);
        break;
      case 'unreachable':
        this.remember(sent);
        this.fail();
        break;
      case 'signed_out':
      case 'gone':
        this.stopped = result.kind;
        break;
    }
    this.recompute();
    this.schedule(QUIET_MS);
    this.options.onChange();
  }

  private acknowledge(revision: number, answers: Answers): void {
    this.revision = revision;
    this.acknowledged = answers;
    this.unconfirmed.clear();
    this.failures = 0;
  }

  private rebaseOnto(revision: number, theirs: Answers): void {
    const { keep, held } = rebase({
      base: this.acknowledged,
      theirs,
      mine: this.waiting,
      unconfirmed: this.unconfirmed,
    });
    for (const patch of held.values()) this.keepLostRow(patch, theirs);
    this.waiting = keep;
    this.held = new Map([...this.held, ...held]);
    this.acknowledge(revision, theirs);
    this.firstWaitingSince = 0;
  }

  private keepLostRow(patch: Patch, theirs: Answers): void {
    if (!('field' in patch) || hasRow(theirs, patch.item, patch.row)) return;
    this.lostRows.set(rowMark(patch.item, patch.row), rowAsPatches(this.acknowledged, patch.item, patch.row));
  }

  /** What the server refuses would be refused again: out with it, so that the rest can go. */
  private drop(problems: readonly Problem[]): void {
    const named = new Set(problems.map((problem) => controlName(problem)));
    const refused = [...this.waiting].filter(([key]) => named.has(key) || named.has(placeOf(key).item));
    if (refused.length === 0) {
      this.fail();
      return;
    }
    this.waiting = new Map([...this.waiting].filter(([key]) => !refused.some(([other]) => other === key)));
    this.options.onRefused(
      problems,
      refused.map(([, patch]) => patch),
    );
  }

  private remember(sent: PatchMap): void {
    for (const [key, patch] of sent) {
      if ('answer' in patch) this.unconfirmed.set(key, [...(this.unconfirmed.get(key) ?? []), patch.answer]);
    }
  }

  private merged(sent: PatchMap): PatchMap {
    return [...this.waiting.values()].reduce(
      (map, patch) => coalesce(map, patch, (item, row) => hasRow(this.acknowledged, item, row)),
      sent,
    );
  }

  private recompute(): void {
    const held = [...this.held.values()].flatMap((patch) => this.withLostRow(patch));
    const mine = [...this.sending.values(), ...this.waiting.values(), ...held];
    this.answers = sift(this.options.compiled, this.acknowledged, mine).answers;
  }
}
