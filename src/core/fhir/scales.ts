import type { Scale } from '../worksheet/definition.js';
import { itemControlOf, type Displays } from './displays.js';
import { extensionOf } from './extensions.js';
import type { QuestionnaireItem } from './types.js';
import { MAX_VALUE, MIN_VALUE, SLIDER_STEP } from './urls.js';

/** The scale that a slider over whole numbers is; undefined where it is none. Ends without words are named by their numbers. */
export function readScale(element: QuestionnaireItem, { low, high }: Displays = {}): Scale | undefined {
  if (element.type !== 'integer' || itemControlOf(element) !== 'slider') return undefined;
  return scaleIn(element, low?.text, high?.text);
}

/** The scale that an element's bounds give, whatever its type. */
export function scaleIn(element: QuestionnaireItem, low?: string, high?: string): Scale | undefined {
  const min = extensionOf(element, MIN_VALUE)?.valueInteger;
  const max = extensionOf(element, MAX_VALUE)?.valueInteger;
  const step = extensionOf(element, SLIDER_STEP)?.valueInteger ?? 1;
  if (min === undefined || max === undefined || ![min, max, step].every(Number.isSafeInteger))
    return undefined;
  if (step < 1 || max <= min || (max - min) % step !== 0) return undefined;
  return { min, max, step, low: low ?? String(min), high: high ?? String(max) };
}
