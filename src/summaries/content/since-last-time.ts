import type { SourceChoice, SourceItem } from '../../core/worksheet/summary-sources.js';
import { counted, typeset } from '../summary.answers.js';
import type {
  AnsweredWorksheet,
  ChangeKind,
  ChangeLine,
  Since,
  SubmittedWorksheet,
  SummaryInput,
} from '../summary.types.js';
import {
  type Answered,
  chosenAt,
  isOf,
  numberAt,
  readAnswers,
  refOf,
  shownItem,
  sourceOf,
  wordsAt,
} from './answered.js';
import { refsReadFirst } from './read-first.js';
import { promisesAsked, saidOfPromises } from './promise-answers.js';
import type { Printing } from './printing.js';

const MOST_CHANGES = 6;
/** Points on a scale from which on a change is worth a line. */
const MARKED_CHANGE = 2;

/** What is new, in the order of what asks for something: requests, slips, marked changes, promises, what came in. */
export function sinceLastTime(
  input: SummaryInput,
  submitted: readonly Answered<SubmittedWorksheet>[],
  print: Printing,
): Since {
  const told = refsReadFirst(input);
  const changes = [
    ...requests(submitted, input.sources.requests, print, told),
    ...slips(submitted, input.sources.slips, print, told),
    ...scaleChanges(submitted, input, print),
    ...promisesKept(submitted, print),
    ...cameIn(submitted, print),
  ];
  const beyond = changes.length - MOST_CHANGES;
  return {
    heading: input.previousSessionAt ? 'Since last time' : 'So far',
    ...(submitted.length > 0 && { note: countOf(submitted.length, input) }),
    changes: changes.slice(0, MOST_CHANGES),
    remarks: [
      ...(submitted.length === 0 ? [nothingCameIn(input, print), ...cameInBefore(input)] : []),
      ...(beyond > 0 ? [`${beyond} more in the answers.`] : []),
    ],
  };
}

/** What the client asks for. `told` stands on the page already. */
export function requests(
  submitted: readonly Answered<SubmittedWorksheet>[],
  sources: readonly SourceChoice[],
  print: Printing,
  told: readonly string[],
): readonly ChangeLine[] {
  return chosen('request', submitted, sources, print, told);
}

/** Broken promises that the client told of. */
export function slips(
  submitted: readonly Answered<SubmittedWorksheet>[],
  sources: readonly SourceChoice[],
  print: Printing,
  told: readonly string[],
): readonly ChangeLine[] {
  return chosen('slip', submitted, sources, print, told);
}

function chosen(
  kind: ChangeKind,
  submitted: readonly Answered<SubmittedWorksheet>[],
  sources: readonly SourceChoice[],
  print: Printing,
  told: readonly string[],
): readonly ChangeLine[] {
  return submitted.toReversed().flatMap((answered) =>
    sources.flatMap((source): readonly ChangeLine[] => {
      const item = isOf(answered, source) ? shownItem(answered, source.item) : undefined;
      if (!item || told.includes(refOf(answered, item.id))) return [];
      if (!chosenAt(answered, item.id).some((value) => source.values.includes(value))) return [];
      const what = `${typeset(source.says)}: ${wordsAt(answered, item) ?? ''}`;
      return [{ kind, what, source: sourceOf(answered, print) }];
    }),
  );
}

/** A scale that was answered before and has moved. */
interface Moved {
  readonly prompt: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

/**
 * Scales that moved by two points or more, the greatest move first: the latest answer of the period against the last
 * one from before it, or against the first of the period where there was none before. It is said what was answered,
 * never what it means.
 */
export function scaleChanges(
  submitted: readonly Answered[],
  { earlier, sources }: Pick<SummaryInput, 'earlier' | 'sources'>,
  print: Printing,
): readonly ChangeLine[] {
  const latest = [...new Map(submitted.map((one) => [one.from.worksheet.id, one])).values()];
  const moved = latest.flatMap((now) => {
    const ofSheet = ({ worksheet }: AnsweredWorksheet): boolean => worksheet.id === now.from.worksheet.id;
    const last = earlier.findLast(ofSheet);
    const before = last ? readAnswers(last) : submitted.find((one) => one !== now && ofSheet(one.from));
    return before ? movedBetween(before, now, sources.notCompared, print) : [];
  });
  return moved
    .toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
    .map(({ prompt, from, to, source }) => ({
      kind: 'scale',
      what: `${from} → ${to}: ${prompt}`,
      source,
    }));
}

function movedBetween(
  before: Answered,
  now: Answered,
  passed: readonly SourceItem[],
  print: Printing,
): readonly Moved[] {
  return [...now.compiled.items.values()].flatMap(({ item }): readonly Moved[] => {
    if (item.type !== 'scale' || passed.some((one) => one.item === item.id && isOf(now, one))) return [];
    const [from, to] = [numberAt(before, item.id), numberAt(now, item.id)];
    if (from === undefined || to === undefined || Math.abs(to - from) < MARKED_CHANGE) return [];
    return [{ prompt: typeset(item.text), from, to, source: sourceOf(now, print) }];
  });
}

/** How many promises the client says were kept, kept in part, not kept, in the worksheet's own words. */
export function promisesKept(submitted: readonly Answered[], print: Printing): readonly ChangeLine[] {
  return submitted.toReversed().flatMap((answered): readonly ChangeLine[] => {
    const group = promisesAsked(answered);
    if (!group) return [];
    const counts = new Map<string, number>();
    for (const { chosen: said } of saidOfPromises(answered, group)) {
      if (said && isRated(answered, group.id, said.value)) {
        counts.set(said.label, (counts.get(said.label) ?? 0) + 1);
      }
    }
    if (counts.size === 0) return [];
    const words = [...counts].map(
      ([label, count]) => `${count} ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    );
    return [{ kind: 'promises', what: `Promises: ${words.join(', ')}`, source: sourceOf(answered, print) }];
  });
}

/** Does the sheet's own rate count this answer? What did not come up is neither kept nor broken. */
function isRated({ compiled }: Answered, item: string, value: string): boolean {
  const { sums = [] } = compiled.worksheet;
  return sums.some(
    ({ rule, items, map = {} }) => rule === 'rate' && items.includes(item) && Object.hasOwn(map, value),
  );
}

/** How much came in, in one line: the list of it stands further down. */
export function cameIn(
  submitted: readonly Answered<SubmittedWorksheet>[],
  { dates, session }: Printing,
): readonly ChangeLine[] {
  const last = submitted.at(-1);
  if (!last) return [];
  const source = `the last on ${dates.dayNear(last.from.submittedAt, session)}`;
  return [{ kind: 'submitted', what: `${counted(submitted.length, 'worksheet')} came in`, source }];
}

function countOf(submitted: number, { earlierSubmissions }: SummaryInput): string {
  return earlierSubmissions > 0
    ? `${submitted} submitted, ${earlierSubmissions} before`
    : `${submitted} submitted`;
}

function nothingCameIn({ previousSessionAt }: SummaryInput, { dates }: Printing): string {
  return previousSessionAt
    ? `No worksheets came in since ${dates.day(previousSessionAt)}.`
    : 'No worksheets have come in yet.';
}

function cameInBefore({ earlierSubmissions }: SummaryInput): readonly string[] {
  return earlierSubmissions > 0
    ? [`${counted(earlierSubmissions, 'worksheet')} came in before and can be read on the screen.`]
    : [];
}
