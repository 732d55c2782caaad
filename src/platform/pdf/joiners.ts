/**
 * Characters that take effect on their neighbours and are never drawn themselves: joiners, marks that steer the reading
 * order, selectors of a form, tags of a flag. No font needs a glyph for them.
 */
export function isJoiner(codePoint: number): boolean {
  return (
    codePoint === 0x061c ||
    (codePoint >= 0x200c && codePoint <= 0x200f) ||
    (codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
    (codePoint >= 0xe0020 && codePoint <= 0xe007f)
  );
}

/** Joiners between letters that join, and between the parts of a picture. */
const JOINERS =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{M}])[\u200C\u200D]|(?<=\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u{E007F})\u200D(?=\p{Extended_Pictographic})/u;
/** Selectors that ask for a picture or for plain type, where there is a choice. */
const SELECTORS = /(?<=[\p{Emoji}])[\uFE0E\uFE0F]/u;
/** The flag of a region: a black flag and letters that are not drawn. */
const FLAG_TAGS = /(?<=\u{1F3F4}[\u{E0020}-\u{E007E}]{0,7})[\u{E0020}-\u{E007F}]/u;
const EACH = new RegExp(
  `(${JOINERS.source}|${SELECTORS.source}|${FLAG_TAGS.source})|[\\u200C\\u200D]|\\p{Variation_Selector}`,
  'gu',
);

/** Drops joiners and selectors that would do nothing where they stand; the others are part of what was typed. */
export function keepWorkingJoiners(text: string): string {
  return text.replace(EACH, (joiner, working: string | undefined) => working ?? '');
}
