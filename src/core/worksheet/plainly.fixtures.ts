import type { Answer, Answers, Row } from './answers.js';
import { meets, rowReader, type ReadAnswer } from './conditions.js';
import type { Circumstances, Condition, FieldItem, Item, Section, Worksheet } from './definition.js';
import { answerOf, isAnswered, rowsOf } from './reading.js';

/** What the plain reading of a worksheet gives, to hold the engine's against. */
export interface Plainly {
  section(section: Section): boolean;
  item(item: Item): boolean;
  field(group: Item, row: Row, field: FieldItem): boolean;
  /** `<code> <level> <item>` for every rule that is met. */
  raised(): ReadonlySet<string>;
}

/**
 * Evaluates a definition as its docstrings say, with the circumstances at hand and everything asked for when it is
 * needed: no compiled order, no tailoring. Only single comparisons are left to the engine. Never for circles.
 */
export function plainly(
  worksheet: Worksheet,
  { role, promises = [], decisions = [] }: Circumstances,
  answers: Answers,
  previous: Answers,
): Plainly {
  const items = new Map<string, readonly [Item, Section]>();
  for (const section of worksheet.sections)
    for (const item of section.items) items.set(item.id, [item, section]);
  const known = new Map<string, boolean>();
  const earlier: ReadAnswer = (id) => answerOf(previous, id);

  function met(condition: Condition, read: ReadAnswer, self: string, before?: ReadAnswer): boolean {
    if ('all' in condition) return condition.all.every((part) => met(part, read, self, before));
    if ('any' in condition) return condition.any.some((part) => met(part, read, self, before));
    if ('not' in condition) return !met(condition.not, read, self, before);
    if (condition.op === 'role') return role === 'both' || role === condition.value;
    if (condition.op === 'agreementHasKind') return promises.some(({ kind }) => kind === condition.value);
    if (condition.op !== 'flag') return meets(condition, read, self, before);
    const { code } = condition;
    const raising = [...items.values()].filter(([item]) => item.flags?.some((rule) => rule.code === code));
    return raising.some(([item]) => rulesMet(item, readItem, before).includes(code));
  }
  const shows = (item: Item, read: ReadAnswer): boolean => {
    const group = item.type === 'link' || item.type === 'links' ? items.get(item.of)?.[0] : item;
    if (group === undefined || (group !== item && !isShown(group))) return false;
    return item.showIf === undefined || met(item.showIf, read, item.id);
  };
  function isOpen(section: Section): boolean {
    const gates = section.gate ?? [];
    if (!gates.every((gate) => 'decision' in gate && decisions.includes(gate.decision))) return false;
    return section.audience !== 'clinician' && (!section.showIf || met(section.showIf, readItem, ''));
  }
  function isShown(item: Item): boolean {
    const home = items.get(item.id)?.[1];
    const shown = known.get(item.id) ?? (home !== undefined && isOpen(home) && shows(item, readItem));
    known.set(item.id, shown);
    return shown;
  }
  function readItem(id: string): Answer | undefined {
    const item = items.get(id)?.[0];
    if (item === undefined || !isShown(item)) return undefined;
    const answer = answerOf(answers, id);
    if (item.type !== 'group' || answer === undefined || !('rows' in answer)) return answer;
    return { rows: answer.rows.map((row) => ({ id: row.id, answers: visibleIn(item.fields, row) })) };
  }
  const readIn = (fields: readonly FieldItem[], row: Row): ReadAnswer => {
    const own = new Map(fields.map((field) => [field.id, field]));
    const read: ReadAnswer = rowReader(
      own,
      (id) => {
        const field = own.get(id);
        return field && shows(field, read) ? answerOf(row.answers, id) : undefined;
      },
      readItem,
    );
    return read;
  };
  const visibleIn = (fields: readonly FieldItem[], row: Row): Answers =>
    Object.fromEntries(Object.entries(row.answers).filter(([id]) => readIn(fields, row)(id) !== undefined));
  function rulesMet(item: Item, read: ReadAnswer, before?: ReadAnswer): readonly string[] {
    if (!isAnswered(read(item.id))) return [];
    return (item.flags ?? []).flatMap(({ code, level, when }) =>
      met(when, read, item.id, before) ? [code, `${code} ${level}`] : [],
    );
  }

  return {
    section: isOpen,
    item: isShown,
    field: (group, row, field) =>
      isShown(group) && group.type === 'group' && shows(field, readIn(group.fields, row)),
    raised: () =>
      new Set(
        [...items.values()].flatMap(([item]) => {
          const rows = item.type === 'group' ? rowsOf(readItem(item.id)) : [];
          const fields = item.type === 'group' ? item.fields : [];
          const inRows = rows.flatMap((row) =>
            fields.flatMap((field) => rulesMet(field, readIn(fields, row), earlier)),
          );
          return [...rulesMet(item, readItem, earlier), ...inRows]
            .filter((rule) => rule.includes(' '))
            .map((rule) => `${rule} ${item.id}`);
        }),
      ),
  };
}
