import type { FieldItem, GroupItem, Worksheet, Item } from '../worksheet/definition.js';
import type { Scope, Target } from './enable-when.js';
import { keptOf } from './hints.js';
import { answerField } from './item-types.js';
import { restoredAt } from './kept.js';

/** Where conditions of items stand, and where those of a group's fields do. */
export interface Scopes {
  readonly items: Scope;
  readonly fields: (group: string) => Scope;
}

/**
 * Finds what conditions look at. By its path (`mood`, `people/name`) an item or a field is written, unless it came with
 * a linkId of its own.
 */
export function scopesOf(worksheet: Worksheet): Scopes {
  const items = worksheet.sections.flatMap((section) => section.items);
  const targets = items.map((item) => targetOf(item, item.id));
  const outside = scopeOf(targets);
  const inGroup = new Map<string, Scope>();
  for (const item of items) {
    if (item.type !== 'group') continue;
    const fields = fieldsOf(item).map((field) => targetOf(field, fieldPath(item.id, field.id)));
    inGroup.set(item.id, within(scopeOf(fields), outside));
  }
  return { items: outside, fields: (group) => inGroup.get(group) ?? outside };
}

/** The fields of a group that are items of their own in FHIR. */
export function fieldsOf(group: GroupItem): readonly FieldItem[] {
  return answerField(group) ? group.fields.slice(1) : group.fields;
}

/** The path of a field. */
export function fieldPath(group: string, field: string): string {
  return `${group}/${field}`;
}

/** The linkId of a part: its path, or the one it came with. */
export function linkIdOf(
  part: Parameters<typeof keptOf>[0],
  path: string,
  name?: Parameters<typeof keptOf>[1],
): string {
  const linkId = restoredAt(keptOf(part, name), 'linkId', path);
  return typeof linkId === 'string' ? linkId : path;
}

function targetOf(item: Item, path: string): Target {
  return { id: item.id, linkId: linkIdOf(item, path), item };
}

function scopeOf(targets: readonly Target[]): Scope {
  const byId = new Map(targets.map((target) => [target.id, target]));
  const byLinkId = new Map(targets.map((target) => [target.linkId, target]));
  return { byId: (id) => byId.get(id), byLinkId: (linkId) => byLinkId.get(linkId) };
}

function within(inner: Scope, outer: Scope): Scope {
  return {
    byId: (id) => inner.byId(id) ?? outer.byId(id),
    byLinkId: (linkId) => inner.byLinkId(linkId) ?? outer.byLinkId(linkId),
  };
}
