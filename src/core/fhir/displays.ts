import { extensionOf } from './extensions.js';
import type { KeptName } from './hints.js';
import type { QuestionnaireItem } from './types.js';
import { ITEM_CONTROL, ourExtension } from './urls.js';
import { INTRO } from './words.js';

/** Displays that say what a part of ours has in a key of its own: its help, the ends of its scale, its introduction. */
export type Displays = Readonly<Partial<Record<KeptName, QuestionnaireItem>>>;

/** How the resource wants the item to be shown, such as `slider`. */
export function itemControlOf(element: QuestionnaireItem): string | undefined {
  return extensionOf(element, ITEM_CONTROL)?.valueCodeableConcept?.coding?.find(({ code }) => code)?.code;
}

/** What FHIR calls such displays, where it has a name for them. */
export const CONTROLS: Readonly<Record<string, string>> = { help: 'help', low: 'lower', high: 'upper' };
const ORDER: readonly KeptName[] = ['intro', 'help', 'low', 'high'];

/**
 * Takes such displays from the beginning of the children, as far as they stand in our order, and leaves the rest.
 * What is shown on a condition, or has parts of its own, is left as well.
 */
export function takeDisplays(
  children: readonly QuestionnaireItem[],
  wanted: readonly KeptName[],
): { readonly displays: Displays; readonly rest: readonly QuestionnaireItem[] } {
  const taken: [KeptName, QuestionnaireItem][] = [];
  let last = -1;
  for (const child of children) {
    const name = nameOf(child);
    const place = name === undefined ? -1 : ORDER.indexOf(name);
    if (name === undefined || !wanted.includes(name) || place <= last) break;
    taken.push([name, child]);
    last = place;
  }
  return { displays: Object.fromEntries(taken), rest: children.slice(taken.length) };
}

function nameOf(child: QuestionnaireItem): KeptName | undefined {
  const isPlain = child.type === 'display' && child.item === undefined && child.enableWhen === undefined;
  if (!isPlain || !/\S/.test(child.text ?? '')) return undefined;
  if (extensionOf(child, ourExtension(INTRO.name))) return 'intro';
  const control = itemControlOf(child);
  return control === undefined ? undefined : ORDER.find((name) => CONTROLS[name] === control);
}
