import type { SummaryDates } from '../summary.dates.js';
import type { SessionFacts, SummaryContent } from '../summary.types.js';

/** The header's strip of facts, the same on every copy. */
export function sessionFacts(input: SessionFacts, dates: SummaryDates): SummaryContent['facts'] {
  const { previousSessionAt, session } = input;
  return [
    { label: 'Session', value: dates.moment(session.startsAt) },
    { label: 'Week', value: String(weekOf(input, dates)) },
    {
      label: 'Period',
      value: previousSessionAt ? `Since ${dates.day(previousSessionAt)}` : 'First session',
    },
    { label: 'Clinician', value: input.clinician.displayName },
    { label: 'Made by', value: input.madeBy },
  ];
}

const DAY = 86_400_000;

/**
 * Which week of the work the session falls in. The first is that of the first session, or, where none was before, of
 * the first assignment; a week has begun when seven days have passed on the practice's calendar.
 */
export function weekOf({ beganAt, session }: SessionFacts, dates: SummaryDates): number {
  if (beganAt === null) return 1;
  const days = (Date.parse(dates.isoDay(session.startsAt)) - Date.parse(dates.isoDay(beganAt))) / DAY;
  return Math.max(0, Math.floor(days / 7)) + 1;
}
