import type { Answer } from '../../core/worksheet/answers.js';
import { isRecord } from '../../core/worksheet/reading.js';

/** Do two answers say the same? No answer and `null` are the same; the order of a grid's lines does not matter. */
export function sameAnswer(one: Answer | null | undefined, other: Answer | null | undefined): boolean {
  return same(one ?? null, other ?? null);
}

function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, index) => same(part, other[index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
    );
  }
  return one === other;
}
