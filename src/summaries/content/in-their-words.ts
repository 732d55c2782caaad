import type { Item } from '../../core/worksheet/definition.js';
import { valueOf } from '../../core/worksheet/reading.js';
import type {
  AnsweredWorksheet,
  InTheirWords,
  Quote,
  SubmittedWorksheet,
  SummaryInput,
  SummaryWishes,
} from '../summary.types.js';
import {
  type Answered,
  isOf,
  isOwnWords,
  readAnswers,
  refOf,
  saidAt,
  shownAnswer,
  shownItem,
  sourceOf,
} from './answered.js';
import type { Printing } from './printing.js';

const MOST_QUOTES = 3;
/** As many flags take the room of a quote. */
const FLAGS_FOR_A_QUOTE = 2;

/** An answer that may be quoted. */
interface Candidate {
  readonly by: Answered<SubmittedWorksheet>;
  readonly item: string;
}

/**
 * Up to three of the client's own answers, as typed; up to two below several flags. The clinician's choice first;
 * then by rule, passing over what stands on the page already.
 */
export function inTheirWords(
  input: SummaryInput,
  submitted: readonly Answered<SubmittedWorksheet>[],
  print: Printing,
  { wishes, printed, flags }: QuoteOptions,
): InTheirWords {
  const named = chosenByClinician(submitted, wishes.quotes ?? []);
  const byRule = [...namedInSources(input, submitted), ...longestNew(submitted, input.earlier)].filter(
    ({ by, item }) => !printed.includes(refOf(by, item)),
  );
  const most = flags < FLAGS_FOR_A_QUOTE ? MOST_QUOTES : MOST_QUOTES - 1;
  const quotes = unlike([...named, ...byRule]).flatMap((one) => quoteOf(one, print) ?? []);
  return {
    heading: 'In their words',
    quotes: quotes.slice(0, most),
    remarks: quotes.length > 0 ? [] : ['Nothing written in own words to quote.'],
  };
}

/** What has a say in which answers are quoted. */
export interface QuoteOptions {
  readonly wishes: SummaryWishes;
  /** What stands on the page already, as refs. */
  readonly printed: readonly string[];
  /** How many flags stand above: the page is one page, and they come first. */
  readonly flags: number;
}

function chosenByClinician(
  submitted: readonly Answered<SubmittedWorksheet>[],
  refs: readonly string[],
): readonly Candidate[] {
  return refs.flatMap((ref) => {
    const [submission, item = ''] = ref.split('/', 2);
    const by = submitted.find(({ from }) => from.id === submission);
    const asked = by && shownItem(by, item);
    return by && asked && isOwnWords(asked) ? [{ by, item }] : [];
  });
}

/** Answers to what matters most, what is worst, what is needed; of one question the latest. */
export function namedInSources(
  { sources }: Pick<SummaryInput, 'sources'>,
  submitted: readonly Answered<SubmittedWorksheet>[],
): readonly Candidate[] {
  return sources.quotes.flatMap((source) =>
    submitted
      .toReversed()
      .filter((by) => isOf(by, source))
      .map((by) => ({ by, item: source.item })),
  );
}

/**
 * All other free answers that are new, the longest first. New is what was not typed the same at the time before. What
 * raised a flag stands above or is not for everybody's eyes, and a sheet for the clinician alone is not quoted from.
 */
export function longestNew(
  submitted: readonly Answered<SubmittedWorksheet>[],
  earlier: readonly AnsweredWorksheet[],
): readonly Candidate[] {
  return submitted
    .filter(({ from }) => from.worksheet.share !== 'C')
    .flatMap((by) => {
      const last = earlier.findLast(({ worksheet }) => worksheet.id === by.from.worksheet.id);
      const before = last && readAnswers(last);
      const flagged = new Set(by.from.flags.flatMap(({ items }) => items));
      return [...by.compiled.items.values()]
        .filter(({ item }) => item.type === 'long' && !flagged.has(item.id))
        .map(({ item }) => ({ by, item, text: textAt(by, item), before: before && textAt(before, item) }))
        .filter(({ text, before: same }) => text !== undefined && text !== same);
    })
    .toSorted((a, b) => (b.text?.length ?? 0) - (a.text?.length ?? 0))
    .map(({ by, item }) => ({ by, item: item.id }));
}

function textAt(answered: Answered, { id }: Item): string | undefined {
  const value = valueOf(shownAnswer(answered, id));
  return typeof value === 'string' ? value.trim() : undefined;
}

function unlike(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((one) => [refOf(one.by, one.item), one])).values()];
}

function quoteOf({ by, item }: Candidate, print: Printing): Quote | undefined {
  const said = saidAt(by, item, print);
  return said && { ...said, ref: refOf(by, item), source: sourceOf(by, print) };
}
