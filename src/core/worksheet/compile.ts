import type { FieldItem, Item, LinkItem, Section, Worksheet } from './definition.js';
import { dependencyGraph, fieldGraph, sortByNeed } from './dependencies.js';
import { isLink } from './item-kinds.js';

/** An item with its place and, for a repeating group, its fields. */
export interface CompiledItem {
  readonly item: Item;
  readonly section: Section;
  /** The fields of a repeating group by id, in reading order; empty for every other item. */
  readonly fields: ReadonlyMap<string, FieldItem>;
  /** The same fields, each after those that its `showIf` looks at. */
  readonly fieldOrder: readonly FieldItem[];
  /** Which of its answers point to rows: its own, or those of such fields. */
  readonly links: readonly LinkItem[];
}

/** A section or an item whose visibility is to be decided. */
export type Step = { readonly section: Section } | { readonly entry: CompiledItem };

/** A worksheet prepared for many evaluations: everything found by id, and one order in which to decide visibility. */
export interface CompiledWorksheet {
  readonly worksheet: Worksheet;
  readonly sections: ReadonlyMap<string, Section>;
  readonly items: ReadonlyMap<string, CompiledItem>;
  /** Sections and items, each after what its `showIf` looks at. */
  readonly order: readonly Step[];
}

/** Prepares a worksheet. Do it once for a version and keep the result; it never throws, even where lint complains. */
export function compile(worksheet: Worksheet): CompiledWorksheet {
  const sections = new Map(worksheet.sections.map((section) => [section.id, section]));
  const items = new Map<string, CompiledItem>();
  for (const section of worksheet.sections) {
    for (const item of section.items) items.set(item.id, compileItem(section, item));
  }
  const steps = new Map<string, Step>([
    ...[...sections.values()].map((section): [string, Step] => [`section:${section.id}`, { section }]),
    ...[...items.values()].map((entry): [string, Step] => [`item:${entry.item.id}`, { entry }]),
  ]);
  const { order } = sortByNeed(dependencyGraph(worksheet));
  return {
    worksheet,
    sections,
    items,
    order: order.map((node) => steps.get(node)).filter((step) => step !== undefined),
  };
}

function compileItem(section: Section, item: Item): CompiledItem {
  const fields = new Map((item.type === 'group' ? item.fields : []).map((field) => [field.id, field]));
  const { order } = sortByNeed(fieldGraph([...fields.values()]));
  return {
    item,
    section,
    fields,
    fieldOrder: order.map((id) => fields.get(id)).filter((field) => field !== undefined),
    links: [item, ...fields.values()].filter(isLink),
  };
}
