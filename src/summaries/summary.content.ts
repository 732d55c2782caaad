export { coupleSummaryContent } from './content/couple.js';
import { agendaWish } from './content/agenda.js';
import { readAnswers } from './content/answered.js';
import { notes, running, TITLE } from './content/frame.js';
import { familyMap } from './content/family-map.js';
import { fullAnswers } from './content/full-answers.js';
import { sessionFacts } from './content/header.js';
import { inTheirWords } from './content/in-their-words.js';
import { lineNumbers, linesOverTime } from './content/lines.js';
import { openMatters } from './content/open.js';
import type { Printing } from './content/printing.js';
import { promisesSaid } from './content/promises-said.js';
import { readFirst } from './content/read-first.js';
import { sevenSteps } from './content/seven-steps.js';
import { sinceLastTime } from './content/since-last-time.js';
import { readSubmission } from './summary.answers.js';
import { summaryDates } from './summary.dates.js';
import type {
  IndividualCopy,
  SummaryContent,
  SummaryInput,
  SummaryPart,
  SummaryWishes,
} from './summary.types.js';

const NOT_FOR_JOINT = 'Do not bring into joint session';

const COPIES: Record<IndividualCopy, { readonly name: string; readonly caution?: string }> = {
  INDIVIDUAL: { name: 'Individual copy', caution: NOT_FOR_JOINT },
  INDIVIDUAL_A: { name: 'Individual copy A', caution: NOT_FOR_JOINT },
  INDIVIDUAL_B: { name: 'Individual copy B', caution: NOT_FOR_JOINT },
};

/** What a summary holds beside its front page, unless the clinician asks for something else. */
export const USUAL_PARTS: readonly SummaryPart[] = ['FULL_ANSWERS'];

/**
 * Decides what one client's copy of a session summary says: nine blocks in a fixed order on the front page, then what
 * was asked for. It is for that client's clinician alone. Pure: the same input gives the same content.
 */
export function sessionSummaryContent(input: SummaryInput, wishes: SummaryWishes = {}): SummaryContent {
  const parts = wishes.parts ?? USUAL_PARTS;
  const dates = summaryDates(input.practice.timeZone);
  const copy = COPIES[input.copy];
  const submitted = input.submissions.map(readAnswers);
  const read = input.submissions.map((submission) => ({ submission, reading: readSubmission(submission) }));
  const isFull = parts.includes('FULL_ANSWERS');
  const print: Printing = {
    dates,
    session: input.session.startsAt,
    continues: isFull ? 'goes on in the full answers' : 'whole on the screen',
  };
  const first = readFirst(input, print);
  const agenda = agendaWish(input, submitted, print);
  const printed = agenda.wishes.flatMap(({ ref }) => ref ?? []);
  const lines = linesOverTime(input, submitted, dates);
  const worksheets = isFull
    ? read.map(({ submission, reading }) => fullAnswers(submission, reading, dates))
    : [];
  const numbers = isFull ? lineNumbers(lines) : undefined;
  return {
    kind: input.copy,
    language: 'en-US',
    title: TITLE,
    madeAt: input.madeAt,
    practice: input.practice.name,
    code: input.client.code,
    copy: copy.name,
    ...(copy.caution !== undefined && { caution: copy.caution }),
    facts: sessionFacts(input, dates),
    readFirst: first,
    since: sinceLastTime(input, submitted, print),
    words: inTheirWords(input, submitted, print, { wishes, printed, flags: first.flags.length }),
    lines,
    promises: promisesSaid(input, submitted, dates),
    open: openMatters(input, read, print),
    agenda,
    notes: notes(),
    worksheets,
    ...(numbers && { numbers }),
    ...(parts.includes('GENOGRAM') && { map: familyMap(wishes.map ?? []) }),
    ...(parts.includes('SEVEN_STEPS') && { steps: sevenSteps(input.program, dates) }),
    running: running(input, dates, {
      subject: `Client ${input.client.code}`,
      copy: copy.name,
      caution: copy.caution,
    }),
  };
}
