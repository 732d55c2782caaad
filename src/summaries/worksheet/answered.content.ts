import type { Answers } from '../../core/worksheet/answers.js';
import { clientView } from '../../core/worksheet/client-view.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import { keptOnDevice } from '../never-printed.js';
import { readSubmission, typeset, withheldNote } from '../summary.answers.js';
import { versionOf } from '../sheet-words.js';
import { summaryDates } from '../summary.dates.js';
import type { AnsweredSheet } from './answered.types.js';

/** A worksheet as it was filled in and handed in. */
export interface HandedIn {
  /** As the client was given it: tailored, in the version of then. */
  readonly worksheet: Worksheet;
  readonly answers: Answers;
  readonly submittedAt: Date;
  /** IANA name; every date and time on the pages is of this zone. */
  readonly timeZone: string;
}

/** What the clinician's print of a submission is made from. */
export interface SubmissionInput extends HandedIn {
  readonly practice: string;
  readonly code: string;
  /** Content hash of the worksheet's version, in hex. */
  readonly hash: string;
  /** Counts from 1. */
  readonly revision: number;
  readonly madeAt: Date;
  readonly madeBy: string;
}

const LANGUAGE = 'en-US';
const KIND = 'Worksheet';
const NOT_FOR_JOINT = 'Do not bring into joint session';
const NOTHING = 'Nothing was written.';
const NOT_IN_FILE =
  'Some questions are left out of this file, whatever you answered, so that it can be kept.';

/** The clinician's print of one submission: the answers as they were given, skips and gaps as such. Pure. */
export function submissionSheet(input: SubmissionInput): AnsweredSheet {
  const { worksheet, submittedAt, madeAt, code, practice } = input;
  const dates = summaryDates(input.timeZone);
  const { sections, answered, skipped, leftOpen, withheld } = readSubmission({
    ...input,
    worksheet: clientView(worksheet),
  });
  return {
    language: LANGUAGE,
    title: KIND,
    madeAt,
    head: {
      kind: KIND,
      owner: practice,
      heading: typeset(worksheet.title),
      copy: `Client ${code}`,
      caution: NOT_FOR_JOINT,
      facts: [
        { label: 'Handed in', value: dates.moment(submittedAt) },
        { label: 'Revision', value: String(input.revision) },
        { label: 'Version', value: versionOf(input) },
        { label: 'Made', value: `${dates.moment(madeAt)}\nby ${input.madeBy}` },
      ],
    },
    answers: {
      heading: 'Answers',
      note: `${answered} answered, ${skipped} skipped, ${leftOpen} left open`,
      sections,
      remarks: [
        ...(answered + skipped > 0 ? [] : [NOTHING]),
        ...withheldNote(withheld).map((note) => `${note}.`),
      ],
    },
    running: {
      head: [KIND, dates.day(submittedAt), NOT_FOR_JOINT].join(' · '),
      lead: 'Confidential.',
      statement: `Client ${code}. Reflective worksheet, not validated, not a diagnosis.`,
      origin: practice,
      made: `Made ${dates.record(madeAt)}`,
    },
  };
}

/**
 * The client's own copy: what they wrote and when they handed it in. It names neither the client nor the practice,
 * and says nothing that somebody else thinks of it. The same submission gives the same bytes. Pure.
 */
export function ownSheet({ worksheet, answers, submittedAt, timeZone }: HandedIn): AnsweredSheet {
  const dates = summaryDates(timeZone);
  const { sections, withheld } = readSubmission(
    { worksheet: withoutClinicians(worksheet), answers },
    keptOnDevice(worksheet),
  );
  const written = sections
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => ({ title, entries }));
  return {
    language: LANGUAGE,
    title: KIND,
    madeAt: submittedAt,
    head: {
      kind: KIND,
      owner: '',
      heading: typeset(worksheet.title),
      copy: 'Your copy',
      facts: [{ label: 'Handed in', value: dates.moment(submittedAt) }],
    },
    answers: {
      heading: 'What you wrote',
      sections: written,
      remarks: [...(written.length > 0 ? [] : [NOTHING]), ...(withheld > 0 ? [NOT_IN_FILE] : [])],
    },
    running: {
      head: KIND,
      lead: 'Yours.',
      statement: 'What you wrote, as you handed it in.',
      origin: '',
      made: '',
    },
  };
}

function withoutClinicians(worksheet: Worksheet): Worksheet {
  return { ...worksheet, sections: worksheet.sections.filter(({ audience }) => audience !== 'clinician') };
}
