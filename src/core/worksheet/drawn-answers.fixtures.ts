import * as fc from 'fast-check';
import {
  DOES_NOT_APPLY,
  MAX_TEXT,
  type Answer,
  type Answers,
  type AnswerValue,
  type Row,
} from './answers.js';
import type { ChoiceItem, GroupItem, Item, Scale, TextItem, Worksheet } from './definition.js';
import { initialAnswer, isFixed, takesAnswer } from './starting.js';

export type Draw = fc.GeneratorValue;

/** Not made smaller when a test fails: with so many draws in one value that would take hours, and all of the memory. */
export function drawnBy<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.noShrink(fc.gen().map(make));
}

/** A draft that fits: every value is one that the worksheet allows, whether it is shown or not. */
export function drawAnswers(draw: Draw, worksheet: Worksheet): Answers {
  const items = worksheet.sections.flatMap((section) => section.items);
  const rowIds = new Map(
    items.flatMap((item): [string, readonly string[]][] => {
      if (item.type !== 'group') return [];
      const all = item.given?.map(({ id }) => id) ?? ['r1', 'r2', 'r3'];
      return [[item.id, draw(() => fc.subarray(all))]];
    }),
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
        const kept = item.given ? rows.filter((row) => Object.keys(row.answers).length > 0) : rows;
        if (kept.length > 0) return [[item.id, { rows: kept }]];
        return item.required !== true && draw(fc.boolean) ? [[item.id, { skipped: true }]] : [];
      }
      if (isFixed(item)) {
        const initial = draw(fc.boolean) ? initialAnswer(item) : undefined;
        return initial ? [[item.id, initial]] : [];
      }
      const fate = draw(() => fc.constantFrom('absent', 'skipped', 'value', 'value', 'value'));
      const value = fate === 'value' ? drawValue(draw, item, rowIds) : undefined;
      if (value !== undefined) return [[item.id, { value }]];
      return fate === 'skipped' && takesAnswer(item) && item.required !== true
        ? [[item.id, { skipped: true }]]
        : [];
    }),
  );
}

const someText = (): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
const WRITTEN = {
  url: 'https://example.org/a?b#c',
  time: '14:30:00',
  dateTime: '2026-02-28T14:30:00-06:00',
} as const;

function drawText(draw: Draw, { format, maxLength = MAX_TEXT }: TextItem): string {
  return format ? WRITTEN[format] : draw(() => someText().filter(({ length }) => length <= maxLength));
}

/** Where a choice is open, words of the client's own are among them. */
function choicesOf({ options, open }: ChoiceItem): readonly string[] {
  return [...options.map(({ value }) => value), ...(open ? ['Something else'] : [])];
}

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
      return drawText(draw, item);
    case 'choice':
      return draw(() => fc.constantFrom(...choicesOf(item)));
    case 'multi':
      return draw(() => fc.subarray([...choicesOf(item)], { minLength: 1 }));
    case 'scale':
      return drawStep(draw, item.scale);
    case 'number':
      return item.whole
        ? draw(() => fc.integer({ min: item.min, max: item.max }))
        : draw(() => fc.double({ noNaN: true, noDefaultInfinity: true, min: item.min, max: item.max })) + 0;
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
    case 'link':
      return draw(() => fc.constantFrom(...(rowIds.get(item.of) ?? []), undefined));
    case 'links':
      return drawLinks(draw, rowIds.get(item.of) ?? []);
    case 'info':
    case 'computed':
    case 'dynamic':
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
