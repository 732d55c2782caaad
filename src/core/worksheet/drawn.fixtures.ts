import * as fc from 'fast-check';
import type { Answers } from './answers.js';
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
import { drawAnswers, drawValue, drawnBy, type Draw } from './drawn-answers.fixtures.js';
import { sheetOf } from './worksheet.fixtures.js';

/** A random worksheet and a random draft of it that fits. */
export interface Drawn {
  readonly worksheet: Worksheet;
  readonly compiled: CompiledWorksheet;
  readonly answers: Answers;
}

/** Worksheets of all item types with branches, forwards or backwards but never in a circle, and drafts that fit them. */
export const drawn: fc.Arbitrary<Drawn> = drawnBy((draw) => {
  const worksheet = drawWorksheet(draw);
  return { worksheet, compiled: compile(worksheet), answers: drawAnswers(draw, worksheet) };
});

/** The same with what items may have besides: bounds, formats, open choices, given rows, initial and fixed answers. */
export const drawnWithFacets: fc.Arbitrary<Drawn> = drawnBy((draw) => {
  const worksheet = drawWorksheet(draw, (item) => withFacets(draw, item));
  return { worksheet, compiled: compile(worksheet), answers: drawAnswers(draw, worksheet) };
});

type Trim = <T extends Item>(item: T) => T;

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

export function drawWorksheet(draw: Draw, trim: Trim = (item) => item): Worksheet {
  const backwards = draw(fc.boolean);
  const sizes = draw(() => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }));
  // Items are made in the order in which conditions may look at them, then put in the order of reading.
  const made: Item[] = [];
  const sections = sizes.map((size, index): Section => {
    const showIf = drawCondition(draw, [...made]);
    const items = Array.from({ length: size }, () => {
      const item = trim(drawItem(draw, `item.${made.length}`, made, trim));
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

function drawItem(draw: Draw, id: string, seen: readonly Item[], trim: Trim): Item {
  const type = draw(() => fc.constantFrom(...ITEM_TYPES));
  const base = drawBase(draw, id, seen);
  if (type === 'group')
    return { ...base, type, noun: 'person', maxRows: 5, fields: drawFields(draw, id, seen).map(trim) };
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

function withFacets<T extends Item>(draw: Draw, item: T): T {
  const fate = draw(() => fc.constantFrom('plain', 'plain', 'initial', 'readOnly', 'hidden'));
  const more = { ...item, ...facetsFor(draw, item) };
  if (fate === 'plain' || item.type === 'group') return more;
  const initial = drawValue(draw, more as Exclude<Item, GroupItem>, new Map());
  return { ...more, ...(initial !== undefined && { initial }), ...(fate !== 'initial' && { [fate]: true }) };
}

function facetsFor(draw: Draw, item: Item): object {
  if (draw(fc.boolean)) return {};
  switch (item.type) {
    case 'choice':
    case 'multi':
      return { open: true };
    case 'text':
      return { format: draw(() => fc.constantFrom('url', 'time', 'dateTime')) };
    case 'long':
      return { maxLength: draw(() => fc.integer({ min: 20, max: 60 })), wording: true };
    case 'number':
      return { min: -10, max: 10, whole: draw(fc.boolean) };
    case 'group':
      return { given: ['r3', 'r1', 'r2'].map((id) => ({ id, label: `Row ${id}` })) };
    default:
      return {};
  }
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
