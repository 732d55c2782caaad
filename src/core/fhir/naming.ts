import { ROW_ANSWER } from '../worksheet/reading.js';
import { id as idShape } from '../worksheet/schema-parts.js';
import { sectionPath } from './layout.js';
import type { PlannedItem, PlannedSection } from './plan.js';
import { fieldPath } from './targets.js';

/** What an item is called in a worksheet, and the linkId that our own writing would give it. */
export interface Name {
  readonly id: string;
  readonly path: string;
}

/** Gives each item and each section an id that the rules for ids allow: its linkId where that will do. */
export interface Names {
  readonly of: (item: PlannedItem) => Name;
  readonly ofSection: (section: PlannedSection) => Name;
}

/** Names everything. LinkIds that will do go first, so that no made-up id takes one of them. */
export function nameAll(sections: readonly PlannedSection[]): Names {
  const items = sections.flatMap((section) => section.items);
  const everything = items.flatMap((item) => [item, ...item.fields]);
  const ids = new Map<PlannedItem, string>();
  const common = new Set<string>();
  const inRows = new Map(items.map((item) => [item, new Set(item.form === 'answers' ? [ROW_ANSWER] : [])]));
  const takenFor = (item: PlannedItem): readonly Set<string>[] => {
    const rows = item.group && inRows.get(item.group);
    if (rows === undefined) return [common];
    // Of a field with a linkId of our own making, the id may be that of an item elsewhere: so it was at home.
    return ownFieldId(item) === undefined ? [rows, common] : [rows];
  };
  for (const item of everything) {
    const id = ownFieldId(item) ?? item.element.linkId;
    if (claim(id, takenFor(item))) ids.set(item, id);
  }
  const count = new Map<string, number>();
  for (const item of everything) {
    if (!ids.has(item)) ids.set(item, makeUp(item.element.linkId, takenFor(item), count));
  }
  const idOf = (item: PlannedItem): string => ids.get(item) ?? '';
  const sectionIds = nameSections(sections);
  return {
    of: (item) => {
      const id = idOf(item);
      return { id, path: item.group ? fieldPath(idOf(item.group), id) : id };
    },
    ofSection: (section) => {
      const id = sectionIds.get(section) ?? '';
      return { id, path: sectionPath(id) };
    },
  };
}

function nameSections(sections: readonly PlannedSection[]): ReadonlyMap<PlannedSection, string> {
  const taken = [new Set<string>()];
  const ids = new Map<PlannedSection, string>();
  for (const section of sections) {
    const linkId = section.element?.linkId ?? '';
    const id = linkId.startsWith(sectionPath('')) ? linkId.slice(sectionPath('').length) : linkId;
    if (claim(id, taken)) ids.set(section, id);
  }
  const count = new Map<string, number>();
  for (const section of sections) {
    if (!ids.has(section)) ids.set(section, makeUp(section.element?.linkId ?? 'part', taken, count));
  }
  return ids;
}

/** `name` of `people/name`, where `people` is the linkId of its group. */
function ownFieldId({ element, group }: PlannedItem): string | undefined {
  const prefix = group && fieldPath(group.element.linkId, '');
  if (prefix === undefined || !element.linkId.startsWith(prefix)) return undefined;
  const id = element.linkId.slice(prefix.length);
  return isId(id) ? id : undefined;
}

function isId(id: string): boolean {
  return idShape.safeParse(id).success;
}

function claim(id: string, taken: readonly Set<string>[]): boolean {
  if (!isId(id) || taken.some((set) => set.has(id))) return false;
  for (const set of taken) set.add(id);
  return true;
}

const LONGEST_BASE = 56;

function makeUp(linkId: string, taken: readonly Set<string>[], count: Map<string, number>): string {
  const cleaned = linkId.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, LONGEST_BASE);
  const base = /^[a-z]/.test(cleaned) ? cleaned : `q${cleaned}`;
  for (;;) {
    const number = (count.get(base) ?? 0) + 1;
    count.set(base, number);
    const id = number === 1 ? base : `${base}-${number}`;
    if (claim(id, taken)) return id;
  }
}
