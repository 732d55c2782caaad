import { typeset } from '../summary.answers.js';
import type { SummaryDates } from '../summary.dates.js';
import type { ProgramStanding, StepRow, Steps, StepStanding } from '../summary.types.js';
import { STATES } from './open.js';

const DONE: Record<'submitted' | 'reviewed', string> = { submitted: 'Handed in', reviewed: 'Reviewed' };

/** Where the client stands in the program. The order is the program's; the clinician goes their own way through it. */
export function sevenSteps(program: ProgramStanding | null, dates: SummaryDates): Steps {
  const rows = (program?.steps ?? []).map((step, index) => stepRow(step, index, dates));
  const next = program?.steps.find(({ last, optional }) => !optional && !isDone(last));
  return {
    heading: program ? typeset(program.title) : 'Seven steps',
    ...(next && { note: `Next: ${typeset(next.title)}` }),
    rows,
    remarks: rows.length > 0 ? [] : ['The client is in no program.'],
  };
}

function isDone(last: StepStanding['last']): boolean {
  return last !== null && last.state in DONE;
}

function stepRow({ title, optional, last }: StepStanding, index: number, dates: SummaryDates): StepRow {
  return {
    number: String(index + 1),
    sheet: optional ? `${typeset(title)} (if wanted)` : typeset(title),
    state: last ? stateOf(last.state) : 'Not given',
    date: last ? dates.day(last.at) : '–',
  };
}

function stateOf(state: NonNullable<StepStanding['last']>['state']): string {
  return state === 'submitted' || state === 'reviewed' ? DONE[state] : STATES[state];
}
