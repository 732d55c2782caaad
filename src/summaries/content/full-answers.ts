import { sumUp, type SumPart, type SumResult } from '../../core/worksheet/sums.js';
import { type ReadSubmission, typeset, withheldNote } from '../summary.answers.js';
import type { SummaryDates } from '../summary.dates.js';
import type { PrintedSum, PrintedWorksheet, SubmittedWorksheet } from '../summary.types.js';
import { type Answered, readAnswers } from './answered.js';
import { versionOf } from '../sheet-words.js';

/** Stands beside every sum, wherever it is shown. */
const NOT_VALIDATED = 'not validated';

/** All that one submission says, question by question. */
export function fullAnswers(
  submission: SubmittedWorksheet,
  { sections, answered, skipped, leftOpen, withheld }: ReadSubmission,
  dates: SummaryDates,
): PrintedWorksheet {
  const { worksheet, revision } = submission;
  const counts = `${answered} answered, ${skipped} skipped, ${leftOpen} left open`;
  const parts = [
    counts,
    ...withheldNote(withheld),
    ...(revision > 1 ? [`revision ${revision}`] : []),
    `assigned ${dates.day(submission.assignedAt)}`,
    `version ${versionOf(submission)}`,
  ];
  return {
    title: typeset(worksheet.title),
    source: `Submitted ${dates.moment(submission.submittedAt)}`,
    record: parts.join(' · '),
    sections,
    sums: printedSums(readAnswers(submission)),
  };
}

/** The sheet's sums over which anything could be counted, each with its label. */
export function printedSums({ compiled, from, shown }: Answered): readonly PrintedSum[] {
  return sumUp(compiled, from.answers, shown)
    .filter(({ answered }) => answered > 0)
    .map((sum) => ({ name: typeset(sum.name), value: [valueOf(sum), NOT_VALIDATED].join(' · ') }));
}

function valueOf({ value, answered, of, parts }: SumResult): string {
  if (value === null) return parts.flatMap(partOf).join(', ');
  return `${rounded(value)}, from ${answered} of ${of}`;
}

/** Bars and lines are nothing but their parts. */
function partOf({ text, value }: SumPart): readonly string[] {
  return value === null ? [] : [`${typeset(text).replace(/[?:.]+$/u, '')}: ${rounded(value)}`];
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
