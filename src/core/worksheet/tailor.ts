import { hasBrackets, inBrackets } from './brackets.js';
import { leavesOf, PREVIOUS } from './conditions.js';
import type {
  Circumstances,
  CircumstanceTest,
  Condition,
  DynamicItem,
  FieldItem,
  FlagRule,
  GroupItem,
  InsertName,
  Item,
  Section,
  Side,
  Worksheet,
} from './definition.js';
import { isLink } from './item-kinds.js';
import { ROW_ANSWER } from './reading.js';
import { about, allOf, anyOf, asksFor, settle, type Known, type Settled } from './settle.js';

/** What stands in a text where the practice has recorded nothing yet. */
const UNTIL_RECORDED: Readonly<Record<InsertName, string>> = {
  risk_protocol: 'at times that they will tell you',
  secrets_policy:
    'Your therapist will tell you what happens with something your partner does not know. Ask before you write it.',
  crisis_lines: 'If you are in danger now, call your local emergency number.',
};

/** The title of a section that is for one role: its own would call the client by it. */
const FOR_YOU = 'For you';
/** The title of what comes after it, for who has both roles. */
const ALSO_FOR_YOU = 'Also for you';

/** What every part is tailored to; `gone` grows while parts are found that can never show. */
interface Fitting {
  readonly circumstances: Circumstances;
  readonly known: Known;
  /** Item ids, and `<group>/<field>`. */
  readonly gone: Set<string>;
}

/**
 * The worksheet for one assignment. Whatever hangs on circumstances (role, promises, decisions) is settled for good:
 * parts that can never show are gone, conditions hold nothing but comparisons of answers, `dynamic` items are groups
 * of given rows, inserts stand in the text, and no title names a role. The gates of the worksheet itself are not
 * judged here. A section's gate on the state of another worksheet is no part of the circumstances and stays shut.
 */
export function tailor(worksheet: Worksheet, circumstances: Circumstances): Worksheet {
  const gone = new Set<string>();
  const fitting: Fitting = { circumstances, known: knownFrom(worksheet, circumstances, gone), gone };
  for (;;) {
    const before = gone.size;
    const sections = worksheet.sections.flatMap((section) => fitSection(section, fitting));
    // What is gone may take with it what was fitted before it was found, so begin again until nothing more goes.
    if (gone.size === before)
      return { ...worksheet, ...closingFor(worksheet, circumstances), sections: toldApart(sections) };
  }
}

function knownFrom(worksheet: Worksheet, circumstances: Circumstances, gone: ReadonlySet<string>): Known {
  const rules = worksheet.sections.flatMap(({ items }) => items.flatMap(rulesOf));
  const asked = new Set<string>();
  const known: Known = {
    holds: (test) => holds(test, circumstances),
    isGone: (item) => gone.has(item),
    raised(code) {
      if (asked.has(code)) return false;
      asked.add(code);
      const ways = rules.filter((rule) => rule.code === code && !gone.has(rule.item));
      const raised = anyOf(ways.map((way) => whenRaised(way, known)));
      asked.delete(code);
      return raised;
    },
  };
  return known;
}

interface RuleOfItem extends FlagRule {
  readonly item: string;
}

function rulesOf(item: Item): readonly RuleOfItem[] {
  // What is never on the page raises nothing when the sheet is handed in.
  if (item.hidden) return [];
  return (item.flags ?? []).map((rule) => ({ ...rule, item: item.id }));
}

/** An unanswered item raises nothing, whatever its rule says. */
function whenRaised({ item, when }: RuleOfItem, known: Known): Settled {
  const settled = settle(about(when, item), known);
  if (typeof settled === 'object' && asksFor(settled, item)) return settled;
  return allOf([{ item, op: 'answered' }, settled]);
}

function holds(test: CircumstanceTest, { role, promises }: Circumstances): boolean {
  if (test.op === 'role') return role === test.value || role === 'both';
  return promises?.some(({ kind }) => kind === test.value) ?? false;
}

function fitSection(section: Section, fitting: Fitting): readonly Section[] {
  const { gate = [], showIf, ...rest } = section;
  const decisions = fitting.circumstances.decisions ?? [];
  const gates = gate.map((one) => 'decision' in one && decisions.includes(one.decision));
  const opens = allOf([...gates, showIf ? settle(showIf, fitting.known) : true]);
  const asked = section.items.filter((item) => isAskedHere(section, item, fitting.circumstances));
  for (const { id } of section.items.filter((item) => !asked.includes(item))) fitting.gone.add(id);
  const items = opens === false ? [] : asked.flatMap((item) => fitItem(item, fitting));
  const forRole = showIf !== undefined && leavesOf(showIf).some((leaf) => 'op' in leaf && leaf.op === 'role');
  if (items.length > 0)
    return [
      {
        ...rest,
        ...(forRole && { title: FOR_YOU }),
        ...(typeof opens === 'object' && { showIf: opens }),
        items,
      },
    ];
  for (const { id } of section.items) fitting.gone.add(id);
  return [];
}

/** No two parts are called the same where somebody has both roles. */
function toldApart(sections: readonly Section[]): readonly Section[] {
  const first = sections.find(({ title }) => title === FOR_YOU);
  return sections.map((section) =>
    section.title === FOR_YOU && section !== first ? { ...section, title: ALSO_FOR_YOU } : section,
  );
}

/** The common blocks that stand around every sheet, the small ones of one partner too. */
const AROUND: ReadonlySet<string> = new Set(['open', 'close']);

/** What one partner is asked apart is not on the joint sheet, and nothing else of it is asked apart. */
function isAskedHere({ id }: Section, item: Item, { apart }: Circumstances): boolean {
  return item.apart === apart || (item.apart === undefined && AROUND.has(id));
}

function fitItem(item: Item, fitting: Fitting): readonly Item[] {
  const fit = fitParts(item, fitting);
  if (fit?.type === 'dynamic') return [groupOf(fit, fitting.circumstances)];
  const fields = fit?.type === 'group' ? fit.fields.flatMap((field) => fitField(fit, field, fitting)) : [];
  if (fit?.type === 'group' && fields.length > 0) return [{ ...fit, fields }];
  if (fit !== undefined && fit.type !== 'group') return [fit];
  fitting.gone.add(item.id);
  return [];
}

function fitField(group: GroupItem, field: FieldItem, fitting: Fitting): readonly FieldItem[] {
  const { known, gone } = fitting;
  const inRow = new Set(group.fields.map(({ id }) => id));
  const isGone = (id: string): boolean => gone.has(inRow.has(id) ? `${group.id}/${id}` : id);
  const fit = fitParts(field, { ...fitting, known: { ...known, isGone } });
  if (fit === undefined) gone.add(`${group.id}/${field.id}`);
  return fit ? [fit] : [];
}

/** The item with all that hangs on circumstances settled, or undefined when it can never show. */
function fitParts<T extends Item>(item: T, { known, circumstances }: Fitting): T | undefined {
  const { showIf, flags = [], card, insert, apart, ...rest } = item;
  const when = (condition: Condition): Condition | undefined => stillToAsk(settle(condition, known, item.id));
  const opens = showIf ? when(showIf) : ALWAYS;
  const pointsNowhere = isLink(item) && known.isGone(item.of);
  if (opens === undefined || pointsNowhere) return undefined;
  const rules = flags.flatMap((rule) => {
    const raises = when(rule.when);
    return raises ? [{ ...rule, when: raises }] : [];
  });
  const says = card && when(card.when);
  return {
    ...rest,
    ...(insert && { text: inBrackets(item.text, wordsFor(insert, circumstances)) }),
    // Whom it is asked of stands in brackets, for the clinician.
    ...(apart && { text: inBrackets(item.text, '').trim() }),
    ...(opens !== ALWAYS && { showIf: opens }),
    ...(rules.length > 0 && { flags: rules }),
    ...(says && { card: { ...card, when: says } }),
  } as T;
}

const ALWAYS: Condition = { all: [] };

function stillToAsk(settled: Settled): Condition | undefined {
  if (typeof settled === 'object') return settled;
  return settled ? ALWAYS : undefined;
}

function wordsFor(insert: InsertName, { inserts }: Circumstances): string {
  return inserts?.[insert]?.trim() || UNTIL_RECORDED[insert];
}

/** What a closing leaves to be filled in is where help is; it says enough without that. */
function closingFor({ closing }: Worksheet, { inserts }: Circumstances): Pick<Worksheet, 'closing'> {
  return closing === undefined ? {} : { closing: inBrackets(closing, inserts?.crisis_lines ?? '').trim() };
}

/** Rules about the whole become rules about each row's choice. */
function groupOf(item: DynamicItem, { promises = [] }: Circumstances): GroupItem {
  const { options, flags = [], initial: _initial, ...rest } = item;
  const rules = flags.map((rule) => ({ ...rule, when: about(rule.when, ROW_ANSWER, item.id) }));
  return {
    ...rest,
    type: 'group',
    given: promises.map(({ id, text }) => ({ id, label: text })),
    fields: [
      {
        id: ROW_ANSWER,
        type: 'choice',
        text: 'Your answer',
        options,
        ...(rules.length > 0 && { flags: rules }),
      },
      { id: 'note', type: 'text', text: 'A note, if you like' },
    ],
  };
}

/** What the circumstances of an assignment have to bring for this worksheet. */
export interface Asks {
  readonly role: boolean;
  readonly promises: boolean;
  /** Whose own questions there are about a joint sheet. */
  readonly apart: readonly Side[];
  /** Those that open sections; the worksheet's own gate is not among them. */
  readonly decisions: readonly string[];
  readonly inserts: readonly InsertName[];
  /** Do flags look at what was handed in the last time? */
  readonly previous: boolean;
}

/** Says what `tailor` and `raiseFlags` will look for. */
export function asksOf(worksheet: Worksheet): Asks {
  const items = worksheet.sections.flatMap((section) => section.items);
  const all = items.flatMap((item): readonly Item[] =>
    item.type === 'group' ? [item, ...item.fields] : [item],
  );
  const conditions = [...worksheet.sections.map(({ showIf }) => showIf), ...all.flatMap(conditionsOf)];
  const leaves = conditions.filter((one) => one !== undefined).flatMap(leavesOf);
  const ops = new Set(leaves.map((leaf) => 'op' in leaf && leaf.op));
  const gates = worksheet.sections.flatMap(({ gate = [] }) => gate);
  return {
    role: ops.has('role'),
    promises: ops.has('agreementHasKind') || items.some(({ type }) => type === 'dynamic'),
    apart: [...new Set(items.flatMap(({ apart }) => apart ?? []))],
    decisions: [...new Set(gates.flatMap((gate) => ('decision' in gate ? [gate.decision] : [])))],
    inserts: [...new Set([...all.flatMap(({ insert }) => insert ?? []), ...insertIn(worksheet.closing)])],
    previous: leaves.some((leaf) => 'against' in leaf && leaf.against === PREVIOUS),
  };
}

function insertIn(closing = ''): readonly InsertName[] {
  return hasBrackets(closing) ? ['crisis_lines'] : [];
}

function conditionsOf({ showIf, flags = [], card }: Item): readonly (Condition | undefined)[] {
  return [showIf, card?.when, ...flags.map(({ when }) => when)];
}
