import { dependencyGraph, fieldGraph, sortByNeed } from '../dependencies.js';
import { isLink } from '../item-kinds.js';
import { contradictionIn } from './contradictions.js';
import { error, type LintProblem } from './problem.js';
import type { Located, LocatedRow, LocatedSection, Survey } from './survey.js';
import { contradictory, judge, subjectFor, type Asked, type Dead } from './verdict.js';

/**
 * Sections, items and fields that never show, because their condition or that of their section cannot be met.
 * One pass in the order in which visibility is decided, so that what hangs on a dead branch is dead too.
 */
export function deadParts(survey: Survey): Dead {
  const dead = new Set<LocatedSection | Located>();
  const canBeMet = (asked: Asked): boolean => judge(asked, survey, dead).canBeMet;
  const canShow = (located: Located): boolean =>
    !hangsOnDead(located, survey, dead) &&
    ownShowIf(located).every(canBeMet) &&
    clashWithHome(located, survey).length === 0;
  const sections = new Map(survey.sections.map((home) => [`section:${home.section.id}`, home]));
  const items = new Map(survey.items.map((located) => [`item:${located.item.id}`, located]));
  const rows = new Map(survey.rows.map((row) => [`rows:${row.group.item.id}`, row]));
  const graph = dependencyGraph({ sections: survey.sections.map(({ section }) => section) });
  for (const node of sortByNeed(graph).order) {
    const home = sections.get(node);
    if (home && !sectionShowIf(home).every(canBeMet)) dead.add(home);
    for (const located of [items.get(node) ?? [], inOrder(rows.get(node))].flat()) {
      if (!canShow(located)) dead.add(located);
    }
  }
  return dead;
}

/** The fields of a row, each after those that its condition looks at. */
function inOrder(row: LocatedRow | undefined): readonly Located[] {
  const fields = row?.fields ?? [];
  const byId = new Map(fields.map((located) => [located.item.id, located]));
  const { order } = sortByNeed(fieldGraph(fields.map(({ item }) => item)));
  return order.flatMap((id) => byId.get(id) ?? []);
}

function hangsOnDead({ item, home, group }: Located, survey: Survey, dead: Dead): boolean {
  const target = isLink(item) ? survey.find(item.of) : undefined;
  return dead.has(home) || [group, target].some((needed) => needed !== undefined && dead.has(needed));
}

/** What in conditions cannot be as it stands: unknown ids, and what can never be met. */
export function conditionProblems(survey: Survey): readonly LintProblem[] {
  const dead = deadParts(survey);
  const asked = [...survey.sections.flatMap(sectionShowIf), ...survey.everything.flatMap(conditionsOf)];
  return [
    ...asked.flatMap((one) => judge(one, survey, dead).problems),
    ...survey.everything.flatMap((located) => clashWithHome(located, survey)),
  ];
}

function sectionShowIf(home: LocatedSection): readonly Asked[] {
  const { section, path } = home;
  if (section.showIf === undefined) return [];
  return [{ condition: section.showIf, path: [...path, 'showIf'], home, meansOwner: false }];
}

function ownShowIf(owner: Located): readonly Asked[] {
  const { item, path, home } = owner;
  if (item.showIf === undefined) return [];
  return [{ condition: item.showIf, path: [...path, 'showIf'], home, owner, meansOwner: false }];
}

function conditionsOf(owner: Located): readonly Asked[] {
  const { item, path, home } = owner;
  const own = { home, owner, meansOwner: true };
  const card = item.card ? [{ ...own, condition: item.card.when, path: [...path, 'card', 'when'] }] : [];
  const flags = (item.flags ?? []).map(({ when }, index) => ({
    ...own,
    condition: when,
    path: [...path, 'flags', index, 'when'],
  }));
  return [...ownShowIf(owner), ...card, ...flags];
}

/** An item that its own section keeps from showing: what both ask for, no single answer can give. */
function clashWithHome(located: Located, survey: Survey): readonly LintProblem[] {
  const { item, path, home, group } = located;
  const around = home.section.showIf;
  if (group || around === undefined || item.showIf === undefined) return [];
  const subject = subjectFor(survey);
  const clash = contradictionIn([around, item.showIf], subject);
  const alone = contradictionIn([around], subject) ?? contradictionIn([item.showIf], subject);
  if (clash === undefined || alone !== undefined) return [];
  return [error([...path, 'showIf'], `With the \`showIf\` of the section: ${contradictory(clash)}`)];
}
