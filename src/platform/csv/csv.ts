/**
 * What a spreadsheet takes for the beginning of a formula, also in full width and behind blanks that it passes over
 * (OWASP, “CSV Injection”).
 */
const FORMULA = /^[\s\p{Z}\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u;
/** These begin a new cell or line in some programs, whatever stands around them. */
const BREAKS = /^[\t\r\n]/;

/**
 * A table as CSV (RFC 4180): every cell in quotes, lines ended by CR LF, and an apostrophe before what a spreadsheet
 * would carry out. It begins with a byte order mark, without which some programs read UTF-8 as something else.
 * @param rows the head first; all of the same length
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const inert = FORMULA.test(text) || BREAKS.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
