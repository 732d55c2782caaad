import { largeFamily, THREE_GENERATIONS } from '../../src/core/genogram/families.fixtures.js';
import type { Paper } from '../../src/platform/pdf/paper.js';
import { coupleSummaryContent } from '../../src/summaries/content/couple.js';
import { sessionSummaryContent } from '../../src/summaries/summary.content.js';
import { drawSessionSummary } from '../../src/summaries/summary.pdf.js';
import type { SummaryInput, SummaryWishes } from '../../src/summaries/summary.types.js';
import * as sheets from './sheets.js';
import * as weeks from './weeks.js';
import { HOSTILE, LONG_NAME, MANY_SCRIPTS, RIGHT_TO_LEFT, TALK, UNBROKEN } from './words.js';

/** A document that the program prints, with everything in it that makes it hard to print. */
export interface PrintDocument {
  /** Of its goldens: small letters and hyphens. */
  readonly name: string;
  /** The kind of print, as the audit trail names it. */
  readonly kind: string;
  readonly paper: Paper;
  /** What `docs/screens` says of it, and the pages that it shows. */
  readonly shows: string;
  readonly screens?: readonly number[];
  /** Words that were typed and that every reader must give back as they were. */
  readonly typed?: readonly string[];
  make(): Promise<Buffer>;
}

interface SummaryOptions extends SummaryWishes {
  readonly paper?: Paper;
  readonly screens?: readonly number[];
  readonly typed?: readonly string[];
}

const longAnswers = weeks.weekSaying({ 'pn.most': UNBROKEN, 'oc.trigger': TALK });
const onRequest: SummaryInput = { ...weeks.normalWeek, program: weeks.standing };
const hostileWeek: SummaryInput = {
  ...weeks.weekSaying(HOSTILE),
  practice: { name: LONG_NAME, timeZone: 'America/Chicago' },
  clinician: { displayName: LONG_NAME },
  client: { code: LONG_NAME },
  madeBy: LONG_NAME,
};

/** Every document that is held to its goldens and shown to the checkers. */
export const DOCUMENTS: readonly PrintDocument[] = [
  summary('week-letter', 'A week like most: one partner’s copy', weeks.normalWeek, { screens: [1, 2] }),
  summary('week-a4', 'The same week on A4', weeks.normalWeek, { paper: 'A4', screens: [1] }),
  summary('week-empty', 'A week in which nothing came in', weeks.emptyWeek, { screens: [1] }),
  summary('week-heavy', 'A week with much that must be read first', weeks.heavyWeek, { screens: [1, 2] }),
  summary('answers-long', 'Answers of 20,000 characters', longAnswers),
  summary('promises-many', 'A hundred promises', weeks.weekWithPromises(100), { screens: [1] }),
  summary('answers-right-to-left', 'Answers in Arabic and Hebrew', weeks.weekSaying(RIGHT_TO_LEFT), {
    screens: [1],
    typed: Object.values(RIGHT_TO_LEFT),
  }),
  summary('answers-many-scripts', 'Answers in many scripts', weeks.weekSaying(MANY_SCRIPTS), {
    screens: [1],
    typed: Object.values(MANY_SCRIPTS),
  }),
  summary('answers-hostile', 'Answers that no keyboard types', hostileWeek, { screens: [1] }),
  summary('week-steps', 'The seven steps and the map on request', onRequest, {
    parts: ['GENOGRAM', 'SEVEN_STEPS'],
    map: weeks.familyMap,
    screens: [2, 3],
  }),
  print(
    'couple',
    'couple summary',
    'The couple’s copy, before anything is released',
    'LETTER',
    [1],
    (paper) => drawSessionSummary(coupleSummaryContent(weeks.couple), { paper }),
  ),
  print('genogram', 'genogram', 'The map of three generations', 'LETTER', [1], (paper) =>
    sheets.genogramOf(THREE_GENERATIONS, paper),
  ),
  print('genogram-large', 'genogram', 'A family of sixty', 'A4', [1], (paper) =>
    sheets.genogramOf(largeFamily(60), paper),
  ),
  print('worksheet-blank', 'blank', 'A worksheet for the pen', 'LETTER', [1, 2], (paper) =>
    sheets.blankSheet('what-happened', paper),
  ),
  print('worksheet-blank-a4', 'blank', 'Promises to be made together', 'A4', [1], (paper) =>
    sheets.blankSheet('trust-agreement', paper),
  ),
  print('worksheet-fillable', 'blank', 'A worksheet for the screen', 'LETTER', [1], (paper) =>
    sheets.blankSheet('commitment-checkin', paper, true),
  ),
  print('submission', 'submission', 'One worksheet as it was handed in', 'LETTER', [1], (paper) =>
    sheets.submissionPrint('what-happened', paper),
  ),
  print('own-copy', 'own copy', 'The client’s own copy', 'A4', [1], (paper) =>
    sheets.ownCopy('setback', paper),
  ),
  print('clinic-day', 'clinic day', 'The sessions of one day', 'LETTER', [1], (paper) =>
    sheets.clinicDay(paper),
  ),
  print('disclosure', 'disclosure', 'What leaves the practice', 'LETTER', [1], (paper) =>
    sheets.disclosure(['family-history', 'setback'], false, paper),
  ),
  print(
    'disclosure-part2',
    'disclosure',
    'What leaves a program under 42 CFR Part 2',
    'LETTER',
    [1],
    (paper) => sheets.disclosure(['setback'], true, paper),
  ),
  print('hand-out', 'hand-out', 'A sheet to take along', 'LETTER', [1], (paper) => sheets.takeAlong(paper)),
];

function summary(
  name: string,
  shows: string,
  input: SummaryInput,
  { paper = 'LETTER', screens = [], typed = [], ...wishes }: SummaryOptions = {},
): PrintDocument {
  const made = print(name, 'summary', shows, paper, screens, () =>
    drawSessionSummary(sessionSummaryContent(input, wishes), { paper }),
  );
  return { ...made, typed };
}

function print(
  name: string,
  kind: string,
  shows: string,
  paper: Paper,
  screens: readonly number[],
  make: (paper: Paper) => Promise<Buffer>,
): PrintDocument {
  return { name, kind, shows, paper, screens, make: () => make(paper) };
}
