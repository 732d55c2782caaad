import { dependencyGraph, fieldGraph, sortByNeed } from '../dependencies.js';
import { error, type DefinitionPath, type LintProblem } from './problem.js';
import type { LocatedRow, Survey } from './survey.js';

/** Circles that are told at most, and names of each: enough to find them by. */
const MAX_LOOPS = 20;
const MAX_NAMES = 12;

/** Sections, items and fields whose conditions wait for one another in a circle. */
export function loopProblems({ sections, items, rows }: Survey): readonly LintProblem[] {
  const paths = new Map<string, DefinitionPath>([
    ...sections.map(({ section, path }): [string, DefinitionPath] => [`section:${section.id}`, path]),
    ...items.flatMap(({ item, path }): [string, DefinitionPath][] => [
      [`item:${item.id}`, path],
      [`rows:${item.id}`, path],
      ...(item.flags ?? []).map(({ code }): [string, DefinitionPath] => [`flag:${code}`, path]),
    ]),
  ]);
  const graph = dependencyGraph({ sections: sections.map(({ section }) => section) });
  return [
    ...sortByNeed(graph)
      .loops.slice(0, MAX_LOOPS)
      .map((loop) => loopProblem(loop, paths)),
    ...rows.flatMap(fieldLoops),
  ];
}

function fieldLoops({ fields }: LocatedRow): readonly LintProblem[] {
  const paths = new Map(fields.map(({ item, path }) => [item.id, path]));
  return sortByNeed(fieldGraph(fields.map(({ item }) => item)))
    .loops.slice(0, MAX_LOOPS)
    .map((loop) => loopProblem(loop, paths));
}

function loopProblem(loop: readonly string[], paths: ReadonlyMap<string, DefinitionPath>): LintProblem {
  const named = [...loop, ...loop.slice(0, 1)].map((node) => `\`${node.slice(node.indexOf(':') + 1)}\``);
  const told = named.length > MAX_NAMES ? [...named.slice(0, MAX_NAMES), '…'] : named;
  return error(
    paths.get(loop[0] ?? '') ?? [],
    `These wait for one another in a circle: ${told.join(' → ')}. Take one of the conditions out.`,
  );
}
