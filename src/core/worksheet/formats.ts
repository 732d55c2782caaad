/** Texts that have to read in a certain way. Everything here is linear in the text and throws never. */

/** FHIR has no year 0. */
const DATE = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const PARTIAL_DATE = /^(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2]))?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?$/;
const ZONE = /(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** YYYY-MM-DD, of a day that is in the calendar. */
export function isCalendarDate(text: string): boolean {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Some engines read 30 February as 2 March, so the date must come back as it went in.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A time of day as in FHIR R4: hh:mm:ss, with parts of a second if wanted, without a zone. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}

/** A moment as in FHIR R4: a year, a month, a day, or a day with a time and its zone. */
export function isDateTime(text: string): boolean {
  const [date = '', time, ...more] = text.split('T');
  if (time === undefined) return PARTIAL_DATE.test(date) || isCalendarDate(date);
  const clock = time.replace(ZONE, '');
  return more.length === 0 && clock !== time && isCalendarDate(date) && isTime(clock);
}

/** Longest address that is kept; browsers and servers understand no longer ones reliably. */
const MAX_ADDRESS = 2_048;
const ADDRESS = /^https?:\/\/([^/?#]*)((?:[/?#].*)?)$/i;
/** Letters of addresses as RFC 3986 has them; whatever else there is has to be written as %XX. */
const WRITTEN = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;
const PORT = /^(.*?)(?::(\d{1,5}))?$/;
const LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/** Is this the address of a page, http or https, with a host and without a user's name in it? */
export function isWebAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS || !WRITTEN.test(text)) return false;
  const authority = ADDRESS.exec(text)?.[1] ?? '';
  const [, host = '', port = '0'] = PORT.exec(authority) ?? [];
  return Number(port) <= 65_535 && isHost(host);
}

function isHost(host: string): boolean {
  const labels = host.split('.');
  // What ends in a number is an address of IPv4 to every browser, and has to be one.
  if (/^(?:\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '')) {
    return (
      labels.length === 4 && labels.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
    );
  }
  return host.length <= 253 && labels.every((label) => LABEL.test(label));
}
