import * as fc from 'fast-check';
import type { Answers } from './answers.js';
import type {
  Circumstances,
  Condition,
  FieldItem,
  FlagRule,
  GroupItem,
  Item,
  Section,
  Worksheet,
} from './definition.js';
import { drawAnswers, drawnBy, type Draw } from './drawn-answers.fixtures.js';
import { drawWorksheet } from './drawn.fixtures.js';
import { tailor } from './tailor.js';

/** A random worksheet that hangs on circumstances, those of one assignment, and a draft and an earlier submission of it. */
export interface DrawnForSomeone {
  readonly worksheet: Worksheet;
  readonly circumstances: Circumstances;
  readonly answers: Answers;
  readonly previous: Answers;
}

const PROMISES = [
  { id: 'p2', text: 'Share the calendar', kind: 'openness' },
  { id: 'p1', text: 'Call when late', kind: 'time' },
];

/** Worksheets with roles, kinds of agreement, gates, flags as conditions and `dynamic` items anywhere. */
export const drawnForSomeone: fc.Arbitrary<DrawnForSomeone> = drawnBy((draw) => {
  const plain = drawWorksheet(draw);
  const worksheet = { ...plain, sections: plain.sections.map((section) => hung(draw, section)) };
  const circumstances = draw(() =>
    fc.record({
      role: fc.constantFrom(undefined, 'hurt', 'repairing', 'both'),
      decisions: fc.subarray(['d1', 'd2']),
      promises: fc.subarray(PROMISES),
    }),
  ) as Circumstances;
  const tailored = tailor(worksheet, circumstances);
  return {
    worksheet,
    circumstances,
    answers: drawAnswers(draw, tailored),
    previous: drawAnswers(draw, tailored),
  };
});

/** Items are numbered in the order in which conditions may look at them, so flags of lower numbers make no circle. */
function hung(draw: Draw, section: Section): Section {
  const first = Math.min(...section.items.map(numberOf));
  const gate = draw(() => fc.subarray([{ decision: 'd1' }, { decision: 'd2' }]));
  return {
    ...section,
    ...hanging(draw, section.showIf, first),
    ...(draw(() => fc.integer({ max: 3, min: 0 })) === 0 && gate.length > 0 && { gate }),
    items: section.items.map((item) => hungItem(draw, item)),
  };
}

function numberOf({ id }: Item): number {
  return Number(id.split('.')[1]);
}

function hungItem(draw: Draw, item: Item): Item {
  const number = numberOf(item);
  const code = `CODE-${number}`;
  const base = { ...hanging(draw, item.showIf, number), ...flagged(draw, item, code, number) };
  if (item.type !== 'group') return { ...item, ...base };
  const fields = item.fields.map((field) => ({
    ...field,
    ...hanging(draw, field.showIf, number),
    ...flagged(draw, field, 'IN-A-ROW', number),
  })) as readonly FieldItem[];
  // One field is always there, so that no group goes for want of fields: the model would have to know of that.
  const always: FieldItem = { id: 'always', type: 'text', text: 'Always' };
  return { ...item, ...base, fields: [always, ...fields] } satisfies GroupItem;
}

/** Its condition, as it was or together with something that is known beforehand. */
function hanging(draw: Draw, showIf: Condition | undefined, before: number): { readonly showIf?: Condition } {
  const shape = draw(() => fc.constantFrom('as it was', 'as it was', 'alone', 'not', 'all', 'any'));
  if (shape === 'as it was') return showIf ? { showIf } : {};
  const known = drawKnown(draw, before);
  if (shape === 'not') return { showIf: { not: showIf ? { all: [known, showIf] } : known } };
  if (shape === 'alone' || showIf === undefined) return { showIf: known };
  return { showIf: shape === 'all' ? { all: [showIf, known] } : { any: [known, showIf] } };
}

function drawKnown(draw: Draw, before: number): Condition {
  const tests: Condition[] = [
    { op: 'role', value: 'hurt' },
    { op: 'role', value: 'repairing' },
    { op: 'agreementHasKind', value: 'time' },
  ];
  const flag = draw(() => fc.integer({ min: 0, max: Math.max(before - 1, 0) }));
  const flags: Condition[] = before > 0 ? [{ op: 'flag', code: `CODE-${flag}` }] : [];
  return draw(() => fc.constantFrom(...tests, ...flags, ...flags, ...flags));
}

function flagged(
  draw: Draw,
  item: Item,
  code: string,
  number: number,
): { readonly flags?: readonly FlagRule[] } {
  if (draw(fc.boolean)) return {};
  const levels = draw(() => fc.subarray(['note', 'urgent', 'read'] as const, { minLength: 1 }));
  return { flags: levels.map((level) => ({ code, level, when: drawWhen(draw, item, number) })) };
}

/** Of a `dynamic` item only what means the same of one row as of all: does one of them name an option? */
function drawWhen(draw: Draw, item: Item, number: number): Condition {
  if (item.type === 'dynamic') return { op: 'includesAny', values: [item.options[0]?.value ?? ''] };
  const own: Condition[] = [
    { op: 'answered' },
    { op: 'gte', value: 3 },
    { op: 'in', values: ['option0'] },
    { op: 'dropGte', value: 1, against: 'previous' },
  ];
  const one = draw(() => fc.constantFrom(...own));
  const shape = draw(() => fc.constantFrom('alone', 'not', 'all', 'any'));
  if (shape === 'alone') return one;
  if (shape === 'not') return { not: one };
  const known = drawKnown(draw, number);
  return shape === 'all' ? { all: [one, known] } : { any: [one, known] };
}
