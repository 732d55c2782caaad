import type { Agenda, SubmittedWorksheet, SummaryInput } from '../summary.types.js';
import { type Answered, isOf, refOf, saidAt, sourceOf } from './answered.js';
import type { Printing } from './printing.js';

/** What the client wants to talk about, as last said since the session before. */
export function agendaWish(
  { sources }: SummaryInput,
  submitted: readonly Answered<SubmittedWorksheet>[],
  print: Printing,
): Agenda {
  const wishes = submitted.toReversed().flatMap((answered) =>
    sources.agenda.flatMap((source) => {
      const said = isOf(answered, source) ? saidAt(answered, source.item, print) : undefined;
      return said ? [{ ...said, ref: refOf(answered, source.item), source: sourceOf(answered, print) }] : [];
    }),
  );
  return {
    heading: 'Agenda wish',
    wishes: wishes.slice(0, 1),
    remarks: wishes.length > 0 ? [] : ['No wish for the agenda came in.'],
  };
}
