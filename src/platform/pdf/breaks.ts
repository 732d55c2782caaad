/** After a hyphen, dash or slash that stands between letters. */
const SOFT_BREAK = /(?<=\p{L}[-–—/])(?=\p{L})/u;
/** Written without spaces: lines may turn between any two of these. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\u3001-\\u303F\\u30FB\\u30FC\\uFF01-\\uFF65]';
/** Do not begin a line: closing brackets, stops, small kana, marks of length and repetition (JIS X 4051). */
const NOT_FIRST =
  '[\\p{Pe}\\p{Pf}\\p{M}、。，．・：；！？‼⁇⁈⁉!?,.:;%‰°′″℃ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ〜～…‥゠–—゛゜\\uFF61\\uFF63-\\uFF65\\uFF67-\\uFF70\\uFF9E\\uFF9F"\'\\uFE0E\\uFE0F\\u200D]';
/** Do not end a line: opening brackets and signs of money. */
const NOT_LAST = '[\\p{Ps}\\p{Pi}$£¥＄￡￥#＃]';

const HAS_BREAKS = new RegExp(`${UNSPACED}|[-–—/]`, 'u');
const BREAK = new RegExp(
  `${SOFT_BREAK.source}|(?<=${UNSPACED}\\p{M}*)(?<!${NOT_LAST})(?!${NOT_FIRST}|$)|(?<!${NOT_LAST}|^)(?=${UNSPACED})(?!${NOT_FIRST})`,
  'u',
);
const FIRST = new RegExp(`^(?:${NOT_FIRST})`, 'u');
const LAST = new RegExp(`(?:${NOT_LAST})$`, 'u');
const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const ENDS_UNSPACED = new RegExp(`${UNSPACED}\\p{M}*$`, 'u');

/** A word in the parts that may go to different lines. */
export function breakableParts(word: string): readonly string[] {
  return HAS_BREAKS.test(word) ? word.split(BREAK) : [word];
}

/** May a line turn between two stretches of text with no space between them? */
export function mayBreakBetween(left: string, right: string): boolean {
  if (!ENDS_UNSPACED.test(left) && !BEGINS_UNSPACED.test(right)) return false;
  return !FIRST.test(right) && !LAST.test(left);
}
