const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Signs that tie a consonant of Devanagari to the next. */
const TIED = /[\u094D][\u200C\u200D]?$/u;
const DEVANAGARI_LETTER = /^\p{Script=Devanagari}/u;
/** Letters that stand alone: what readers would call a character is one code unit. */
const SIMPLE =
  /^[\x20-\x7E\u00A0-\u02FF\u0370-\u0482\u048A-\u052F\u05D0-\u05EA\u2010-\u2027\u3000-\u3029\u3040-\u3096\u30A0-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF00-\uFF9D]*$/u;

/** The smallest pieces that text may be cut into: a letter with its accents, a consonant cluster, a picture. */
export function clustersOf(text: string): readonly string[] {
  if (SIMPLE.test(text)) return text.split('');
  const clusters: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const before = clusters.at(-1);
    if (before !== undefined && TIED.test(before) && DEVANAGARI_LETTER.test(segment)) {
      clusters[clusters.length - 1] = before + segment;
    } else {
      clusters.push(segment);
    }
  }
  return clusters;
}
