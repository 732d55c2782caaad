import { expect, test } from '@jest/globals';
import type { Answer, Answers, Patch } from '../../core/worksheet/answers.js';
import { coalesce, keyOf, type PatchMap, rebase, rowAsPatches } from './rebase.js';

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
const weigh = (
  base: Answers,
  theirs: Answers,
  mine: PatchMap,
  unconfirmed: [string, Answer | null][] = [],
) => {
  const seen = new Map(unconfirmed.map(([key, answer]) => [key, [answer]]));
  const { keep, held } = rebase({ base, theirs, mine, unconfirmed: seen });
  return { keep: [...keep.keys()], held: [...held.keys()] };
};

test('the newest patch of a key stands, in the place of the first', () => {
  const known = (): boolean => true;
  const waiting = [set('a', '1'), set('b', '1'), set('a', '2')].reduce(
    (map: PatchMap, patch) => coalesce(map, patch, known),
    new Map(),
  );
  expect([...waiting.values()]).toEqual([set('a', '2'), set('b', '1')]);
});

test('taking a row away drops what waits for it, and all of a row that the server never saw', () => {
  const waiting = mapOf(
    { item: 'members', row: 'r1' },
    field('r1', 'label', 'Ada'),
    field('r2', 'label', 'Ben'),
  );
  const remove: Patch = { item: 'members', row: 'r1', remove: true };
  expect([...coalesce(waiting, remove, () => true).values()]).toEqual([field('r2', 'label', 'Ben'), remove]);
  expect([...coalesce(waiting, remove, () => false).values()]).toEqual([field('r2', 'label', 'Ben')]);
});

test('what was changed only here goes out again; what was changed only there is taken over', () => {
  expect(weigh(said({ a: '1', b: '1' }), said({ a: '1', b: '2' }), mapOf(set('a', '9')))).toEqual({
    keep: ['a'],
    held: [],
  });
});

test('the same answer changed here and there waits for the client', () => {
  expect(weigh(said({ a: '1' }), said({ a: '2' }), mapOf(set('a', '3')))).toEqual({ keep: [], held: ['a'] });
  expect(weigh(said({}), said({ a: '2' }), mapOf(set('a', '3')))).toEqual({ keep: [], held: ['a'] });
  expect(weigh(said({ a: '1' }), said({}), mapOf(set('a', '3')))).toEqual({ keep: [], held: ['a'] });
});

test('the same words on both sides are no conflict', () => {
  expect(weigh(said({ a: '1' }), said({ a: '2' }), mapOf(set('a', '2')))).toEqual({ keep: [], held: [] });
});

test('what we sent without hearing back is ours', () => {
  const mine = mapOf(set('a', 'longer still'));
  expect(weigh(said({ a: '' }), said({ a: 'longer' }), mine, [['a', { value: 'longer' }]])).toEqual({
    keep: ['a'],
    held: [],
  });
});

test('fields of one row are weighed one by one', () => {
  const base = family({ r1: { label: 'Ada', note: 'x' } });
  const theirs = family({ r1: { label: 'Ada', note: 'y' } });
  const mine = mapOf(field('r1', 'label', 'Ada B.'), field('r1', 'note', 'z'));
  expect(weigh(base, theirs, mine)).toEqual({ keep: ['members/r1/label'], held: ['members/r1/note'] });
});

test('words for a row that was taken away elsewhere wait for the client', () => {
  const mine = mapOf(field('r1', 'note', 'new'));
  expect(weigh(family({ r1: { label: 'Ada' } }), {}, mine)).toEqual({ keep: [], held: ['members/r1/note'] });
});

test('a removal gives way to words that it did not know of', () => {
  const remove = mapOf({ item: 'members', row: 'r1', remove: true });
  const base = family({ r1: { label: 'Ada' } });
  expect(weigh(base, base, remove).keep).toEqual(['members/r1']);
  expect(weigh(base, family({ r1: { label: 'Ada', note: 'new' } }), remove).keep).toEqual([]);
  expect(weigh(base, {}, remove).keep).toEqual([]);
});

test('a row can be brought back with all that it held', () => {
  expect(rowAsPatches(family({ r1: { label: 'Ada', note: 'x' } }), 'members', 'r1')).toEqual([
    field('r1', 'label', 'Ada'),
    field('r1', 'note', 'x'),
  ]);
});
