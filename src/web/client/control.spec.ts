import { expect, test } from '@jest/globals';
import { everyType } from '../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../test/fixtures/finer-points.js';
import type { Answer } from '../../core/worksheet/answers.js';
import type { Item } from '../../core/worksheet/definition.js';
import { type Fields, readControl } from './control.js';

const itemCalled = (id: string): Item => {
  const found = [everyType, finerPoints]
    .flatMap(({ sections }) => sections)
    .flatMap((section) => section.items)
    .find((item) => item.id === id);
  if (!found) throw new Error(`no item ${id}`);
  return found;
};
const read = (id: string, fields: Fields, before?: Answer) => readControl(itemCalled(id), id, before, fields);

test('texts are taken as typed, with line ends as they were', () => {
  expect(read('line', { line: ' Ada ' })).toEqual({ value: ' Ada ' });
  expect(read('page', { page: 'one\r\ntwo' })).toEqual({ value: 'one\ntwo' });
});

test('an empty control says "no answer", a missing one says nothing', () => {
  expect(read('line', { line: '  ' })).toBeNull();
  expect(read('line', {})).toBeUndefined();
  expect(read('open', {})).toBeUndefined();
  expect(read('open', { open: '' })).toBeNull();
});

test('numbers become numbers; what cannot be read stays text for the engine to judge', () => {
  expect(read('count', { count: ' 12.5 ' })).toEqual({ value: 12.5 });
  expect(read('count', { count: '1 000' })).toEqual({ value: 1000 });
  expect(read('count', { count: '0x10' })).toEqual({ value: '0x10' });
  expect(read('year', { year: 'about 1950' })).toEqual({ value: 'about 1950' });
  expect(read('stirred', { stirred: '0' })).toEqual({ value: 0 });
});

test('boxes speak by their silence', () => {
  expect(read('ways', { ways: ['mail', 'phone'] })).toEqual({ value: ['mail', 'phone'] });
  expect(read('ways', { ways: 'mail' })).toEqual({ value: ['mail'] });
  expect(read('ways', {})).toBeNull();
  expect(read('agree', { agree: 'yes' })).toEqual({ value: true });
  expect(read('agree', {})).toBeNull();
});

test('a signature is a name with its date', () => {
  expect(read('signed', { 'signed~name': 'Ada Example', 'signed~date': '2026-01-02' })).toEqual({
    value: { name: 'Ada Example', date: '2026-01-02' },
  });
  expect(read('signed', { 'signed~name': ' ', 'signed~date': '2026-01-02' })).toBeNull();
});

test('a grid keeps the lines that the form did not bring', () => {
  const before = { value: { mother: 3, father: 'does_not_apply' } };
  expect(readControl(itemCalled('grid'), 'grid', before, { 'grid~mother': '4' })).toEqual({
    value: { mother: 4, father: 'does_not_apply' },
  });
  expect(read('grid', { 'grid~father': 'does_not_apply' })).toEqual({ value: { father: 'does_not_apply' } });
  expect(read('grid', {})).toBeUndefined();
});

test('nothing inherited is taken for a field', () => {
  const item = { id: 'constructor', type: 'text', text: '' } as const;
  expect(readControl(item, 'constructor', undefined, {})).toBeUndefined();
});

test('one line stays one line', () => {
  expect(read('line', { line: 'Ada\r\nand Grace' })).toEqual({ value: 'Ada and Grace' });
});

test('a time gets its seconds, a moment its zone, and what is neither stays as it was typed', () => {
  expect(read('alarm', { alarm: '07:30' })).toEqual({ value: '07:30:00' });
  const offset = { 'began~offset': '-06:00' };
  expect(read('began', { began: '2026-01-31T14:30', ...offset })).toEqual({
    value: '2026-01-31T14:30:00-06:00',
  });
  expect(read('began', { began: '2026-01', ...offset })).toEqual({ value: '2026-01' });
});

test('one option or words of one’s own: what was just done counts, and words outdo a choice', () => {
  const red = { value: 'red' };
  const moss = { value: 'Moss' };
  expect(read('color', { color: 'red', 'color~own': '' })).toEqual(red);
  expect(read('color', { color: 'red', 'color~own': 'Moss' })).toEqual(moss);
  expect(read('color', { color: 'red', 'color~own': 'Moss' }, red)).toEqual(moss);
  expect(read('color', { color: 'red', 'color~own': 'Moss' }, moss)).toEqual(red);
  expect(read('color', { 'color~own': '' }, moss)).toBeNull();
  expect(read('color', { 'color~own': '' })).toBeUndefined();
  expect(read('color', {})).toBeUndefined();
});

test('several options and words of one’s own after them', () => {
  expect(read('colors', { colors: ['red', 'blue'], 'colors~own': 'Moss' })).toEqual({
    value: ['red', 'blue', 'Moss'],
  });
  expect(read('colors', { 'colors~own': 'Moss' })).toEqual({ value: ['Moss'] });
  expect(read('colors', { 'colors~own': ' ' }, { value: ['Moss'] })).toBeNull();
  const two = { value: ['Moss', 'Sky'] };
  expect(read('colors', { colors: 'red', 'colors~own': 'Moss, Sky' }, two)).toEqual({
    value: ['red', 'Moss', 'Sky'],
  });
});

test('words of one’s own that read like an option’s value choose nothing that the client has not seen', () => {
  const before = { value: ['red'] };
  expect(read('color', { 'color~own': 'red' })).toEqual({ value: 'red ' });
  expect(read('colors', { colors: ['red'], 'colors~own': 'blue' }, before)).toEqual({
    value: ['red', 'blue '],
  });
  const after = { value: ['red', 'blue '] };
  expect(read('colors', { colors: ['red'], 'colors~own': 'bluebell' }, after)).toEqual({
    value: ['red', 'bluebell'],
  });
});
