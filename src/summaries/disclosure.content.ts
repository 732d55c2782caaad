import type { Answers } from '../core/worksheet/answers.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { leavingAnswers } from './disclosure.rules.js';
import { type Standing, whyNotReleased } from './disclosure.release.js';
import type { Authority, DisclosureDetails, DisclosureGround, WrittenConsent } from './disclosure.types.js';
import type { Part2Notice } from './part2-notices.js';
import { titleOf, versionOf } from './sheet-words.js';
import { readSubmission, typeset } from './summary.answers.js';
import { type SummaryDates, summaryDates, writtenDay } from './summary.dates.js';
import type { PrintedSection } from './summary.types.js';
import type { Running } from './running.js';

/** A submission that is disclosed, whole: what stays is taken out here. */
export interface DisclosedSubmission {
  readonly worksheet: Worksheet;
  /** Content hash of the worksheet's version, in hex. */
  readonly hash: string;
  readonly submittedAt: Date;
  readonly revision: number;
  readonly answers: Answers;
}

/** Everything that a disclosure print is made from. */
export interface DisclosureInput {
  readonly practice: { readonly name: string; readonly timeZone: string };
  readonly client: { readonly code: string };
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly details: DisclosureDetails;
  /** Where 42 CFR Part 2 applies. */
  readonly notice: Part2Notice | null;
  /** On the day of the print. */
  readonly standing: Standing;
  readonly submissions: readonly DisclosedSubmission[];
}

interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** A worksheet as it is disclosed. */
export interface DisclosedWorksheet {
  readonly title: string;
  readonly source: string;
  readonly record: string;
  readonly sections: readonly PrintedSection[];
}

/** What a disclosure print says, down to the words. */
export interface DisclosureContent {
  readonly language: string;
  readonly title: string;
  readonly madeAt: Date;
  readonly practice: string;
  readonly code: string;
  readonly copy: string;
  readonly caution: string;
  /** Where it may not go out today: why, and what to do. */
  readonly fileCopy?: { readonly heading: string; readonly paragraphs: readonly string[] };
  readonly facts: readonly Labelled[];
  readonly terms: readonly Labelled[];
  /** The notice of 42 CFR 2.32, whole and as it is. */
  readonly notice?: { readonly title: string; readonly paragraphs: readonly string[] };
  readonly included: {
    readonly heading: string;
    readonly note: string;
    readonly rows: readonly {
      readonly submitted: string;
      readonly worksheet: string;
      readonly version: string;
      readonly answered: string;
      readonly skipped: string;
    }[];
    readonly remarks: readonly string[];
  };
  readonly basis: {
    readonly heading: string;
    readonly pairs: readonly Labelled[];
    readonly remarks: readonly string[];
  };
  readonly worksheets: readonly DisclosedWorksheet[];
  readonly running: Running;
}

const TITLE = 'Record disclosure';
const NOT_A_TEST = 'Reflective worksheets, not validated, not a diagnosis.';
const FILE_COPY = 'File copy: not to be released';

/** Decides what a disclosure print says. Pure: the same input gives the same content. */
export function disclosureContent(input: DisclosureInput): DisclosureContent {
  const dates = summaryDates(input.practice.timeZone);
  const { details, notice } = input;
  const reasons = whyNotReleased(input, input.standing);
  const read = input.submissions.map((submission) => readLeaving(submission));
  return {
    language: 'en-US',
    title: TITLE,
    madeAt: input.madeAt,
    practice: input.practice.name,
    code: input.client.code,
    ...copyOf(reasons),
    facts: [
      { label: 'Made', value: dates.moment(input.madeAt) },
      { label: 'By', value: input.madeBy },
      { label: 'Period', value: periodOf(input.submissions, dates) },
    ],
    terms: [
      { label: 'Recipient', value: details.recipient },
      { label: 'Purpose', value: details.purpose },
      { label: 'What may be disclosed', value: details.covers },
      { label: 'Allowed by', value: allowedBy(details, notice) },
    ],
    ...(notice && {
      notice: {
        title: 'Notice to accompany this disclosure (42 CFR 2.32)',
        paragraphs: [notice.whole],
      },
    }),
    included: {
      heading: 'What is included',
      note: `${read.length} ${read.length === 1 ? 'worksheet' : 'worksheets'}`,
      rows: read.map(({ submission, answered, skipped }) => ({
        submitted: dates.moment(submission.submittedAt),
        worksheet: titleOf(submission),
        version: versionOf(submission),
        answered: String(answered),
        skipped: String(skipped),
      })),
      remarks: [
        'This print holds what is listed here. It is not the whole record.',
        NOT_A_TEST,
        'After use, file it or shred it.',
      ],
    },
    basis: basisOf(details, notice),
    worksheets: read.map(({ submission, answered, skipped, sections }) => ({
      title: typeset(submission.worksheet.title),
      source: `Submitted ${dates.moment(submission.submittedAt)}`,
      record: [
        `${answered} answered, ${skipped} skipped`,
        ...(submission.revision > 1 ? [`revision ${submission.revision}`] : []),
        `version ${versionOf(submission)}`,
      ].join(' · '),
      sections,
    })),
    running: runningOf(input, dates, reasons.length > 0),
  };
}

/** Which copy it is: that of the recipient, or one that stays. */
function copyOf(reasons: readonly string[]): Pick<DisclosureContent, 'copy' | 'caution' | 'fileCopy'> {
  if (reasons.length === 0)
    return { copy: 'Disclosure copy', caution: 'Only for the recipient and the purpose named below' };
  return {
    copy: FILE_COPY,
    caution: 'Only for the practice’s own record',
    fileCopy: {
      heading: 'Why it is not to be released',
      paragraphs: [
        ...reasons,
        'It was made as it stands here, and is kept. Make a new disclosure of what is to go out.',
      ],
    },
  };
}

function runningOf(
  { practice, client, madeAt, notice }: DisclosureInput,
  dates: SummaryDates,
  staysHere: boolean,
): Running {
  const head = [TITLE, dates.day(madeAt)];
  const code = `Client ${client.code}`;
  const made = `Made ${dates.record(madeAt)}`;
  if (staysHere)
    return {
      head: [FILE_COPY, ...head].join(' · '),
      lead: `${FILE_COPY}.`,
      statement: `Confidential. ${code}.`,
      origin: [...(notice ? [notice.brief] : []), practice.name].join(' · '),
      made,
    };
  return {
    head: head.join(' · '),
    lead: 'Confidential.',
    statement: notice?.brief ?? `${code}. ${NOT_A_TEST}`,
    origin: [practice.name, ...(notice ? [code] : [])].join(' · '),
    made,
  };
}

interface Read {
  readonly submission: DisclosedSubmission;
  readonly answered: number;
  readonly skipped: number;
  readonly sections: readonly PrintedSection[];
}

/** Sections that hold nothing are not printed, and none says how many of its questions are open: some stay. */
function readLeaving(submission: DisclosedSubmission): Read {
  const { worksheet } = submission;
  const { answers, skipped } = leavingAnswers(worksheet, submission.answers);
  const { sections, answered } = readSubmission({ worksheet, answers });
  return {
    submission,
    answered,
    skipped,
    sections: sections
      .filter(({ entries }) => entries.length > 0)
      .map(({ title, entries }) => ({ title, entries })),
  };
}

function periodOf(submissions: readonly DisclosedSubmission[], dates: SummaryDates): string {
  const days = submissions
    .map(({ submittedAt }) => submittedAt)
    .toSorted((a, b) => a.getTime() - b.getTime());
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 'None';
  const [from, to] = [dates.day(first), dates.day(last)];
  return from === to ? from : `${from} to ${to}`;
}

/** What allows a disclosure without consent, and where 42 CFR Part 2 allows it as well. */
const GROUNDS: Readonly<Record<DisclosureGround, { readonly name: string; readonly part2?: string }>> = {
  COURT_ORDER: { name: 'Court order', part2: '2.61 to 2.67' },
  MEDICAL_EMERGENCY: { name: 'Medical emergency', part2: '2.51' },
  AUDIT_OR_EVALUATION: { name: 'Audit or evaluation', part2: '2.53' },
  RESEARCH: { name: 'Research', part2: '2.52' },
  OTHER_LAW: { name: 'Other law' },
};

function authorityOf({ ground, words }: Authority, notice: Part2Notice | null): string {
  const { name, part2 } = GROUNDS[ground];
  return `${notice && part2 !== undefined ? `${name} (42 CFR ${part2})` : name}: ${words}`;
}

function allowedBy({ allowedBy: by }: DisclosureDetails, notice: Part2Notice | null): string {
  return 'consent' in by
    ? `Written consent of ${writtenDay(by.consent.signedOn)}`
    : authorityOf(by.authority, notice);
}

function basisOf(details: DisclosureDetails, notice: Part2Notice | null): DisclosureContent['basis'] {
  const { allowedBy: by, recipient, purpose, covers } = details;
  const scope = [
    { label: 'Recipient', value: recipient },
    { label: 'Purpose', value: purpose },
    { label: 'What may be disclosed', value: covers },
  ];
  if (!('consent' in by))
    return {
      heading: 'What allows this disclosure',
      pairs: [{ label: 'Allowed by', value: authorityOf(by.authority, notice) }, ...scope],
      remarks: [],
    };
  return {
    heading: 'Scope of the consent',
    pairs: [
      { label: 'Signed by', value: by.consent.signedBy },
      { label: 'Signed on', value: writtenDay(by.consent.signedOn) },
      { label: 'Ends', value: endOf(by.consent) },
      ...scope,
    ],
    remarks: [
      'The signed consent is on file at the practice. It can be revoked in writing at any time, except for what was done in reliance on it before.',
    ],
  };
}

function endOf({ expires }: WrittenConsent): string {
  return 'on' in expires ? `After ${writtenDay(expires.on)}` : expires.when;
}
