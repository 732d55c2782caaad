import type { ReadSubmission } from '../summary.answers.js';
import { typeset } from '../summary.answers.js';
import { writtenDay } from '../summary.dates.js';
import type {
  AssignedRow,
  DueRow,
  Open,
  OpenAssignment,
  OpenState,
  SubmittedRow,
  SubmittedWorksheet,
  SummaryInput,
} from '../summary.types.js';
import { titleOf } from '../sheet-words.js';
import type { Printing } from './printing.js';

/** How the clinician reads where an assignment stands. */
export const STATES: Record<OpenState, string> = {
  scheduled: 'Not sent yet',
  assigned: 'Not opened',
  opened: 'Opened, nothing written',
  in_progress: 'Begun',
  returned: 'Sent back to the client',
};

/** A submission with its counts. */
export interface CountedSubmission {
  readonly submission: SubmittedWorksheet;
  readonly reading: Pick<ReadSubmission, 'answered' | 'skipped' | 'leftOpen'>;
}

/** What waits: came in and not yet discussed, assigned and not yet in, days to keep in mind. */
export function openMatters(input: SummaryInput, read: readonly CountedSubmission[], print: Printing): Open {
  const { dates } = print;
  const today = dates.isoDay(input.session.startsAt);
  const note = countOf(input, read.length, today);
  const due = dueDays(input, today, print);
  return {
    heading: 'Open',
    ...(note !== '' && { note }),
    submitted: read.map((one) => submittedRow(one, print)),
    assigned: input.open.map((assignment) => assignedRow(assignment, today, print)),
    due,
    remarks: input.open.length === 0 ? ['Nothing is assigned and waiting.'] : [],
  };
}

/** What is late, and what the three figures of each sheet are. */
function countOf({ open }: SummaryInput, submitted: number, today: string): string {
  const late = open.filter((assignment) => isLate(assignment, today)).length;
  return [
    ...(late > 0 ? [`${late} past due`] : []),
    ...(submitted > 0 ? ['answered / skipped / left open'] : []),
  ].join(' · ');
}

function submittedRow(
  { submission, reading }: CountedSubmission,
  { dates, session }: Printing,
): SubmittedRow {
  return {
    submitted: dates.dayNear(submission.submittedAt, session),
    worksheet: titleOf(submission),
    answered: String(reading.answered),
    skipped: String(reading.skipped),
    leftOpen: String(reading.leftOpen),
    version: submission.worksheet.version,
  };
}

function assignedRow(assignment: OpenAssignment, today: string, { dates, session }: Printing): AssignedRow {
  const { title, assignedAt, dueOn, state } = assignment;
  return {
    worksheet: typeset(title),
    assigned: dates.dayNear(assignedAt, session),
    due: dueOn === null ? 'no date' : withLateness(dueOn, today, session),
    state: STATES[state],
  };
}

function isLate({ dueOn }: OpenAssignment, today: string): boolean {
  return dueOn !== null && dueOn < today;
}

function withLateness(day: string, today: string, near: Date): string {
  return day < today ? `${writtenDay(day, near)}, past due` : writtenDay(day, near);
}

/** A review is a matter of this session from so many days before it on. */
const DAYS_AHEAD = 28;

/** Reviews that are due, and always the day on which the private check-in comes again. */
function dueDays(input: SummaryInput, today: string, { dates, session }: Printing): readonly DueRow[] {
  const { agreement, checkedInAt, sources } = input;
  const soon = dates.isoDay(new Date(session.getTime() + DAYS_AHEAD * DAY));
  const review = agreement?.reviewOn;
  const own = (agreement?.promises ?? []).filter(
    ({ reviewOn }) => reviewOn !== undefined && reviewOn !== review,
  );
  const again = checkedInAt && dates.isoDay(new Date(checkedInAt.getTime() + sources.again.weeks * 7 * DAY));
  const reviews = [
    ...(review === undefined ? [] : [{ what: 'Review of the agreement', day: review }]),
    ...own.map(({ text, reviewOn = '' }) => ({ what: `Look again at: ${text}`, day: reviewOn })),
  ].filter(({ day }) => day <= soon);
  return [...reviews, ...(again === null ? [] : [{ what: typeset(sources.again.says), day: again }])].map(
    ({ what, day }) => ({ what, on: withLateness(day, today, session) }),
  );
}

const DAY = 86_400_000;
