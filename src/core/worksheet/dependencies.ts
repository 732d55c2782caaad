import { leavesOf, referencedItems } from './conditions.js';
import type { Condition, FieldItem, GroupItem, Item, Section, Worksheet } from './definition.js';
import { isLink } from './item-kinds.js';

/**
 * What must be decided before what. The nodes are `section:<id>` and `item:<id>` (is it shown?), `rows:<id>` (what a
 * group's visible fields hold), which a condition about a group waits for, and `flag:<code>` (is it raised?).
 */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Every node after those that it needs. `loops` are chains that come back to where they began. */
export interface Sorted {
  readonly order: readonly string[];
  readonly loops: readonly (readonly string[])[];
}

/** The nodes that a condition waits for; `self` stands for a comparison that names no item. */
type Wanted = (condition: Condition | undefined, self?: string) => readonly string[];

/** Which section, item, group or flag waits for which others before it can be decided. */
export function dependencyGraph(worksheet: Pick<Worksheet, 'sections'>): Graph {
  const items = worksheet.sections.flatMap((section) => section.items);
  const groups = new Set(items.filter((item) => item.type === 'group').map((item) => item.id));
  const wanted: Wanted = (condition, self) =>
    condition === undefined
      ? []
      : [
          ...referencedItems(condition, self).map((id) => (groups.has(id) ? `rows:${id}` : `item:${id}`)),
          ...leavesOf(condition).flatMap((leaf) =>
            'op' in leaf && leaf.op === 'flag' ? [`flag:${leaf.code}`] : [],
          ),
        ];
  const graph = new Map<string, readonly string[]>();
  for (const section of worksheet.sections) {
    graph.set(`section:${section.id}`, wanted(section.showIf));
    for (const item of section.items) {
      graph.set(`item:${item.id}`, itemNeeds(section, item, wanted));
      if (item.type === 'group') graph.set(`rows:${item.id}`, rowsNeed(item, wanted));
      for (const { code, when } of item.flags ?? []) {
        const raisedBy = [`item:${item.id}`, ...wanted(when, item.id)];
        graph.set(`flag:${code}`, [...(graph.get(`flag:${code}`) ?? []), ...raisedBy]);
      }
    }
  }
  return graph;
}

function itemNeeds(section: Section, item: Item, wanted: Wanted): readonly string[] {
  return [`section:${section.id}`, ...linked(item), ...wanted(item.showIf, item.id)];
}

function rowsNeed(group: GroupItem, wanted: Wanted): readonly string[] {
  // A field hides an item or group of the same name, so neither node is waited for.
  const ownFields = new Set(group.fields.flatMap(({ id }) => [`item:${id}`, `rows:${id}`]));
  const outside = group.fields.flatMap((field) => wanted(field.showIf, field.id));
  return [
    `item:${group.id}`,
    ...group.fields.flatMap(linked),
    ...outside.filter((node) => !ownFields.has(node)),
  ];
}

/** A link can only be shown where the people, or whatever it points to, are shown. */
function linked(item: Item): readonly string[] {
  return isLink(item) ? [`item:${item.of}`] : [];
}

/** Which field of a row waits for which other fields of it. The nodes are field ids. */
export function fieldGraph(fields: readonly FieldItem[]): Graph {
  return new Map(
    fields.map((field) => [field.id, field.showIf ? referencedItems(field.showIf, field.id) : []]),
  );
}

/**
 * Sorts depth first, keeping the given order where it can; names that are no nodes are passed over.
 * Written without recursion, so that a long chain of branches cannot exhaust the stack.
 */
export function sortByNeed(graph: Graph): Sorted {
  const order: string[] = [];
  const loops: string[][] = [];
  const decided = new Set<string>();
  const trail: { readonly node: string; readonly needs: Iterator<string> }[] = [];
  const placeOnTrail = new Map<string, number>();
  const enter = (node: string): void => {
    if (decided.has(node)) return;
    placeOnTrail.set(node, trail.length);
    trail.push({ node, needs: (graph.get(node) ?? []).values() });
  };
  for (const start of graph.keys()) {
    enter(start);
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const need = step.needs.next();
      if (need.done) {
        trail.pop();
        placeOnTrail.delete(step.node);
        decided.add(step.node);
        order.push(step.node);
        continue;
      }
      const loopStart = placeOnTrail.get(need.value);
      if (loopStart !== undefined) loops.push(trail.slice(loopStart).map(({ node }) => node));
      else if (graph.has(need.value)) enter(need.value);
    }
  }
  return { order, loops };
}
