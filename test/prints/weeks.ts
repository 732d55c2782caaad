import { readWorksheets, shippedFolder } from '../../src/catalogue/shipped.js';
import type { Answers, Answer } from '../../src/core/worksheet/answers.js';
import { compile } from '../../src/core/worksheet/compile.js';
import type { Promised } from '../../src/core/worksheet/definition.js';
import { raiseFlags } from '../../src/core/worksheet/flags.js';
import { contentHash } from '../../src/core/worksheet/hash.js';
import { tailor } from '../../src/core/worksheet/tailor.js';
import type { Scene } from '../../src/core/drawing/scene.js';
import { drawGenogram } from '../../src/genograms/draw-genogram.js';
import type {
  AnsweredWorksheet,
  CoupleSummaryInput,
  ProgramStanding,
  SubmittedWorksheet,
  SummaryInput,
} from '../../src/summaries/summary.types.js';
import { readFilled, type FilledSheet } from '../support/filled.js';

/** Weeks of an invented practice, to print summaries of. Nobody here is anybody. */

const shipped = readWorksheets(shippedFolder());
const worksheets = shipped.worksheets.map(({ worksheet }) => worksheet);
const filled = readFilled(worksheets);
const flagCodes = new Map(shipped.flagCodes.map((one) => [one.code, one]));

const DAY = 86_400_000;
const SESSION = new Date('2026-11-24T21:00:00Z');
const weeksBefore = (weeks: number): Date => new Date(SESSION.getTime() - weeks * 7 * DAY);
const hoursBefore = (hours: number): Date => new Date(SESSION.getTime() - hours * 3_600_000);

/** A sheet of the fixtures by the name of its file. */
export function filledSheet(name: string): FilledSheet {
  const found = filled.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet is filled in as ${name}`);
  return found;
}

/** A sheet of the fixtures as it came in some hours before the session, with other answers where some are given. */
export function submitted(
  name: string,
  hours: number,
  answers: Readonly<Record<string, Answer>> = {},
): SubmittedWorksheet {
  const { compiled, answers: written } = filledSheet(name);
  const given = { ...written, ...answers } as Answers;
  return {
    id: `00000000-0000-4000-8000-${name.length.toString().padStart(4, '0')}${hours.toString().padStart(8, '0')}`,
    assignmentId: `${name} ${hours}`,
    worksheet: compiled.worksheet,
    hash: contentHash(compiled.worksheet),
    assignedAt: hoursBefore(hours + 100),
    submittedAt: hoursBefore(hours),
    revision: 1,
    answers: given,
    flags: raiseFlags(compiled, given).map((flag) => ({
      ...flag,
      label: flagCodes.get(flag.code)?.label ?? flag.code,
      suggestedAction: flagCodes.get(flag.code)?.suggestedAction ?? null,
    })),
  };
}

/** Weekly check-ins of the weeks before, with trust and felt safety as they went. */
function checkIns(trust: readonly number[], safe: readonly number[]): readonly AnsweredWorksheet[] {
  return trust.map((value, index) => ({
    worksheet: filledSheet('commitment-checkin.hurt').compiled.worksheet,
    submittedAt: new Date(weeksBefore(trust.length - index).getTime() - DAY),
    answers: {
      ...filledSheet('commitment-checkin.hurt').answers,
      'cc.trust': { value },
      'cc.safe': { value: safe[index] ?? value },
    },
  }));
}

/** Openness check-ins of the weeks before, with doubt as it went. */
function doubts(values: readonly number[]): readonly AnsweredWorksheet[] {
  return values.map((value, index) => ({
    worksheet: filledSheet('openness-checkin.hurt').compiled.worksheet,
    submittedAt: new Date(weeksBefore(values.length - index).getTime() - 2 * DAY),
    answers: { ...filledSheet('openness-checkin.hurt').answers, 'oc.doubt': { value } },
  }));
}

const facts = {
  practice: { name: 'Harbor Street Counseling', timeZone: 'America/Chicago' },
  clinician: { displayName: 'Dr. Ellen Whitcombe' },
  session: { startsAt: SESSION },
  previousSessionAt: weeksBefore(1),
  beganAt: weeksBefore(9),
  madeAt: hoursBefore(19),
  madeBy: 'Ellen Whitcombe',
} as const;

const promised: readonly Promised[] = filledSheet('commitment-checkin.hurt').circumstances.promises ?? [];

/** A week in which nothing came in, nothing is open and nothing was agreed. */
export const emptyWeek: SummaryInput = {
  ...facts,
  client: { code: 'HS-0417' },
  copy: 'INDIVIDUAL_A',
  sessions: [4, 3, 2, 1].map(weeksBefore),
  submissions: [],
  superseded: [],
  earlier: [],
  earlierSubmissions: 0,
  open: [],
  agreement: null,
  checkedInAt: null,
  program: null,
  sources: shipped.summarySources,
};

/** A week like most: two check-ins and a wish for the session. */
export const normalWeek: SummaryInput = {
  ...emptyWeek,
  submissions: [
    submitted('pre-session', 20, {
      'open.steady': { value: 5 },
      'pn.week': { value: 5 },
      'pn.alone': { value: 'no' },
      'close.steady': { value: 6 },
      'close.safe': { value: 'no' },
    }),
    submitted('commitment-checkin.hurt', 44),
    submitted('openness-checkin.hurt', 45, { 'oc.scary': { value: 'no' } }),
  ],
  earlier: [...checkIns([3, 3, 4, 2, 3, 4, 4], [4, 5, 5, 3, 5, 6, 6]), ...doubts([8, 8, 7, 9, 7, 7])],
  earlierSubmissions: 13,
  open: [
    {
      title: 'How I trust',
      assignedAt: weeksBefore(2),
      dueOn: '2026-11-21',
      state: 'in_progress',
    },
    {
      title: 'My support plan',
      assignedAt: weeksBefore(1),
      dueOn: '2026-12-01',
      state: 'assigned',
    },
  ],
  agreement: {
    agreedAt: weeksBefore(5),
    promises: promised.map((promise, index) => ({ ...promise, who: index === 2 ? 'Both' : 'Partner B' })),
    reviewOn: '2026-12-08',
  },
  checkedInAt: weeksBefore(7),
};

/** A week with everything in it that must be read first. */
export const heavyWeek: SummaryInput = {
  ...normalWeek,
  submissions: [
    submitted('pre-session', 20),
    submitted('private-checkin', 43),
    submitted('what-happened', 44),
    submitted('openness-checkin.hurt', 45),
    submitted('commitment-checkin.hurt', 46),
  ],
  checkedInAt: hoursBefore(43),
};

/** The normal week with other words in the answers that are quoted and printed in full. */
export function weekSaying(words: Readonly<Record<string, string>>): SummaryInput {
  const answers = Object.fromEntries(Object.entries(words).map(([item, value]) => [item, { value }]));
  return {
    ...normalWeek,
    submissions: normalWeek.submissions.map((one) => ({ ...one, answers: { ...one.answers, ...answers } })),
  };
}

/** The normal week of a couple that has made many promises, each of them with an answer. */
export function weekWithPromises(count: number): SummaryInput {
  const promises = Array.from({ length: count }, (_none, index) => ({
    id: `p${index + 1}`,
    text: `Promise ${index + 1}: ${PROMISES[index % PROMISES.length]}`,
  }));
  const shippedOne = worksheets.find(({ id }) => id === 'commitment-checkin');
  if (!shippedOne) throw new Error('no check-in on commitments is shipped');
  const { worksheet } = compile(tailor(shippedOne, { role: 'hurt', promises }));
  const rows = promises.map(({ id }, index) => ({
    id,
    answers: {
      answer: { value: KEPT[index % KEPT.length] ?? '' },
      ...(index % 4 === 0 && { note: { value: 'Late once, and said so before' } }),
    },
  }));
  return {
    ...normalWeek,
    submissions: normalWeek.submissions.map((one) =>
      one.worksheet.id === 'commitment-checkin'
        ? {
            ...one,
            worksheet,
            hash: contentHash(worksheet),
            answers: { ...one.answers, 'cc.each': { rows } },
          }
        : one,
    ),
    agreement: { agreedAt: weeksBefore(5), promises: promises.map((one) => ({ ...one, who: 'Partner A' })) },
  };
}

const PROMISES = [
  'Home by seven on weekdays',
  'Say before a trip who else will be there',
  'Put the phone face up on the table when we eat, and leave it there until both of us have finished',
  'Answer a question the same day, or say when I will',
];
const KEPT = ['kept', 'kept_in_part', 'not_kept', 'it_did_not_come_up'];

/** A couple of whose answers nothing has been released. */
export const couple: CoupleSummaryInput = {
  ...facts,
  couple: { code: 'HS-C017' },
  clients: ['HS-0417', 'HS-0418'],
  released: { quotes: [] },
};

/** Where a client stands in the seven steps. */
export const standing: ProgramStanding = {
  title: 'Rebuilding trust in seven steps',
  steps: [
    { title: 'Before we start', optional: false, last: { state: 'reviewed', at: weeksBefore(9) } },
    { title: 'Step 1: What I felt', optional: false, last: { state: 'reviewed', at: weeksBefore(6) } },
    { title: 'Step 2: What I need', optional: false, last: { state: 'submitted', at: weeksBefore(2) } },
    {
      title: 'Step 3: How it came to this',
      optional: true,
      last: { state: 'in_progress', at: weeksBefore(1) },
    },
    { title: 'Step 4: Promise check-in', optional: false, last: null },
  ],
};

/** The map of the family that the fixtures tell of. */
export const familyMap: readonly Scene[] = mapOf(filledSheet('family-history').answers);

function mapOf(answers: Answers): readonly Scene[] {
  const view = { mode: 'clinician', show: [], deathsInWords: false } as const;
  const drawn = drawGenogram(answers, view, { moves: [], today: 2026 });
  if (!drawn.drawn) throw new Error('the family cannot be drawn');
  return drawn.scenes;
}
