import { byText } from './family.js';

/** The id of a couple that nobody listed, the same whichever of the two is named first. */
export function unionId(a: string, b: string): string {
  return `?${[a, b].toSorted(byText).join('+')}`;
}
