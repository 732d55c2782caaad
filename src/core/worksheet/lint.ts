import type { Comparison } from './conditions.js';
import type { Condition, FieldItem, Item, Option, Section, Worksheet } from './definition.js';
import { dependencyGraph, fieldGraph, sortByNeed } from './dependencies.js';

/** Where in the definition: keys and indexes from the top, as in `['sections', 0, 'items', 2, 'showIf']`. */
export type DefinitionPath = readonly (string | number)[];

/** One fault of a worksheet that has the right shape, and what to do about it. */
export interface LintProblem {
  readonly path: DefinitionPath;
  readonly message: string;
}

/** An item, or a field of a group with the fields around it. */
interface Located {
  readonly item: Item;
  readonly path: DefinitionPath;
  readonly siblings: readonly FieldItem[];
}

/** The items of the worksheet by id. */
type Known = ReadonlyMap<string, Item>;

/**
 * Faults that keep a worksheet from making sense: ids that are there twice, conditions, links and sums that name
 * what does not exist, and conditions that go in a circle. Empty when all is well.
 */
export function lintWorksheet(worksheet: Worksheet): readonly LintProblem[] {
  const items = locateItems(worksheet);
  const everything = [...items, ...items.flatMap(locateFields)];
  const known: Known = new Map(items.toReversed().map(({ item }) => [item.id, item]));
  return [
    ...duplicateIds(worksheet, items),
    ...everything.flatMap(({ item, path }) => duplicateOptions(item, path)),
    ...worksheet.sections.flatMap((section, index) => sectionCondition(section, ['sections', index], known)),
    ...everything.flatMap((located) => conditionProblems(located, known)),
    ...everything.flatMap((located) => linkProblems(located, known)),
    ...loops(worksheet, items),
    ...unknownInSums(worksheet, known),
  ];
}

function locateItems(worksheet: Worksheet): readonly Located[] {
  return worksheet.sections.flatMap((section, sectionIndex) =>
    section.items.map((item, index) => ({
      item,
      path: ['sections', sectionIndex, 'items', index],
      siblings: [],
    })),
  );
}

function locateFields({ item, path }: Located): readonly Located[] {
  if (item.type !== 'group') return [];
  return item.fields.map((field, index) => ({
    item: field,
    path: [...path, 'fields', index],
    siblings: item.fields,
  }));
}

function duplicateIds(worksheet: Worksheet, items: readonly Located[]): readonly LintProblem[] {
  const sections = worksheet.sections.map(({ id }, index) => ({ id, path: ['sections', index, 'id'] }));
  const idsOf = (located: readonly Located[]): readonly Named[] =>
    located.map(({ item, path }) => ({ id: item.id, path: [...path, 'id'] }));
  return [sections, idsOf(items), ...items.map((group) => idsOf(locateFields(group)))].flatMap((named) =>
    repeated(named, (id) => `The id \`${id}\` is there twice. Give one of them another id.`),
  );
}

function duplicateOptions(item: Item, path: DefinitionPath): readonly LintProblem[] {
  const named = optionsOf(item).map(({ value }, index) => ({
    id: value,
    path: [...path, 'options', index, 'value'],
  }));
  return repeated(named, (id) => `The option \`${id}\` is there twice. Give one of them another value.`);
}

interface Named {
  readonly id: string;
  readonly path: DefinitionPath;
}

function repeated(named: readonly Named[], message: (id: string) => string): readonly LintProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, path }) => {
    if (seen.has(id)) return [{ path, message: message(id) }];
    seen.add(id);
    return [];
  });
}

function optionsOf(item: Item): readonly Option[] {
  return 'options' in item ? item.options : [];
}

function sectionCondition(section: Section, path: DefinitionPath, known: Known): readonly LintProblem[] {
  return section.showIf ? namesUnknown(section.showIf, [...path, 'showIf'], (id) => known.get(id)) : [];
}

function conditionProblems({ item, path, siblings }: Located, known: Known): readonly LintProblem[] {
  const find = (id: string): Item | undefined => siblings.find((field) => field.id === id) ?? known.get(id);
  const flags = item.flags ?? [];
  return [
    ...(item.showIf ? namesUnknown(item.showIf, [...path, 'showIf'], find) : []),
    ...flags.flatMap(({ when }, index) =>
      namesUnknown(when, [...path, 'flags', index, 'when'], find, item.id),
    ),
  ];
}

function namesUnknown(
  condition: Condition,
  path: DefinitionPath,
  find: (id: string) => Item | undefined,
  self?: string,
): readonly LintProblem[] {
  return comparisonsAt(condition, path).flatMap(([comparison, place]) => {
    const id = comparison.item ?? self;
    if (id === undefined)
      return [{ path: place, message: 'Name the item that this looks at: `item: <id>`.' }];
    const item = find(id);
    if (item === undefined)
      return [{ path: place, message: `No item has the id \`${id}\`. Correct the id.` }];
    const options = optionsOf(item).map(({ value }) => value);
    const values = 'values' in comparison && options.length > 0 ? comparison.values : [];
    const unknown = values.filter((value) => !options.includes(value)).map((value) => `\`${value}\``);
    if (unknown.length === 0) return [];
    const message = `\`${id}\` has no option ${unknown.join(', ')}. It has: ${options.join(', ')}.`;
    return [{ path: place, message }];
  });
}

function comparisonsAt(condition: Condition, path: DefinitionPath): readonly [Comparison, DefinitionPath][] {
  if ('all' in condition) return condition.all.flatMap((part, i) => comparisonsAt(part, [...path, 'all', i]));
  if ('any' in condition) return condition.any.flatMap((part, i) => comparisonsAt(part, [...path, 'any', i]));
  if ('not' in condition) return comparisonsAt(condition.not, [...path, 'not']);
  return [[condition, path]];
}

function linkProblems({ item, path }: Located, known: Known): readonly LintProblem[] {
  if (item.type !== 'link' && item.type !== 'links') return [];
  if (known.get(item.of)?.type === 'group') return [];
  return [
    {
      path: [...path, 'of'],
      message: `\`${item.of}\` is no group. Name the group whose rows can be chosen.`,
    },
  ];
}

function loops(worksheet: Worksheet, items: readonly Located[]): readonly LintProblem[] {
  const sections = worksheet.sections.map(({ id }, index): [string, DefinitionPath] => [
    `section:${id}`,
    ['sections', index],
  ]);
  const paths = new Map<string, DefinitionPath>([
    ...sections,
    ...items.map(({ item, path }): [string, DefinitionPath] => [`item:${item.id}`, path]),
    ...items.map(({ item, path }): [string, DefinitionPath] => [`rows:${item.id}`, path]),
  ]);
  return [
    ...sortByNeed(dependencyGraph(worksheet)).loops.map((loop) => loopProblem(loop, paths)),
    ...items.flatMap(fieldLoops),
  ];
}

function fieldLoops(group: Located): readonly LintProblem[] {
  const fields = locateFields(group);
  const paths = new Map(fields.map(({ item, path }) => [item.id, path]));
  return sortByNeed(fieldGraph(group.item.type === 'group' ? group.item.fields : [])).loops.map((loop) =>
    loopProblem(loop, paths),
  );
}

function loopProblem(loop: readonly string[], paths: ReadonlyMap<string, DefinitionPath>): LintProblem {
  const names = [...loop, ...loop.slice(0, 1)].map((node) => `\`${node.slice(node.indexOf(':') + 1)}\``);
  return {
    path: paths.get(loop[0] ?? '') ?? [],
    message: `These wait for one another in a circle: ${names.join(' → ')}. Take one of the conditions out.`,
  };
}

function unknownInSums(worksheet: Worksheet, known: Known): readonly LintProblem[] {
  return (worksheet.sums ?? []).flatMap((sum, sumIndex) =>
    sum.items.flatMap((id, index) =>
      known.has(id)
        ? []
        : [
            {
              path: ['sums', sumIndex, 'items', index],
              message: `No item has the id \`${id}\`. Correct the id.`,
            },
          ],
    ),
  );
}
