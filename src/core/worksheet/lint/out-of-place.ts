import { leavesOf, PREVIOUS } from '../conditions.js';
import type { Condition, FlagRule } from '../definition.js';
import { error, type DefinitionPath, type LintProblem } from './problem.js';
import type { Located, LocatedSection, Survey } from './survey.js';

/** What is well in itself and stands where it has no effect, so that a part would never show. */
export function outOfPlace(survey: Survey): readonly LintProblem[] {
  const { sections, everything } = survey;
  return [
    ...sections.flatMap(gatesOnWorksheets),
    ...sections.flatMap(({ section, path }) => looksBack(section.showIf, [...path, 'showIf'], survey)),
    ...everything.flatMap((located) => looksBackInItem(located, survey)),
    ...everything.flatMap(flagProblems),
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

function looksBackInItem({ item, path }: Located, survey: Survey): readonly LintProblem[] {
  return [
    ...looksBack(item.showIf, [...path, 'showIf'], survey),
    ...looksBack(item.card?.when, [...path, 'card', 'when'], survey),
  ];
}

/** The page is not told what was handed in before; only flags are, on the server. */
function looksBack(
  condition: Condition | undefined,
  path: DefinitionPath,
  survey: Survey,
): readonly LintProblem[] {
  const leaves = condition ? leavesOf(condition) : [];
  if (leaves.some(isAboutBefore))
    return [
      error(path, 'Only a flag can look at what was handed in before. Compare with an item of this sheet.'),
    ];
  if (!leaves.some((leaf) => isFlag(leaf) && rulesFor(leaf.code, survey).some(lookBack))) return [];
  return [
    error(path, 'This flag looks at what was handed in before, which nothing on the page can wait for.'),
  ];
}

function rulesFor(code: string, survey: Survey): readonly FlagRule[] {
  return survey
    .raisersOf(code)
    .flatMap(({ item }) => (item.flags ?? []).filter((rule) => rule.code === code));
}

function lookBack({ when }: FlagRule): boolean {
  return leavesOf(when).some(isAboutBefore);
}

function isAboutBefore(leaf: Condition): boolean {
  return 'against' in leaf && leaf.against === PREVIOUS;
}

function isFlag(leaf: Condition): leaf is Extract<Condition, { readonly op: 'flag' }> {
  return 'op' in leaf && leaf.op === 'flag';
}

/** Rules of flags that say what cannot be heeded where they stand. */
function flagProblems(located: Located): readonly LintProblem[] {
  const { item, path } = located;
  return (item.flags ?? []).flatMap(({ when }, index) => {
    const message = whyNotHeeded(located, when);
    return message ? [error([...path, 'flags', index, 'when'], message)] : [];
  });
}

function whyNotHeeded({ item, group }: Located, when: Condition): string | undefined {
  const leaves = leavesOf(when);
  // Flags that wait for flags say in circles what one condition says, and grow without measure.
  if (leaves.some(isFlag)) return 'A flag cannot wait for a flag. Say what raises it.';
  if (group && leaves.some(isAboutBefore))
    return 'Rows are new each time, so there is nothing before to compare with. Take this out.';
  if (item.hidden) return 'A hidden item raises no flag. Show it, or take the flag out.';
  // Of the whole and of each row it would mean two things.
  if (item.type === 'dynamic' && (hasNot(when) || leaves.some((leaf) => 'op' in leaf && leaf.op === 'notIn')))
    return 'Each row is looked at by itself. Say which answers raise this, with `in`.';
  return undefined;
}

function hasNot(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(hasNot);
  if ('any' in condition) return condition.any.some(hasNot);
  return 'not' in condition;
}
