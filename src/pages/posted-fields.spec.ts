import { expect, test } from '@jest/globals';
import { postedFields, postedText } from './posted-fields.js';

test('fields are read from whatever a parser made of them', () => {
  expect(postedFields({ a: 'x', b: ['y', 'z'], c: { 0: 'p', 1: 'q' }, d: 3, e: null })).toEqual({
    a: 'x',
    b: ['y', 'z'],
    c: ['p', 'q'],
  });
  expect(postedFields('text')).toEqual({});
  expect(postedFields(null)).toEqual({});
  expect(postedText({ a: ['x', 'y'] }, 'a')).toBe('');
});

test('a body cannot reach the prototype', () => {
  const fields = postedFields(JSON.parse('{"__proto__":"x","line":"y"}'));
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  expect(fields.line).toBe('y');
});
