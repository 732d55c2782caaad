import type { Words } from './shape.js';

/** Numbers first, then names: what a function of the catalogue may be given, so that each of its forms comes up. */
const TRIALS: readonly (readonly unknown[])[] = [
  [0, 0, 0],
  [0, 0, 5],
  [1, 0, 3],
  [1, 1, 2],
  [1, 2, 5],
  [2, 0, 2],
  [2, 3, 9],
  [undefined, 7],
  [3, undefined],
  ['Ada', 1],
  ['Ada', null],
  ['person', 0],
  [undefined, 1],
];

/** Every text of a language by its path, such as `sheet.save.saved`; of a function what it says to trial arguments. */
export function leavesOf(words: Words): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [section, texts] of Object.entries(words))
    if (typeof texts === 'object') collect(texts, section, leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  if (typeof value === 'string') leaves.set(path, value);
  else if (typeof value === 'function') {
    const say = value as (...given: readonly unknown[]) => unknown;
    for (const [index, given] of TRIALS.entries()) collect(said(say, given), `${path}(${index})`, leaves);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) collect(one, `${path}.${key}`, leaves);
}

/** A function that takes none of the trial's kind says nothing. */
function said(say: (...given: readonly unknown[]) => unknown, given: readonly unknown[]): unknown {
  try {
    return say(...given);
  } catch {
    return undefined;
  }
}
