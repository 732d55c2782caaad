import { type Answer, type Answers, DOES_NOT_APPLY } from './answers.js';
import type { CompiledWorksheet } from './compile.js';
import type { Item, Option, Sum, SumRule } from './definition.js';
import { answerOf, isRecord, ROW_ANSWER, rowsOf, valueOf } from './reading.js';
import { visibility } from './visibility.js';

/** One item of a sum, one option of a grid, or one given row. */
export interface SumPart {
  readonly item: string;
  /** The grid's option, or the id of the row. */
  readonly option?: string;
  /** What it is called: the question, the option's label, the row's label. */
  readonly text: string;
  /** Null where there is nothing to score: hidden, skipped, unanswered, "does not apply". Never 0 in their place. */
  readonly value: number | null;
}

/** A sum over one state of the answers, with what has to stand beside it wherever it is shown. */
export interface SumResult {
  readonly name: string;
  readonly rule: SumRule;
  readonly how?: string;
  readonly note?: string;
  /** No sum of ours has been validated, and each says so. */
  readonly validated: false;
  /** Null where no part can be scored, and of `bars` and `lines`, which are nothing but their parts. */
  readonly value: number | null;
  /** How many parts could be scored. */
  readonly answered: number;
  /** How many parts there are. */
  readonly of: number;
  readonly parts: readonly SumPart[];
}

/**
 * The worksheet's sums, in its order. `shown` is what `visibility` says of the same answers, where it is known already.
 * Takes whatever JSON is given as answers and never throws.
 */
export function sumUp(
  compiled: CompiledWorksheet,
  answers: Answers,
  shown = visibility(compiled, answers),
): readonly SumResult[] {
  const { sums = [] } = compiled.worksheet;
  return sums.map((sum) => {
    const parts: SumPart[] = [];
    for (const id of sum.items) {
      const item = compiled.items.get(id)?.item;
      if (item) parts.push(...partsOf(sum, item, shown.item(id) ? shown.answer(id) : undefined));
    }
    return resultOf(sum, parts);
  });
}

function resultOf({ name, rule, how, note }: Sum, parts: readonly SumPart[]): SumResult {
  const scored = parts.map(({ value }) => value).filter((value) => value !== null);
  return {
    name,
    rule,
    ...(how && { how }),
    ...(note && { note }),
    validated: false,
    value: scored.length > 0 ? valueBy(rule, scored) : null,
    answered: scored.length,
    of: parts.length,
    parts,
  };
}

function valueBy(rule: SumRule, scored: readonly number[]): number | null {
  const total = scored.reduce((sum, value) => sum + value, 0);
  switch (rule) {
    case 'count':
    case 'sum':
      return total;
    case 'mean':
    case 'rate':
      return total / scored.length;
    case 'bars':
    case 'lines':
      return null;
  }
}

function partsOf(sum: Sum, item: Item, answer: Answer | undefined): readonly SumPart[] {
  if (item.type === 'grid') {
    const cells: unknown = valueOf(answer);
    return item.options.map(({ value, label }) => ({
      item: item.id,
      option: value,
      text: label,
      value: scoreOf(sum, item, cellOf(cells, value)),
    }));
  }
  if (item.type === 'group' && item.given) {
    const choice = item.fields.find(({ id }) => id === ROW_ANSWER) ?? item;
    const rows = new Map(rowsOf(answer).map((row) => [row.id, row.answers]));
    return item.given.map(({ id, label }) => ({
      item: item.id,
      option: id,
      text: label,
      value: scoreOf(sum, choice, valueOf(answerOf(rows.get(id), ROW_ANSWER))),
    }));
  }
  return [{ item: item.id, text: item.text, value: scoreOf(sum, item, valueOf(answer)) }];
}

function cellOf(cells: unknown, option: string): unknown {
  const cell = isRecord(cells) && Object.hasOwn(cells, option) ? cells[option] : undefined;
  return cell === DOES_NOT_APPLY ? undefined : cell;
}

function scoreOf(sum: Sum, item: Item, value: unknown): number | null {
  if (value === undefined) return null;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (sum.rule === 'count') return chosen.some((one) => isOneOf(sum.values, one)) ? 1 : 0;
  let total: number | null = null;
  for (const one of chosen) {
    const number = numberOf(sum, item, one);
    if (number !== undefined) total = (total ?? 0) + number;
  }
  return total;
}

function isOneOf(values: readonly string[] = [], value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && values.includes(String(value));
}

/** What one number or one chosen option counts for. */
function numberOf({ map = {} }: Sum, item: Item, value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (Object.hasOwn(map, value)) return map[value];
  const options: readonly Option[] = item.type === 'choice' || item.type === 'multi' ? item.options : [];
  return options.find((option) => option.value === value)?.weight;
}
