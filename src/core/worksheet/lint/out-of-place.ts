import { leavesOf, PREVIOUS } from '../conditions.js';
import type { Condition } from '../definition.js';
import { error, type DefinitionPath, type LintProblem } from './problem.js';
import type { Located, LocatedSection, Survey } from './survey.js';

/** What is well in itself and stands where it has no effect, so that a part would never show. */
export function outOfPlace({ sections, everything }: Survey): readonly LintProblem[] {
  return [
    ...sections.flatMap(gatesOnWorksheets),
    ...sections.flatMap(({ section, path }) => looksBack(section.showIf, [...path, 'showIf'])),
    ...everything.flatMap(looksBackInItem),
    ...everything.flatMap(flagsOnFlags),
  ];
}

/** Circumstances are fixed when a worksheet is assigned; how far another one is by then is not among them. */
function gatesOnWorksheets({ section, path }: LocatedSection): readonly LintProblem[] {
  return (section.gate ?? []).flatMap((gate, index) =>
    'worksheet' in gate
      ? [
          error(
            [...path, 'gate', index, 'worksheet'],
            'A section waits for decisions only. Name a `decision`, or put this gate on the worksheet.',
          ),
        ]
      : [],
  );
}

function looksBackInItem({ item, path }: Located): readonly LintProblem[] {
  return [
    ...looksBack(item.showIf, [...path, 'showIf']),
    ...looksBack(item.card?.when, [...path, 'card', 'when']),
  ];
}

/** The page is not told what was handed in before; only flags are, on the server. */
function looksBack(condition: Condition | undefined, path: DefinitionPath): readonly LintProblem[] {
  const leaves = condition ? leavesOf(condition) : [];
  return leaves.some((leaf) => 'against' in leaf && leaf.against === PREVIOUS)
    ? [error(path, 'Only a flag can look at what was handed in before. Compare with an item of this sheet.')]
    : [];
}

/** Flags that wait for flags say in circles what one condition says, and grow without measure. */
function flagsOnFlags({ item, path }: Located): readonly LintProblem[] {
  return (item.flags ?? []).flatMap(({ when }, index) =>
    leavesOf(when).some((leaf) => 'op' in leaf && leaf.op === 'flag')
      ? [error([...path, 'flags', index, 'when'], 'A flag cannot wait for a flag. Say what raises it.')]
      : [],
  );
}
