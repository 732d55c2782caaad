const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });

/** A moment as one says it: “today at 3:05 PM”, “Nov 3, 2026 at 9:40 AM”. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const on = day.format(at) === day.format(now) ? 'today' : day.format(at);
  return `${on} at ${time.format(at)}`;
}

/** The day alone: “Nov 3, 2026”. */
export function date(iso: string): string {
  return day.format(new Date(iso));
}

/** The time of day: “3:05 PM”. */
export function clock(iso: string): string {
  return time.format(new Date(iso));
}

/** What is left in whole seconds, as `m:ss`; never below 0:00. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
