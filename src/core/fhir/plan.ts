import { namedType, readComposite } from './composites.js';
import { takeDisplays, type Displays } from './displays.js';
import { extensionOf } from './extensions.js';
import { isItemType } from './item-types.js';
import type { Report } from './loss.js';
import { readScale } from './scales.js';
import type { Questionnaire, QuestionnaireItem } from './types.js';
import { CALCULATED } from './urls.js';
import { optionsListed, type ValueSets } from './value-sets.js';

/**
 * What becomes of an item of a Questionnaire:
 * - `heading`: text, after which what stood inside follows;
 * - `rows`: a repeating group, with fields;
 * - `answers`: a question with several answers, each a row;
 * - `question`, `computed`, `display`: one of our items;
 * - `unfit`: nothing of ours. Its text is shown and all of it is kept.
 */
export type Form = 'heading' | 'rows' | 'answers' | 'question' | 'computed' | 'display' | 'unfit';

/** An item of a Questionnaire with what becomes of it. */
export interface PlannedItem {
  readonly element: QuestionnaireItem;
  readonly form: Form;
  readonly displays: Displays;
  /** What it stood inside and now follows; nothing where that is the section or the group itself. */
  readonly parent?: PlannedItem;
  /** The group whose field it is. */
  readonly group?: PlannedItem;
  readonly fields: readonly PlannedItem[];
}

/** A section of the worksheet to be: a group at the top, or the items between two of those. */
export interface PlannedSection {
  /** Nothing where the items had no group around them. */
  readonly element?: QuestionnaireItem;
  readonly displays: Displays;
  readonly items: readonly PlannedItem[];
}

/** Where items are planned: inside what, and in which group's rows. */
interface Place {
  readonly parent?: PlannedItem;
  readonly group?: PlannedItem;
  readonly valueSets: ValueSets;
}

/**
 * Settles what becomes of every item. Groups at the top are sections; deeper ones lie flat behind their heading, since
 * our items do not nest but for the fields of a repeating group.
 */
export function planOf({ item = [] }: Questionnaire, valueSets: ValueSets): readonly PlannedSection[] {
  const place: Place = { valueSets };
  const sections: PlannedSection[] = [];
  let loose: QuestionnaireItem[] = [];
  const gather = (): void => {
    if (loose.length > 0) sections.push({ displays: {}, items: planItems(loose, place) });
    loose = [];
  };
  for (const element of item) {
    if (formOf(element, place) !== 'heading' || element.type !== 'group') {
      loose.push(element);
      continue;
    }
    gather();
    const { displays, rest } = takeDisplays(element.item ?? [], ['intro']);
    sections.push({ element, displays, items: planItems(rest, place) });
  }
  gather();
  return sections;
}

function planItems(elements: readonly QuestionnaireItem[], place: Place): readonly PlannedItem[] {
  return elements.flatMap((element) => planItem(element, place));
}

function planItem(element: QuestionnaireItem, place: Place): readonly PlannedItem[] {
  const form = formOf(element, place);
  const { displays, rest } = displaysOf(element, form);
  const { parent, group, valueSets } = place;
  if (form !== 'rows' && form !== 'answers') {
    const item: PlannedItem = { element, form, displays, parent, group, fields: [] };
    return [item, ...planItems(rest, { ...place, parent: item })];
  }
  const fields: PlannedItem[] = [];
  const item: PlannedItem = { element, form, displays, parent, group, fields };
  fields.push(...planItems(rest, { group: item, valueSets }));
  return [item];
}

function displaysOf(element: QuestionnaireItem, form: Form): ReturnType<typeof takeDisplays> {
  const children = element.item ?? [];
  if (form === 'unfit') return { displays: {}, rest: [] };
  if (form === 'heading' || form === 'display') return { displays: {}, rest: children };
  const composite = readComposite(element);
  if (composite) return { displays: composite.displays, rest: [] };
  const taken = takeDisplays(children, readScale(element) ? ['help', 'low', 'high'] : ['help']);
  return form === 'rows' && taken.rest.length === 0 ? { displays: {}, rest: children } : taken;
}

function formOf(element: QuestionnaireItem, { group, valueSets }: Pick<Place, 'group' | 'valueSets'>): Form {
  const { type } = element;
  if (whyUnfit(element, group !== undefined, valueSets) !== undefined) return 'unfit';
  if (type === 'group') {
    if (readComposite(element)) return 'question';
    return element.repeats ? 'rows' : 'heading';
  }
  if (type === 'display') return 'display';
  if (isCalculated(element)) return 'computed';
  const hasOptions = optionsListed(element, valueSets) !== undefined;
  const canRepeat =
    group === undefined && type !== 'boolean' && !hasOptions && namedType(element) !== 'links';
  return element.repeats && canRepeat ? 'answers' : 'question';
}

/** Why an item can be none of ours, in words for the loss report; undefined when it can. */
function whyUnfit(element: QuestionnaireItem, isField: boolean, valueSets: ValueSets): string | undefined {
  const { type, repeats, item = [] } = element;
  if (!isItemType(type)) return 'R4 has no such type of item.';
  if (type === 'attachment') return 'A worksheet takes no files.';
  if (type === 'reference') return 'A worksheet cannot point to records elsewhere.';
  if (type === 'group') {
    const composite = readComposite(element);
    if (composite) return isField && composite.item.type === 'dynamic' ? IN_ROWS : undefined;
    if (item.length === 0) return 'The group has nothing in it.';
    return repeats && isField ? 'A list of rows cannot stand inside another.' : undefined;
  }
  if (type === 'display') return undefined;
  if (isCalculated(element)) return isField ? IN_ROWS : undefined;
  if (type !== 'choice' || optionsListed(element, valueSets)) return undefined;
  return 'The answers to choose from are not in the resource.';
}

/** Reports every item that is none of ours. */
export function reportUnfit(sections: readonly PlannedSection[], valueSets: ValueSets, report: Report): void {
  const items = sections.flatMap((section) => section.items.flatMap((item) => [item, ...item.fields]));
  for (const { element, group } of items) {
    const why = whyUnfit(element, group !== undefined, valueSets);
    if (why !== undefined) report(element.linkId, element.type, why);
  }
}

const IN_ROWS = 'What is worked out cannot stand in the rows of a list.';

function isCalculated(element: QuestionnaireItem): boolean {
  return extensionOf(element, CALCULATED) !== undefined;
}
