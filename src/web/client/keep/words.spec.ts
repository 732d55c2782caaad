import { expect, test } from '@jest/globals';
import type { Answer, Answers, Patch } from '../../../core/worksheet/answers.js';
import { keyOf, type PatchMap } from '../rebase.js';
import { type KeptWords, pack, unpack, weighKept } from './words.js';

const set = (item: string, value: string): Patch => ({ item, answer: { value } });
const field = (row: string, name: string, value: string): Patch => ({
  item: 'members',
  row,
  field: name,
  answer: { value },
});
const said = (values: Record<string, string>): Answers =>
  Object.fromEntries(Object.entries(values).map(([id, value]): [string, Answer] => [id, { value }]));
const family = (rows: Record<string, Record<string, string>>): Answers => ({
  members: { rows: Object.entries(rows).map(([id, values]) => ({ id, answers: said(values) })) },
});
const mapOf = (...patches: Patch[]): PatchMap => new Map(patches.map((patch) => [keyOf(patch), patch]));
const keptOf = (more: Partial<KeptWords>): KeptWords => ({
  revision: 1,
  base: {},
  sending: new Map(),
  waiting: new Map(),
  held: new Map(),
  unconfirmed: new Map(),
  lostRows: new Map(),
  unfit: [],
  handIn: '',
  ...more,
});
const weigh = (kept: Partial<KeptWords>, now: Answers) => {
  const { keep, held, lostRows } = weighKept(keptOf(kept), now);
  return { keep: [...keep.values()], held: [...held.values()], lost: [...lostRows] };
};

test('words come back as they were kept', () => {
  const words = keptOf({
    base: said({ a: 'before' }),
    sending: mapOf(set('a', 'on its way')),
    waiting: mapOf(set('a', 'later')),
    held: mapOf(field('r1', 'name', 'Ada')),
    unconfirmed: new Map([['a', [null, { value: 'sent once' }]]]),
    lostRows: new Map([['members/r1', [field('r1', 'year', '1950')]]]),
    unfit: [set('year', 'about 1950')],
    handIn: 'key-1',
  });
  expect(unpack(pack(words))).toEqual(words);
});

test('of the answers only what was changed is kept', () => {
  const words = keptOf({ base: said({ a: 'before', b: 'secret' }), waiting: mapOf(set('a', 'after')) });
  expect(pack(words)).not.toContain('secret');
});

test('where all is acknowledged nothing is kept', () => {
  expect(pack(keptOf({ base: said({ a: 'before' }) }))).toBe('');
});

test('what a page of another shape kept is let go', () => {
  expect(unpack('{"shape":0}')).toBeUndefined();
  expect(unpack('null')).toBeUndefined();
});

test('words go on where nobody wrote in between', () => {
  const kept = { base: said({ a: 'before' }), waiting: mapOf(set('a', 'after'), set('b', 'new')) };
  expect(weigh(kept, said({ a: 'before' }))).toMatchObject({
    keep: [set('a', 'after'), set('b', 'new')],
    held: [],
  });
});

test('what had arrived is no second version', () => {
  const kept = { sending: mapOf(set('a', 'first')), waiting: mapOf(set('a', 'first and more')) };
  expect(weigh(kept, said({ a: 'first' }))).toMatchObject({ keep: [set('a', 'first and more')], held: [] });
  expect(weigh(kept, said({ a: 'first and more' }))).toMatchObject({ keep: [], held: [] });
});

test('what was sent before without an answer is no second version either', () => {
  const kept = { unconfirmed: new Map([['a', [{ value: 'sent' }]]]), waiting: mapOf(set('a', 'sent later')) };
  expect(weigh(kept, said({ a: 'sent' })).held).toEqual([]);
});

test('what was changed elsewhere waits for the client to choose', () => {
  const kept = { base: said({ a: 'before' }), waiting: mapOf(set('a', 'mine'), set('b', 'mine too')) };
  expect(weigh(kept, said({ a: 'theirs' }))).toMatchObject({
    keep: [set('b', 'mine too')],
    held: [set('a', 'mine')],
  });
});

test('two versions stay two, also where the answers have not changed since', () => {
  const kept = { base: said({ a: 'theirs' }), held: mapOf(set('a', 'mine')) };
  expect(weigh(kept, said({ a: 'theirs' }))).toMatchObject({ keep: [], held: [set('a', 'mine')] });
  expect(weigh(kept, said({ a: 'mine' }))).toMatchObject({ keep: [], held: [] });
});

test('words for a row that was taken away elsewhere wait with the whole row', () => {
  const kept = { base: family({ r1: { name: 'Ada' } }), waiting: mapOf(field('r1', 'year', '1950')) };
  expect(weigh(kept, family({}))).toEqual({
    keep: [],
    held: [field('r1', 'year', '1950')],
    lost: [['members/r1', [field('r1', 'name', 'Ada')]]],
  });
});

test('a row that was added and taken away again without the server does not come back', () => {
  const kept = {
    sending: mapOf({ item: 'members', row: 'r1' }),
    waiting: mapOf({ item: 'members', row: 'r2' }, { item: 'members', row: 'r2', remove: true }),
  };
  expect(weigh(kept, {}).keep).toEqual([{ item: 'members', row: 'r1' }]);
});
