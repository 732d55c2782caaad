import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { difference, restore, same, type JsonObject } from './kept.js';

const A = 'http://example.org/a';
const B = 'http://example.org/b';
const on = (url: string, value: number): JsonObject => ({ url, valueInteger: value });

/** Objects that share names and extensions often, so that every kind of difference comes up. */
const element: fc.Arbitrary<JsonObject> = fc.letrec<{ value: unknown; element: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ max: 2, min: 0 }),
    tie('element'),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
  element: fc
    .record(
      {
        text: tie('value'),
        note: tie('value'),
        ['__proto__']: tie('value'),
        extension: fc.oneof(
          fc.array(fc.record({ url: fc.constantFrom(A, B), valueInteger: fc.integer({ min: 0, max: 2 }) }), {
            maxLength: 4,
          }),
          tie('value'),
        ),
      },
      { requiredKeys: [] },
    )
    .map((record) => ({ ...record })),
})).element;

test('what was kept gives back exactly what was there', () =>
  fc.assert(
    fc.property(element, element, (theirs, ours) => {
      expect(same(restore(ours, difference(theirs, ours)), theirs)).toBe(true);
    }),
    { numRuns: 1000 },
  ));

test('nothing is kept where ours says it all', () =>
  fc.assert(fc.property(element, (both) => expect(difference(both, both)).toBeUndefined())));

test('restoring takes any JSON and throws nothing', () =>
  fc.assert(
    fc.property(element, fc.jsonValue(), (ours, kept) => {
      restore(ours, kept);
      restore(ours, { theirs: kept, ours: kept, within: kept, order: kept });
    }),
  ));

describe('a change made since', () => {
  test('of what both said is written', () => {
    const kept = difference({ text: 'One', code: 1 }, { text: 'One' });
    expect(restore({ text: 'Two' }, kept)).toEqual({ text: 'Two', code: 1 });
  });

  test('of what was made up for want of theirs is written, and not before', () => {
    const kept = difference({}, { text: 'Untitled' });
    expect(restore({ text: 'Untitled' }, kept)).toEqual({});
    expect(restore({ text: 'Named' }, kept)).toEqual({ text: 'Named' });
  });

  test('of what was said another way takes the place of theirs', () => {
    const kept = difference({ type: 'quantity' }, { type: 'decimal' });
    expect(restore({ type: 'decimal' }, kept)).toEqual({ type: 'quantity' });
    expect(restore({ type: 'date' }, kept)).toEqual({ type: 'date' });
    expect(restore({}, kept)).toEqual({});
  });

  test('inside an object leaves the rest of it', () => {
    const kept = difference({ coding: { system: A, display: 'One' } }, { coding: { display: 'One' } });
    expect(restore({ coding: { display: 'Two' } }, kept)).toEqual({ coding: { system: A, display: 'Two' } });
    expect(restore({}, kept)).toEqual({});
  });

  test('of one extension leaves the others in their places', () => {
    const kept = difference({ extension: [on(B, 1), on(A, 2), on(B, 3)] }, { extension: [on(A, 2)] });
    expect(restore({ extension: [on(A, 9)] }, kept)).toEqual({ extension: [on(B, 1), on(A, 9), on(B, 3)] });
    expect(restore({}, kept)).toEqual({ extension: [on(B, 1), on(B, 3)] });
  });
});

test('a name like __proto__ is a name like any other', () => {
  const theirs = JSON.parse('{"__proto__": {"polluted": true}, "text": "x"}') as JsonObject;
  const back = restore({ text: 'x' }, difference(theirs, { text: 'x' }));
  expect(JSON.stringify(back)).toBe('{"text":"x","__proto__":{"polluted":true}}');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
