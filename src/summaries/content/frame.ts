import type { Running } from '../running.js';
import type { SummaryDates } from '../summary.dates.js';
import type { NoteSpace, SessionFacts } from '../summary.types.js';

/** The document's title. It names nobody and says nothing of what is inside. */
export const TITLE = 'Session summary';
const NOTE_LINES = 6;

/** Room for the clinician's hand, and what a clinician has to know of it. */
export function notes(): NoteSpace {
  return {
    heading: 'Notes',
    caution: 'Handwritten notes kept apart may be psychotherapy notes.',
    lines: NOTE_LINES,
  };
}

/** What every page carries of a copy. */
export function running(
  input: SessionFacts,
  dates: SummaryDates,
  copy: { readonly subject: string; readonly copy: string; readonly caution: string | undefined },
): Running {
  return {
    head: [TITLE, dates.moment(input.session.startsAt), copy.caution && `${copy.copy}. ${copy.caution}`]
      .filter((part) => part !== undefined)
      .join(' · '),
    lead: 'Confidential.',
    statement: `${copy.subject}. Reflective worksheets, not validated, not a diagnosis.`,
    origin: [input.practice.name, copy.copy].join(' · '),
    made: `Made ${dates.record(input.madeAt)}`,
  };
}
