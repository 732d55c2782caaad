import type { Answer } from '../../core/worksheet/answers.js';
import { compile, type CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { Item, Worksheet } from '../../core/worksheet/definition.js';
import { displayAnswer } from '../../core/worksheet/display.js';
import { valueOf } from '../../core/worksheet/reading.js';
import type { SourceItem } from '../../core/worksheet/summary-sources.js';
import { visibility, type Visibility } from '../../core/worksheet/visibility.js';
import { typeset } from '../summary.answers.js';
import type { AnsweredWorksheet, Said, SubmittedWorksheet } from '../summary.types.js';
import { cutWords } from './cut-words.js';
import type { Printing } from './printing.js';

/** Answers ready to be asked one by one. What the client could not see is no answer, whatever was kept of it. */
export interface Answered<T extends AnsweredWorksheet = AnsweredWorksheet> {
  readonly from: T;
  readonly compiled: CompiledWorksheet;
  readonly shown: Visibility;
}

const compiled = new WeakMap<Worksheet, CompiledWorksheet>();

/** Reads answers. A worksheet is compiled once for as long as it is held. */
export function readAnswers<T extends AnsweredWorksheet>(from: T): Answered<T> {
  const known = compiled.get(from.worksheet) ?? compile(from.worksheet);
  compiled.set(from.worksheet, known);
  return { from, compiled: known, shown: visibility(known, from.answers) };
}

/** The item by this id, if the client saw it. */
export function shownItem({ compiled: sheet, shown }: Answered, id: string): Item | undefined {
  const item = sheet.items.get(id)?.item;
  return item && shown.item(id) ? item : undefined;
}

/** What was answered there, if the client saw it. */
export function shownAnswer(answered: Answered, id: string): Answer | undefined {
  return shownItem(answered, id) ? answered.shown.answer(id) : undefined;
}

/** The number that was answered. */
export function numberAt(answered: Answered, id: string): number | undefined {
  const value = valueOf(shownAnswer(answered, id));
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The values that were chosen, of one choice or several. */
export function chosenAt(answered: Answered, id: string): readonly string[] {
  const value: unknown = valueOf(shownAnswer(answered, id));
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string');
}

/** Does the source look at this sheet? */
export function isOf({ from }: Answered, { worksheet }: SourceItem): boolean {
  return worksheet === undefined || worksheet === from.worksheet.id;
}

/** Those of the items that are written in the client's own words. */
export function isOwnWords(item: Item): boolean {
  return item.type === 'text' || item.type === 'long';
}

/** An answer as it was given, cut after forty words; undefined where nothing was answered or it was skipped. */
export function saidAt(answered: Answered, id: string, { continues }: Printing): Said | undefined {
  const item = shownItem(answered, id);
  const words = item && wordsAt(answered, item);
  if (item === undefined || words === undefined) return undefined;
  const { text, cut } = cutWords(words);
  return {
    prompt: typeset(item.text),
    words: text,
    own: isOwnWords(item),
    ...(cut && { continues }),
  };
}

/** An answer whole, as people read it: the client's words as typed, the worksheet's typeset. */
export function wordsAt(answered: Answered, item: Item): string | undefined {
  const { compiled: sheet, from } = answered;
  const said = displayAnswer(sheet, item.id, shownAnswer(answered, item.id), from.answers);
  if (said.kind === 'text') return isOwnWords(item) ? said.text : typeset(said.text);
  return said.kind === 'list' ? said.items.map(typeset).join('; ') : undefined;
}

/** "Before our session · Mon 23 Nov", with the year where it is not the session's. */
export function sourceOf({ from }: Answered, { dates, session }: Printing): string {
  return `${typeset(from.worksheet.title)} · ${dates.dayNear(from.submittedAt, session)}`;
}

/** What an answer is named by: `<submission>/<item>`. */
export function refOf({ from }: Answered<SubmittedWorksheet>, item: string): string {
  return `${from.id}/${item}`;
}
