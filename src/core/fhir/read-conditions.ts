import type { Condition, Worksheet } from '../worksheet/definition.js';
import { readEnablement, type Scope } from './enable-when.js';
import { readWords } from './extensions.js';
import type { Report } from './loss.js';
import type { Names } from './naming.js';
import { allOf } from './nesting.js';
import type { PlannedItem, PlannedSection } from './plan.js';
import { scopesOf } from './targets.js';
import type { QuestionnaireItem } from './types.js';
import { CONDITION } from './words.js';

/** Conditions by the path of the section, item or field that they belong to. */
export type Conditions = ReadonlyMap<string, Condition>;

/** Reads all conditions. `worksheet` is the same without them: by it they find what they look at. */
export function readConditions(
  sections: readonly PlannedSection[],
  worksheet: Worksheet,
  names: Names,
  report: Report,
): Conditions {
  const scopes = scopesOf(worksheet);
  const conditions = new Map<string, Condition>();
  const around = new Map<PlannedItem, readonly Condition[]>();
  const readAll = (items: readonly PlannedItem[], scope: Scope): void => {
    for (const item of items) {
      const own = readOwn(item.element, scope, report);
      const all = [...((item.parent && around.get(item.parent)) ?? []), ...(own ? [own] : [])];
      around.set(item, all);
      const { id, path } = names.of(item);
      const showIf = allOf(all);
      if (showIf) conditions.set(path, showIf);
      readAll(item.fields, scopes.fields(id));
    }
  };
  for (const section of sections) {
    const own = section.element && readOwn(section.element, scopes.items, report);
    if (own) conditions.set(names.ofSection(section).path, own);
    readAll(section.items, scopes.items);
  }
  return conditions;
}

const WHY = 'A worksheet cannot ask this before it shows an item, so the item is always shown.';

function readOwn(element: QuestionnaireItem, scope: Scope, report: Report): Condition | undefined {
  const ours = readWords(element, { condition: CONDITION }).condition;
  if (ours !== undefined) return ours as Condition;
  const { enableWhen = [], enableBehavior, linkId } = element;
  if (enableWhen.length === 0) return undefined;
  const condition = readEnablement({ enableWhen, ...(enableBehavior && { enableBehavior }) }, scope);
  if (condition === undefined) report(linkId, 'enableWhen', WHY);
  return condition;
}
