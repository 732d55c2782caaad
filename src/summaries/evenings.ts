import { daysAfter, localDay, localMoment } from '../platform/local-day.js';

/** The hour of practices that were never asked. */
export const USUAL_HOUR = 18;

/** The next moment after `now` at which a zone's clocks show the hour, 0 to 23. */
export function nextEvening(now: Date, hour: number, timeZone: string): Date {
  const today = localDay(now, timeZone);
  const at = localMoment(today, hour, timeZone);
  return at > now ? at : localMoment(daysAfter(today, 1), hour, timeZone);
}

/**
 * The day that is to be made ready now, YYYY-MM-DD: tomorrow, once today's hour has come. Undefined before that: an
 * evening through which the server slept is over, and what was not made ready is made when it is asked for.
 */
export function dayToReady(now: Date, hour: number, timeZone: string): string | undefined {
  const today = localDay(now, timeZone);
  return localMoment(today, hour, timeZone) <= now ? daysAfter(today, 1) : undefined;
}
