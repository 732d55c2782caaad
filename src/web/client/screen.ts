import { type CompiledWorksheet, compile } from '../../core/worksheet/compile.js';
import type { Section } from '../../core/worksheet/definition.js';
import { progress, type SectionProgress } from '../../core/worksheet/display.js';
import { answerOf, isAnswered, isSkipped } from '../../core/worksheet/reading.js';
import { initialAnswer } from '../../core/worksheet/starting.js';
import { type Form, formOf, type FormState, plainState } from './form.js';
import { messages } from './messages.js';
import type { CoverPage, PartPage, ReviewPage, SaveStatus, Shell } from './model.js';
import { sameAnswer } from './same.js';
import { sift } from './sift.js';

/** Which page of a worksheet is on the screen. */
export type View =
  { readonly kind: 'cover' } | { readonly kind: 'part'; readonly part: number } | { readonly kind: 'review' };

/** How handing in stands, where it was tried. `unsent`: not tried, since not all is saved. */
export type Outcome = ReviewPage['outcome'] | 'sending' | 'unsent';

/** All that the pages of one worksheet show, in the server's first answer and ever after. */
export interface Screen {
  readonly assignmentId: string;
  readonly revision: number;
  readonly idempotencyKey: string;
  readonly view: View;
  readonly form: Form;
  readonly status: SaveStatus;
  readonly outcome: Outcome;
  /** Did the last move find something to put right, so that the list of it belongs on top? */
  readonly checked: boolean;
  /** What the bar says in place of its usual words. */
  readonly said: Readonly<Partial<Record<SaveStatus, string>>>;
  /** What else the client is told; '' in the ordinary course of things. */
  readonly note: string;
}

/** The screen that a page from the server opens with; its worksheet is already the client's view. */
export function openingScreen(page: CoverPage | PartPage | ReviewPage, shell: Shell): Screen {
  const compiled = compile(page.worksheet);
  return {
    assignmentId: page.assignmentId,
    revision: page.revision,
    idempotencyKey: page.kind === 'review' ? page.idempotencyKey : '',
    view: viewOf(page),
    form: formOf(compiled, shell, stateOf(page, compiled)),
    status: statusOf(page),
    outcome: page.kind === 'review' ? page.outcome : null,
    checked: page.problems.length > 0,
    said: {},
    note: '',
  };
}

function viewOf(page: CoverPage | PartPage | ReviewPage): View {
  return page.kind === 'part' ? { kind: 'part', part: page.part } : { kind: page.kind };
}

function statusOf(page: CoverPage | PartPage | ReviewPage): SaveStatus {
  if (page.kind !== 'part' || !page.unsaved?.length) return 'saved';
  return Object.keys(page.others).length > 0 ? 'conflict' : 'waiting';
}

function stateOf(page: CoverPage | PartPage | ReviewPage, compiled: CompiledWorksheet): FormState {
  const state = { ...plainState(page.answers), problems: page.problems };
  if (page.kind !== 'part') return state;
  const { typed, others, opened, carded, openRow, mapped, landing, unsaved = [] } = page;
  const { answers } = sift(compiled, page.answers, unsaved);
  return { ...state, answers, typed, others, opened, carded, openRow, mapped, landing };
}

/** The sections that the client is shown; a part's number counts these from 1. */
export function partsOf(form: Form): readonly Section[] {
  return form.compiled.worksheet.sections.filter((section) => form.shown.section(section.id));
}

/** The section of a part, or the nearest there is. */
export function sectionOf(form: Form, part: number): Section | undefined {
  const parts = partsOf(form);
  return parts[Math.min(Math.max(part, 1), parts.length) - 1];
}

/** The number of the part where an item stands; 1 where it is not shown. */
export function partWith(form: Form, item: string): number {
  const section = form.compiled.items.get(item)?.section;
  return Math.max(1, partsOf(form).findIndex(({ id }) => id === section?.id) + 1);
}

/** What the browser's tab and history are told of a page. */
export function titleOfView(view: View, form: Form): string {
  if (view.kind !== 'part') return messages.title[view.kind];
  return messages.title.part(view.part, partsOf(form).length);
}

/** How far each part is, in the order of the parts. */
export function partProgress(form: Form): readonly SectionProgress[] {
  return progress(form.compiled, form.answers, form.shown);
}

/** Where to go on: the last part that says something, or the one after it when that is all done. */
export function resumePart(compiled: CompiledWorksheet, answers: Form['answers']): number {
  const parts = progress(compiled, answers);
  const begun = parts.findLastIndex(({ answered, skipped }) => answered + skipped > 0);
  const last = parts[begun];
  if (last === undefined) return 1;
  const full = last.answered + last.skipped >= last.total;
  return Math.min(begun + (full ? 2 : 1), parts.length);
}

/** Has anything at all been answered or skipped, beyond what a new draft starts with? */
export function isBegun({ answers, compiled }: Form): boolean {
  return Object.keys(answers).some((id) => {
    const answer = answerOf(answers, id);
    const item = compiled.items.get(id)?.item;
    const isOwn = item === undefined || !sameAnswer(answer, initialAnswer(item));
    return isOwn && (isAnswered(answer) || isSkipped(answer));
  });
}
