/**
 * `text` as a plain keyboard would have typed it: phones put curly apostrophes, one-character ellipses and spaces and
 * hyphens that do not break. Each character stands for one, so places in the result are places in `text`.
 */
export function straighten(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060\uff07]/g, "'")
    .replace(/\u2026/g, '.')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-');
}
