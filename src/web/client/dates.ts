const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-06-05` as "Friday, June 5". A calendar day has no zone. */
export function formatDay(day: string, lang: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const format = formatFor(lang, 'UTC', { weekday: 'long', month: 'long', day: 'numeric' });
  return Number.isNaN(date.getTime()) ? day : format.format(date);
}

/** An ISO 8601 moment as "June 5, 2026", the day that it was in `timeZone`. */
export function formatMoment(moment: string, lang: string, timeZone: string): string {
  const date = new Date(moment);
  const format = formatFor(lang, timeZone, { year: 'numeric', month: 'long', day: 'numeric' });
  return Number.isNaN(date.getTime()) ? '' : format.format(date);
}

/** To make a format costs more than to use it, so each is kept. A process has few languages and zones. */
function formatFor(lang: string, timeZone: string, look: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = [lang, timeZone, ...Object.keys(look)].join(' ');
  const format = formats.get(key) ?? new Intl.DateTimeFormat(lang, { ...look, timeZone });
  formats.set(key, format);
  return format;
}
