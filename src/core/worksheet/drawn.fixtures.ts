import * as fc from 'fast-check';
import { DOES_NOT_APPLY, type Answer, type Answers, type AnswerValue, type Row } from './answers.js';
import { compile, type CompiledWorksheet } from './compile.js';
import type {
  Condition,
  FieldItem,
  GroupItem,
  Item,
  ItemType,
  Option,
  Scale,
  Section,
  Worksheet,
} from './definition.js';
import { sheetOf } from './worksheet.fixtures.js';

/** A random worksheet and a random draft of it that fits. */
export interface Drawn {
  readonly worksheet: Worksheet;
  readonly compiled: CompiledWorksheet;
  readonly answers: Answers;
}

type Draw = fc.GeneratorValue;

/** Worksheets of all item types with branches, forwards or backwards but never in a circle, and drafts that fit them. */
export const drawn: fc.Arbitrary<Drawn> = fc.gen().map((draw) => {
  const worksheet = drawWorksheet(draw);
  return { worksheet, compiled: compile(worksheet), answers: drawAnswers(draw, worksheet) };
});

const FIELD_TYPES: readonly FieldItem['type'][] = [
  'text',
  'long',
  'choice',
  'multi',
  'scale',
  'number',
  'date',
  'year',
  'consent',
  'sign',
  'info',
  'grid',
  'link',
  'links',
];
const ITEM_TYPES: readonly ItemType[] = [...FIELD_TYPES, 'computed', 'dynamic', 'group', 'group'];

function drawWorksheet(draw: Draw): Worksheet {
  const backwards = draw(fc.boolean);
  const sizes = draw(() => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }));
  // Items are made in the order in which conditions may look at them, then put in the order of reading.
  const made: Item[] = [];
  const sections = sizes.map((size, index): Section => {
    const showIf = drawCondition(draw, [...made]);
    const items = Array.from({ length: size }, () => {
      const item = drawItem(draw, `item.${made.length}`, made);
      made.push(item);
      return item;
    });
    const audience = draw(() => fc.constantFrom('client', 'client', 'client', 'clinician' as const));
    return {
      id: `section.${index}`,
      title: `Section ${index}`,
      audience,
      ...(showIf && { showIf }),
      items: backwards ? items : items.toReversed(),
    };
  });
  return sheetOf(...(backwards ? sections : sections.toReversed()));
}

function drawItem(draw: Draw, id: string, seen: readonly Item[]): Item {
  const type = draw(() => fc.constantFrom(...ITEM_TYPES));
  const base = drawBase(draw, id, seen);
  if (type === 'group')
    return { ...base, type, noun: 'person', maxRows: 5, fields: drawFields(draw, id, seen) };
  if (type === 'computed') return { ...base, type };
  if (type === 'dynamic') return { ...base, type, options: drawOptions(draw) };
  return drawField(draw, type, base, groupsIn(seen));
}

function drawFields(draw: Draw, groupId: string, seen: readonly Item[]): readonly FieldItem[] {
  const fields: FieldItem[] = [];
  const size = draw(() => fc.integer({ min: 1, max: 4 }));
  for (let index = 0; index < size; index += 1) {
    const type = draw(() => fc.constantFrom(...FIELD_TYPES));
    const base = drawBase(draw, `field${index}`, [...seen, ...fields]);
    fields.push(drawField(draw, type, base, [...groupsIn(seen), groupId]));
  }
  return fields;
}

type Base = Pick<Item, 'id' | 'text' | 'required' | 'showIf'>;

function drawBase(draw: Draw, id: string, seen: readonly Item[]): Base {
  const showIf = drawCondition(draw, seen);
  const required = draw(() => fc.constantFrom(true, false, false, false));
  return { id, text: `Question ${id}`, required, ...(showIf && { showIf }) };
}

function drawField(draw: Draw, type: FieldItem['type'], base: Base, groups: readonly string[]): FieldItem {
  switch (type) {
    case 'choice':
    case 'multi':
      return { ...base, type, options: drawOptions(draw) };
    case 'scale':
      return { ...base, type, scale: drawScale(draw) };
    case 'grid':
      return { ...base, type, options: drawOptions(draw), scale: drawScale(draw) };
    case 'link':
    case 'links':
      return groups.length > 0
        ? { ...base, type, of: draw(() => fc.constantFrom(...groups)) }
        : { ...base, type: 'text' };
    case 'text':
    case 'long':
      return { ...base, type };
    case 'number':
    case 'date':
    case 'year':
      return { ...base, type };
    case 'consent':
      return { ...base, type };
    case 'sign':
      return { ...base, type };
    case 'info':
      break;
  }
  return { ...base, type: 'info' };
}

function groupsIn(items: readonly Item[]): readonly string[] {
  return items.filter((item) => item.type === 'group').map((item) => item.id);
}

function drawOptions(draw: Draw): readonly Option[] {
  const size = draw(() => fc.integer({ min: 1, max: 4 }));
  return Array.from({ length: size }, (_, index) => ({ value: `option${index}`, label: `Option ${index}` }));
}

function drawScale(draw: Draw): Scale {
  const step = draw(() => fc.integer({ min: 1, max: 3 }));
  const min = draw(() => fc.integer({ min: -5, max: 5 }));
  return {
    min,
    max: min + step * draw(() => fc.integer({ min: 1, max: 6 })),
    step,
    low: 'Low',
    high: 'High',
  };
}

function drawCondition(draw: Draw, seen: readonly Item[]): Condition | undefined {
  const shape = draw(() => fc.constantFrom('none', 'none', 'one', 'one', 'not', 'all', 'any'));
  if (seen.length === 0 || shape === 'none') return undefined;
  const one = drawComparison(draw, seen);
  if (shape === 'one') return one;
  if (shape === 'not') return { not: one };
  const parts = [one, drawComparison(draw, seen)];
  return shape === 'all' ? { all: parts } : { any: parts };
}

function drawComparison(draw: Draw, seen: readonly Item[]): Condition {
  const item = draw(() => fc.constantFrom(...seen));
  const plain = draw(fc.boolean);
  if (!plain && 'options' in item) {
    const op = draw(() => fc.constantFrom('in' as const, 'notIn' as const, 'includesAny' as const));
    const values = draw(() =>
      fc.subarray(
        item.options.map(({ value }) => value),
        { minLength: 1 },
      ),
    );
    return { item: item.id, op, values };
  }
  if (!plain && ['number', 'scale', 'year'].includes(item.type)) {
    const op = draw(() => fc.constantFrom('gte' as const, 'lte' as const));
    return { item: item.id, op, value: draw(() => fc.integer({ min: -10, max: 2000 })) };
  }
  return { item: item.id, op: 'answered' };
}

/** A draft that fits: every value is one that the worksheet allows, whether it is shown or not. */
export function drawAnswers(draw: Draw, worksheet: Worksheet): Answers {
  const items = worksheet.sections.flatMap((section) => section.items);
  const rowIds = new Map(
    groupsIn(items).map((id) => [id, draw(() => fc.subarray(['r1', 'r2', 'r3'])) as readonly string[]]),
  );
  return drawEach(draw, items, rowIds);
}

function drawEach(
  draw: Draw,
  items: readonly Item[],
  rowIds: ReadonlyMap<string, readonly string[]>,
): Answers {
  return Object.fromEntries(
    items.flatMap((item): [string, Answer][] => {
      if (item.type === 'group') {
        const rows = (rowIds.get(item.id) ?? []).map((id): Row => ({
          id,
          answers: drawEach(draw, item.fields, rowIds),
        }));
        if (rows.length > 0) return [[item.id, { rows }]];
        return item.required !== true && draw(fc.boolean) ? [[item.id, { skipped: true }]] : [];
      }
      const fate = draw(() => fc.constantFrom('absent', 'skipped', 'value', 'value', 'value'));
      const value = fate === 'value' ? drawValue(draw, item, rowIds) : undefined;
      if (value !== undefined) return [[item.id, { value }]];
      const canSkip = item.type !== 'info' && item.type !== 'computed' && item.required !== true;
      return fate === 'skipped' && canSkip ? [[item.id, { skipped: true }]] : [];
    }),
  );
}

const someText = (): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
const someDate = (): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

/** A value that fits the item and is not blank; undefined where there is none, as for a link to an empty group. */
export function drawValue(
  draw: Draw,
  item: Exclude<Item, GroupItem>,
  rowIds: ReadonlyMap<string, readonly string[]>,
): AnswerValue | undefined {
  switch (item.type) {
    case 'text':
    case 'long':
      return draw(someText);
    case 'choice':
      return draw(() => fc.constantFrom(...item.options)).value;
    case 'multi':
      return draw(() =>
        fc.subarray(
          item.options.map(({ value }) => value),
          { minLength: 1 },
        ),
      );
    case 'scale':
      return drawStep(draw, item.scale);
    case 'number':
      return draw(() => fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0));
    case 'year':
      return draw(() => fc.integer({ min: 1800, max: 2100 }));
    case 'date':
      return draw(someDate);
    case 'consent':
      return true;
    case 'sign':
      return { name: draw(someText), date: draw(someDate) };
    case 'grid':
      return Object.fromEntries(item.options.map(({ value }) => [value, drawCell(draw, item.scale)]));
    case 'dynamic':
      return { 'promise-1': draw(() => fc.constantFrom(...item.options)).value };
    case 'link':
      return draw(() => fc.constantFrom(...(rowIds.get(item.of) ?? []), undefined));
    case 'links':
      return drawLinks(draw, rowIds.get(item.of) ?? []);
    case 'info':
    case 'computed':
      break;
  }
  return undefined;
}

function drawStep(draw: Draw, { min, max, step }: Scale): number {
  return min + step * draw(() => fc.integer({ min: 0, max: (max - min) / step }));
}

function drawCell(draw: Draw, scale: Scale): number | string {
  return draw(fc.boolean) ? drawStep(draw, scale) : DOES_NOT_APPLY;
}

function drawLinks(draw: Draw, rows: readonly string[]): readonly string[] | undefined {
  const chosen = draw(() => fc.subarray([...rows]));
  return chosen.length > 0 ? chosen : undefined;
}
