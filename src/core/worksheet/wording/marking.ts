import { RULES, type WordingRule } from './rules.js';
import { straighten } from './straighten.js';

/** A marked phrase, `text.slice(start, end)` in UTF-16 units, and the question for its writer. */
export interface Mark {
  /** The rule, such as `IF` or `BLAME`. */
  readonly code: string;
  /** The rule's name in words, such as "Hedge". */
  readonly name: string;
  readonly question: string;
  readonly start: number;
  readonly end: number;
}

/** Stands wherever marks are shown. */
export const WORDING_NOTE = 'Sometimes the phrase is right. You decide.';

const MOST_AT_ONCE = 5;

/**
 * The first five phrases of `text`, in reading order, that may sound like an excuse, blame, a hedge or pressure.
 * Where phrases overlap the earlier is marked, of two that begin together the longer. Takes time in proportion to the
 * length of the text, whatever it holds.
 *
 * An aid to someone who is writing: no lie detector, no score and no gate. Nothing may be refused, counted or ranked
 * for its marks, and they are never shown to the partner. They are often wrong, tone and omission escape them, and a
 * text without marks can still be a bad apology. English only.
 */
export function markWording(text: string): readonly Mark[] {
  const plain = straighten(text);
  const searches = RULES.map((rule) => searchFor(rule, plain));
  const marks: Mark[] = [];
  let upcoming = searches.map((search) => search(0));
  while (marks.length < MOST_AT_ONCE) {
    const first = firstOf(upcoming);
    if (!first) break;
    marks.push(first);
    upcoming = upcoming.map((mark, index) =>
      mark && mark.start < first.end ? searches[index]?.(first.end) : mark,
    );
  }
  return marks;
}

/** Looks for the rule's next phrase from a place on. */
function searchFor({ code, name, question, phrases }: WordingRule, plain: string) {
  const pattern = new RegExp(phrases.map(({ source }) => source).join('|'), 'gi');
  return (from: number): Mark | undefined => {
    pattern.lastIndex = from;
    const match = pattern.exec(plain);
    return match
      ? { code, name, question, start: match.index, end: match.index + match[0].length }
      : undefined;
  };
}

function firstOf(upcoming: readonly (Mark | undefined)[]): Mark | undefined {
  return upcoming.reduce(
    (first, mark) => (mark && (!first || precedes(mark, first)) ? mark : first),
    undefined,
  );
}

function precedes(a: Mark, b: Mark): boolean {
  return a.start < b.start || (a.start === b.start && a.end > b.end);
}
