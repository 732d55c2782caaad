import type { Answer, Answers } from './answers.js';
import type { CompiledItem, CompiledWorksheet } from './compile.js';
import { meets, readerOf, type ReadAnswer } from './conditions.js';
import type { FlagLevel, Item } from './definition.js';
import { isAnswered, rowsOf, valueOf } from './reading.js';
import { visibility, type Visibility } from './visibility.js';
import { hasCrisisWords } from './wording/wording.js';

/** What needs a clinician's eyes, and the items whose answers say so, in the order of the worksheet. */
export interface RaisedFlag {
  readonly code: string;
  readonly level: FlagLevel;
  /** Item ids, each once; where a field of a row raised it, that of its group. */
  readonly items: readonly string[];
}

/** One rule that was met. */
interface Raised {
  readonly code: string;
  readonly level: FlagLevel;
  readonly item: string;
}

const FROM_URGENT_DOWN: readonly FlagLevel[] = ['urgent', 'read', 'note'];

/**
 * The flags that answers raise when they are handed in: one for each code with its highest level, urgent first.
 * `previous` is what this client handed in for the same worksheet the time before; without it nothing has dropped.
 * `shown` is what `visibility` says of the same answers, where it is known already.
 * Hidden, skipped and unanswered items raise none. Takes whatever JSON is given as answers and never throws.
 */
export function raiseFlags(
  compiled: CompiledWorksheet,
  answers: Answers,
  previous: Answers = {},
  shown = visibility(compiled, answers),
): readonly RaisedFlag[] {
  const before = readerOf(previous);
  const raised = [...compiled.items.values()].flatMap((entry) => raisedBy(entry, shown, before));
  return gathered(raised);
}

function raisedBy(entry: CompiledItem, shown: Visibility, before: ReadAnswer): readonly Raised[] {
  const { id } = entry.item;
  const fields = [...entry.fields.values()].filter(canRaise);
  if ((fields.length === 0 && !canRaise(entry.item)) || !shown.item(id)) return [];
  const rows = fields.length > 0 ? rowsOf(shown.answer(id)) : [];
  const inRows = rows.flatMap((row) => {
    const read = shown.row(id, row.id);
    return fields
      .filter((field) => shown.field(id, row.id, field.id))
      .flatMap((field) => rulesMet(field, read, before));
  });
  return [...rulesMet(entry.item, shown.answer, before), ...inRows].map((rule) => ({ ...rule, item: id }));
}

function canRaise(item: Item): boolean {
  return item.flags !== undefined || 'wording' in item;
}

function rulesMet(
  item: Item,
  read: ReadAnswer,
  before: ReadAnswer,
): readonly Pick<Raised, 'code' | 'level'>[] {
  const answer = canRaise(item) ? read(item.id) : undefined;
  if (!isAnswered(answer)) return [];
  const rules = (item.flags ?? []).filter(({ when }) => meets(when, read, item.id, before));
  return speaksOfCrisis(item, answer) ? [...rules, { code: 'SELF-HARM', level: 'read' }] : rules;
}

function speaksOfCrisis(item: Item, answer: Answer | undefined): boolean {
  const words = 'wording' in item && item.wording ? valueOf(answer) : undefined;
  return typeof words === 'string' && hasCrisisWords(words);
}

function gathered(raised: readonly Raised[]): readonly RaisedFlag[] {
  const codes = [...new Set(raised.map(({ code }) => code))];
  const flags = codes.map((code): RaisedFlag => {
    const ofCode = raised.filter((one) => one.code === code);
    const level = FROM_URGENT_DOWN.find((one) => ofCode.some((flag) => flag.level === one)) ?? 'note';
    return { code, level, items: [...new Set(ofCode.map(({ item }) => item))] };
  });
  return flags.toSorted((a, b) => FROM_URGENT_DOWN.indexOf(a.level) - FROM_URGENT_DOWN.indexOf(b.level));
}
