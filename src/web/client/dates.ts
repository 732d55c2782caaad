/** `2026-06-05` as "Friday, June 5". A calendar day has no zone. */
export function formatDay(day: string, lang: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(lang, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return Number.isNaN(date.getTime()) ? day : format.format(date);
}

/** An ISO 8601 moment as "June 5, 2026", the day that it was in `timeZone`. */
export function formatMoment(moment: string, lang: string, timeZone: string): string {
  const date = new Date(moment);
  const format = new Intl.DateTimeFormat(lang, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone,
  });
  return Number.isNaN(date.getTime()) ? '' : format.format(date);
}
