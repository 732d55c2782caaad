import { isComparison } from '../conditions.js';
import type { Comparison, Condition } from '../definition.js';
import { mistakeIn, never, slip, type Mistake } from './comparisons.js';
import { contradictionIn, type Subject } from './contradictions.js';
import { error, type DefinitionPath, type LintProblem } from './problem.js';
import { isForClinician, sideOf, type Located, type LocatedSection, type Survey } from './survey.js';

/** What can never be shown, whatever is answered. */
export type Dead = ReadonlySet<LocatedSection | Located>;

/** A condition with what is needed to judge it. */
export interface Asked {
  readonly condition: Condition;
  readonly path: DefinitionPath;
  readonly home: LocatedSection;
  /** The item or field that it belongs to, if it is no section's. */
  readonly owner?: Located;
  /** May a comparison name no item, and so mean the owner? */
  readonly meansOwner: boolean;
}

/** Can the condition come to be met, can it come not to be, and what is wrong in it? */
export interface Verdict {
  readonly canBeMet: boolean;
  readonly canFail: boolean;
  readonly problems: readonly LintProblem[];
}

/**
 * Judges a condition by what its items can be answered with. Where an id is unknown, that is the problem, and the
 * condition counts as one that can be met, so that one slip is not told many times.
 */
export function judge(asked: Asked, survey: Survey, dead: Dead): Verdict {
  const { condition, path } = asked;
  const part = (inner: Condition, ...keys: DefinitionPath): Verdict =>
    judge({ ...asked, condition: inner, path: [...path, ...keys] }, survey, dead);
  if ('not' in condition) {
    const { canBeMet, canFail, problems } = part(condition.not, 'not');
    return { canBeMet: canFail, canFail: canBeMet, problems };
  }
  if ('any' in condition) {
    const parts = condition.any.map((inner, index) => part(inner, 'any', index));
    return {
      canBeMet: parts.some(({ canBeMet }) => canBeMet),
      canFail: parts.every(({ canFail }) => canFail),
      problems: parts.flatMap(({ problems }) => problems),
    };
  }
  if ('all' in condition) {
    const parts = condition.all.map((inner, index) => part(inner, 'all', index));
    const subject = subjectFor(survey, asked.owner);
    const isToldInside = condition.all.some((inner) => contradictionIn([inner], subject) !== undefined);
    const clash = contradictionIn(condition.all, subject);
    return {
      canBeMet: clash === undefined && parts.every(({ canBeMet }) => canBeMet),
      canFail: parts.some(({ canFail }) => canFail),
      problems: [
        ...parts.flatMap(({ problems }) => problems),
        ...(clash === undefined || isToldInside ? [] : [error(path, contradictory(clash))]),
      ],
    };
  }
  const mistake = isComparison(condition)
    ? mistakeAt(condition, asked, survey, dead)
    : condition.op === 'flag'
      ? notRaised(condition.code, survey, dead)
      : undefined;
  if (mistake === undefined) return { canBeMet: true, canFail: true, problems: [] };
  return { canBeMet: !mistake.isNever, canFail: true, problems: [error(path, mistake.message)] };
}

/** Says that no answer to the item fits. */
export function contradictory(id: string): string {
  return `No answer to \`${id}\` meets all of this at once. Take a part out, or write \`any\`.`;
}

/** How the comparisons of a condition of `owner` find their items. */
export function subjectFor(survey: Survey, owner?: Located): Subject {
  return ({ item }) => (item === undefined ? owner : survey.find(item, owner));
}

function mistakeAt(comparison: Comparison, asked: Asked, survey: Survey, dead: Dead): Mistake | undefined {
  const { owner, home, meansOwner } = asked;
  if (comparison.item === undefined && !meansOwner)
    return slip('Name the item that this looks at: `item: <id>`.');
  const subject = subjectFor(survey, owner)(comparison);
  if (subject === undefined) return slip(`No item has the id \`${comparison.item}\`. Correct the id.`);
  const { id } = subject.item;
  if (isForClinician(subject.home) && !isForClinician(home))
    return never(`\`${id}\` is answered by the clinician, later. Name an item of the client's.`);
  if (subject !== owner && dead.has(subject))
    return never(`\`${id}\` is never shown, so this is never met. See to \`${id}\`, or take this out.`);
  if (isAcross(subject, asked, survey))
    return never(`\`${id}\` stands on another sheet: \`apart\` differs. Name an item of the same sheet.`);
  return mistakeIn(comparison, subject.item, (against) => survey.find(against, owner)?.item);
}

/** The common blocks stand on every sheet; everything else on the joint one or on that of one partner. */
function isAcross(subject: Located, { home, owner }: Asked, { around }: Survey): boolean {
  return !around.includes(subject.home.section) && sideOf(subject.home, subject) !== sideOf(home, owner);
}

function notRaised(code: string, survey: Survey, dead: Dead): Mistake | undefined {
  const raisers = survey.raisersOf(code);
  if (raisers.length === 0)
    return slip(`Nothing in this sheet raises the flag \`${code}\`. Correct the code.`);
  const inRow = raisers.find(({ group }) => group !== undefined);
  if (inRow?.group)
    return slip(
      `\`${code}\` is raised row by row in \`${inRow.group.item.id}\`, which nothing can wait for. Say what is to be so.`,
    );
  if (raisers.some((raiser) => !dead.has(raiser))) return undefined;
  return never(`What raises the flag \`${code}\` is never shown, so this is never met.`);
}
