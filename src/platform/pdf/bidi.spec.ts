import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { directionsOf, mirrored, runsBothWays, visualOrder } from './bidi.js';

test('a paragraph begins at the side of its first letter', () => {
  expect(directionsOf('12 שלום abc').base).toBe(1);
  expect(directionsOf('12 abc שלום').base).toBe(0);
});

test('numbers and foreign words in a right-to-left line keep running right', () => {
  const { levels } = directionsOf('אב 12 ab');
  expect([...levels]).toEqual([1, 1, 1, 2, 2, 1, 2, 2]);
});

test('stretches stand in the order of rule L2', () => {
  expect(visualOrder([0, 1, 0])).toEqual([0, 1, 2]);
  expect(visualOrder([1, 2, 1])).toEqual([2, 1, 0]);
  expect(visualOrder([0, 1, 2, 1, 0])).toEqual([0, 3, 2, 1, 4]);
  expect(visualOrder([2, 2])).toEqual([0, 1]);
});

test('every stretch stands somewhere, once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 12 }), (levels) => {
      expect(visualOrder(levels).toSorted((a, b) => a - b)).toEqual(levels.map((_, index) => index));
    }),
  );
});

test('only letters make a text run both ways, not signs that steer', () => {
  expect(runsBothWays('pay \u200F100')).toBe(false);
  expect(runsBothWays('pay ש')).toBe(true);
});

test('brackets are turned round, letters stay', () => {
  expect(mirrored('(א[«1')).toBe(')א]»1');
});
