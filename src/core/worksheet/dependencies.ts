import { referencedItems } from './conditions.js';
import type { Condition, FieldItem, GroupItem, Item, Section, Worksheet } from './definition.js';

/**
 * What must be decided before what. The nodes are `section:<id>` and `item:<id>` (is it shown?) and
 * `rows:<id>` (what a group's visible fields hold), which a condition about a group waits for.
 */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Every node after those that it needs. `loops` are chains that come back to where they began. */
export interface Sorted {
  readonly order: readonly string[];
  readonly loops: readonly (readonly string[])[];
}

/** Which section, item or group waits for which others before its visibility can be told. */
export function dependencyGraph(worksheet: Worksheet): Graph {
  const items = worksheet.sections.flatMap((section) => section.items);
  const groups = new Set(items.filter((item) => item.type === 'group').map((item) => item.id));
  const answerTo = (id: string): string => (groups.has(id) ? `rows:${id}` : `item:${id}`);
  const graph = new Map<string, readonly string[]>();
  for (const section of worksheet.sections) {
    graph.set(`section:${section.id}`, wanted(section.showIf).map(answerTo));
    for (const item of section.items) {
      graph.set(`item:${item.id}`, itemNeeds(section, item, answerTo));
      if (item.type === 'group') graph.set(`rows:${item.id}`, rowsNeed(item, answerTo));
    }
  }
  return graph;
}

function itemNeeds(section: Section, item: Item, answerTo: (id: string) => string): readonly string[] {
  return [`section:${section.id}`, ...linked(item), ...wanted(item.showIf, item.id).map(answerTo)];
}

function rowsNeed(group: GroupItem, answerTo: (id: string) => string): readonly string[] {
  const ownFields = new Set(group.fields.map((field) => field.id));
  const outside = group.fields.flatMap((field) => wanted(field.showIf, field.id));
  return [
    `item:${group.id}`,
    ...group.fields.flatMap(linked),
    ...outside.filter((id) => !ownFields.has(id)).map(answerTo),
  ];
}

/** A link can only be shown where the people, or whatever it points to, are shown. */
function linked(item: Item): readonly string[] {
  return item.type === 'link' || item.type === 'links' ? [`item:${item.of}`] : [];
}

/** Which field of a row waits for which other fields of it. The nodes are field ids. */
export function fieldGraph(fields: readonly FieldItem[]): Graph {
  return new Map(fields.map((field) => [field.id, wanted(field.showIf, field.id)]));
}

function wanted(condition: Condition | undefined, self?: string): readonly string[] {
  return condition === undefined ? [] : referencedItems(condition, self);
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
  const enter = (node: string): void => {
    if (!decided.has(node)) trail.push({ node, needs: (graph.get(node) ?? []).values() });
  };
  for (const start of graph.keys()) {
    enter(start);
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const need = step.needs.next();
      if (need.done) {
        trail.pop();
        decided.add(step.node);
        order.push(step.node);
        continue;
      }
      const loopStart = trail.findIndex(({ node }) => node === need.value);
      if (loopStart >= 0) loops.push(trail.slice(loopStart).map(({ node }) => node));
      else if (graph.has(need.value)) enter(need.value);
    }
  }
  return { order, loops };
}
