import { counted, readSubmission, type ReadSubmission } from './summary.answers.js';
import { summaryDates, writtenDay, type SummaryDates } from './summary.dates.js';
import type {
  CopyKind,
  OpenAssignment,
  OpenRow,
  OpenState,
  PrintedWorksheet,
  SinceRow,
  SubmittedWorksheet,
  SummaryContent,
  SummaryInput,
} from './summary.types.js';

const TITLE = 'Session summary';
const DISCLAIMER =
  'Reflective worksheets. Not a test, not a diagnosis, not validated. Sums and lines are reading aids for conversation.';
const NOT_FOR_JOINT = 'Do not bring into joint session';
const NOTE_LINES = 6;

const COPIES: Record<CopyKind, { readonly name: string; readonly caution?: string }> = {
  INDIVIDUAL: { name: 'Individual copy' },
  INDIVIDUAL_A: { name: 'Individual copy A', caution: NOT_FOR_JOINT },
  INDIVIDUAL_B: { name: 'Individual copy B', caution: NOT_FOR_JOINT },
};

const STATES: Record<OpenState, string> = {
  scheduled: 'Not sent yet',
  assigned: 'Not opened',
  opened: 'Opened, nothing written',
  in_progress: 'Begun',
  returned: 'Sent back to the client',
};

/** Decides what a session summary says. Pure: the same input gives the same content. */
export function sessionSummaryContent(input: SummaryInput): SummaryContent {
  const dates = summaryDates(input.practice.timeZone);
  const copy = COPIES[input.copy];
  const read = input.submissions.map((submission) => ({ submission, reading: readSubmission(submission) }));
  return {
    language: 'en-US',
    title: TITLE,
    madeAt: input.madeAt,
    practice: input.practice.name,
    code: input.client.code,
    copy: copy.name,
    ...(copy.caution !== undefined && { caution: copy.caution }),
    facts: factsOf(input, dates),
    disclaimer: DISCLAIMER,
    since: sinceOf(input, read, dates),
    open: openOf(input, dates),
    notes: {
      heading: 'Notes',
      caution: 'Handwritten notes kept apart may be psychotherapy notes.',
      lines: NOTE_LINES,
    },
    worksheets: read.map(({ submission, reading }) => worksheetOf(submission, reading, dates)),
    running: {
      head: [TITLE, dates.moment(input.session.startsAt), copy.caution && `${copy.name}. ${copy.caution}`]
        .filter((part) => part !== undefined)
        .join(' · '),
      confidential: 'Confidential.',
      statement: `Client ${input.client.code}. Reflective worksheets, not validated, not a diagnosis.`,
      origin: [input.practice.name, copy.name].join(' · '),
      made: `Made ${dates.record(input.madeAt)}`,
    },
  };
}

function factsOf(input: SummaryInput, dates: SummaryDates): SummaryContent['facts'] {
  const { previousSessionAt } = input;
  return [
    { label: 'Session', value: dates.moment(input.session.startsAt) },
    {
      label: 'Period',
      value: previousSessionAt ? `Since ${dates.day(previousSessionAt)}` : 'First session',
    },
    { label: 'Clinician', value: input.clinician.displayName },
    { label: 'Made', value: `${dates.moment(input.madeAt)}\nby ${input.madeBy}` },
  ];
}

interface Read {
  readonly submission: SubmittedWorksheet;
  readonly reading: ReadSubmission;
}

function sinceOf(input: SummaryInput, read: readonly Read[], dates: SummaryDates): SummaryContent['since'] {
  const heading = input.previousSessionAt ? 'Since last time' : 'So far';
  const rows = read.map(({ submission, reading }) => sinceRow(submission, reading, dates));
  return {
    heading,
    ...(rows.length > 0 && { note: `${rows.length} submitted, not yet discussed` }),
    rows,
    remarks: [...(rows.length === 0 ? [nothingCameIn(input, dates)] : []), ...earlier(input)],
  };
}

function nothingCameIn({ previousSessionAt }: SummaryInput, dates: SummaryDates): string {
  return previousSessionAt
    ? `No worksheets came in since ${dates.day(previousSessionAt)}.`
    : 'No worksheets have come in yet.';
}

function earlier({ earlierSubmissions }: SummaryInput): readonly string[] {
  return earlierSubmissions > 0
    ? [`${counted(earlierSubmissions, 'worksheet')} came in before and can be read on the screen.`]
    : [];
}

function sinceRow(submission: SubmittedWorksheet, reading: ReadSubmission, dates: SummaryDates): SinceRow {
  return {
    submitted: dates.moment(submission.submittedAt),
    worksheet: withRevision(submission),
    answered: String(reading.answered),
    skipped: String(reading.skipped),
    leftOpen: String(reading.leftOpen),
    version: shortHash(submission),
  };
}

function withRevision({ worksheet, revision }: SubmittedWorksheet): string {
  return revision > 1 ? `${worksheet.title}, revision ${revision}` : worksheet.title;
}

/** Enough of the hash to tell versions apart by eye. */
function shortHash({ hash }: SubmittedWorksheet): string {
  return hash.slice(0, 8);
}

function openOf(input: SummaryInput, dates: SummaryDates): SummaryContent['open'] {
  const today = dates.isoDay(input.session.startsAt);
  const late = input.open.filter((assignment) => isLate(assignment, today)).length;
  const count = input.open.length;
  return {
    heading: 'Open',
    ...(count > 0 && { note: late > 0 ? `${count} open, ${late} past due` : `${count} open` }),
    rows: input.open.map((assignment) => openRow(assignment, today, dates)),
    remarks: count > 0 ? [] : ['Nothing is assigned and waiting.'],
  };
}

function openRow(assignment: OpenAssignment, today: string, dates: SummaryDates): OpenRow {
  const { title, minutes, assignedAt, dueOn, state } = assignment;
  const due = dueOn === null ? 'No date' : writtenDay(dueOn);
  return {
    worksheet: title,
    takes: `${minutes} min`,
    assigned: dates.day(assignedAt),
    due: isLate(assignment, today) ? `${due}, past due` : due,
    state: STATES[state],
  };
}

function isLate({ dueOn }: OpenAssignment, today: string): boolean {
  return dueOn !== null && dueOn < today;
}

function worksheetOf(
  submission: SubmittedWorksheet,
  { sections, answered, skipped, leftOpen }: ReadSubmission,
  dates: SummaryDates,
): PrintedWorksheet {
  const { worksheet, revision } = submission;
  const counts = `${answered} answered, ${skipped} skipped, ${leftOpen} left open`;
  const parts = [
    counts,
    ...(revision > 1 ? [`revision ${revision}`] : []),
    `assigned ${dates.day(submission.assignedAt)}`,
    `version ${worksheet.version} (${shortHash(submission)})`,
  ];
  return {
    title: worksheet.title,
    source: `Submitted ${dates.moment(submission.submittedAt)}`,
    record: parts.join(' · '),
    sections,
  };
}
