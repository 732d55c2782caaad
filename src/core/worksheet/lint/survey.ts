import type { FieldItem, Item, Section, Side } from '../definition.js';
import type { DefinitionPath } from './problem.js';

/** A section with its place. */
export interface LocatedSection {
  readonly section: Section;
  readonly path: DefinitionPath;
}

/** An item, or a field of a group, with its place. */
export interface Located {
  readonly item: Item;
  readonly path: DefinitionPath;
  readonly home: LocatedSection;
  /** The group that a field belongs to. */
  readonly group?: Located;
}

/** A group with its fields. */
export interface LocatedRow {
  readonly group: Located;
  readonly fields: readonly (Located & { readonly item: FieldItem })[];
}

/** The parts of a definition with their places, found once for all that is asked of them. */
export interface Survey {
  readonly sections: readonly LocatedSection[];
  /** In reading order, without fields. */
  readonly items: readonly Located[];
  readonly rows: readonly LocatedRow[];
  /** Items and their fields alike. */
  readonly everything: readonly Located[];
  readonly around: readonly Section[];
  /** The item of that id: for a field its own row comes first. Of several with one id the first. */
  find(id: string, from?: Located): Located | undefined;
  /** What has a rule that raises the flag. */
  raisersOf(code: string): readonly Located[];
}

/** Finds the parts of these sections. Those `around` are looked up and never complained of. */
export function surveyOf(sections: readonly LocatedSection[], around: readonly Section[] = []): Survey {
  const items = sections.flatMap(itemsOf);
  const neighbours = around.flatMap((section) => itemsOf({ section, path: [] }));
  const rows = items.map((group) => ({ group, fields: fieldsOf(group) }));
  const everything = [...items, ...rows.flatMap(({ fields }) => fields)];
  const known = byId([...items, ...neighbours]);
  const knownInRow = new Map(rows.map(({ group, fields }) => [group, byId(fields)]));
  const raisers = raisersIn([...everything, ...neighbours]);
  return {
    sections,
    items,
    rows,
    everything,
    around,
    find(id, from) {
      const inRow = from?.group && knownInRow.get(from.group)?.get(id);
      return inRow ?? known.get(id);
    },
    raisersOf: (code) => raisers.get(code) ?? [],
  };
}

function itemsOf(home: LocatedSection): readonly Located[] {
  return home.section.items.map((item, index) => ({ item, path: [...home.path, 'items', index], home }));
}

function fieldsOf(group: Located): LocatedRow['fields'] {
  const fields = group.item.type === 'group' ? group.item.fields : [];
  return fields.map((item, index) => ({
    item,
    path: [...group.path, 'fields', index],
    home: group.home,
    group,
  }));
}

function byId(located: readonly Located[]): ReadonlyMap<string, Located> {
  return new Map(located.toReversed().map((one) => [one.item.id, one]));
}

/** On whose sheet it stands, if it is not on the joint one: a section alone only where all of it is one partner's. */
export function sideOf({ section }: LocatedSection, owner?: Located): Side | undefined {
  if (owner) return (owner.group ?? owner).item.apart;
  const sides = new Set(section.items.map(({ apart }) => apart));
  return sides.size === 1 ? [...sides][0] : undefined;
}

function raisersIn(everything: readonly Located[]): ReadonlyMap<string, readonly Located[]> {
  const raisers = new Map<string, Located[]>();
  for (const located of everything) {
    for (const { code } of located.item.flags ?? []) {
      const known = raisers.get(code);
      if (known) known.push(located);
      else raisers.set(code, [located]);
    }
  }
  return raisers;
}

/** Is this for the clinician alone? Its answers are no part of what a client is shown. */
export function isForClinician({ section }: LocatedSection): boolean {
  return section.audience === 'clinician';
}
