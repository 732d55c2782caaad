import { typeset } from '../summary.answers.js';
import type { SummaryDates } from '../summary.dates.js';
import type { IndividualCopy, PromiseRow, Promises, SummaryInput } from '../summary.types.js';
import type { Answered } from './answered.js';
import { promisesAsked, saidOfPromises } from './promise-answers.js';

/** As many as the shipped agreement holds. */
const MOST_ROWS = 12;
const UNSAID = '–';

const SAYS: Record<IndividualCopy, string> = {
  INDIVIDUAL: 'Says',
  INDIVIDUAL_A: 'A says',
  INDIVIDUAL_B: 'B says',
};

/**
 * The promises in force with what this client says of each. The partner's own answers are the partner's: an individual
 * copy never holds them, so nothing can be compared on it.
 */
export function promisesSaid(
  input: SummaryInput,
  submitted: readonly Answered[],
  dates: SummaryDates,
): Promises {
  const { agreement, previousSessionAt } = input;
  const rows = reported(input, submitted) ?? agreed(input);
  const isReported = rows.some(({ says }) => says[0] !== UNSAID);
  const beyond = rows.length - MOST_ROWS;
  const since = previousSessionAt ? ` since ${dates.day(previousSessionAt)}` : '';
  return {
    heading: 'Promises',
    sides: rows.length > 0 ? [SAYS[input.copy]] : [],
    rows: rows.slice(0, MOST_ROWS),
    remarks: [
      ...(rows.length === 0 ? [agreement ? 'No promise is in force.' : 'No agreement has been made.'] : []),
      ...(rows.length > 0 && !isReported ? [`Nothing was said of them${since}.`] : []),
      ...(beyond > 0 ? [`${beyond} more promises can be read on the screen.`] : []),
    ],
  };
}

/** What the client said in the latest check-in of the period; undefined where none came in. */
function reported(
  { agreement }: SummaryInput,
  submitted: readonly Answered[],
): readonly PromiseRow[] | undefined {
  for (const answered of submitted.toReversed()) {
    const group = promisesAsked(answered);
    if (!group) continue;
    return saidOfPromises(answered, group).map(({ id, promise, chosen, note }) => ({
      promise,
      who: whose(agreement?.promises.find((one) => one.id === id)?.who),
      says: [chosen?.label ?? UNSAID],
      mismatch: false,
      note,
    }));
  }
  return undefined;
}

function agreed({ agreement }: SummaryInput): readonly PromiseRow[] {
  return (agreement?.promises ?? []).map(({ text, who }) => ({
    promise: text,
    who: whose(who),
    says: [UNSAID],
    mismatch: false,
    note: '',
  }));
}

/** "A" for "Partner A": every copy calls the two so. */
function whose(who = ''): string {
  return typeset(who).replace(/^Partner (?=[AB]$)/u, '');
}
