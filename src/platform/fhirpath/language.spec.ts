import { expect, test } from '@jest/globals';
import { parse } from 'fhirpath';
import { type SyntaxNode, variablesOf } from './language.js';
import { MAX_NODES } from './limits.js';

const variables = (expression: string): readonly string[] | undefined =>
  variablesOf(parse(expression) as SyntaxNode);

test.each([
  ["%resource.item.where(linkId = 'a').answer.value.weight().sum()", ['resource']],
  ['%a + %`b` + %`c-d`', ['a', 'b', 'c-d']],
  ["%'e.f'.exists()", ['e.f']],
  ['item.linkId.toString().join().length().toString()', []],
  ['iif(%sum > 4 and (%sum <= 9 or {}.empty()), 1, -2.5)', ['sum', 'sum']],
  ["item.descendants().ofType(FHIR.Quantity).select(value as decimal).join(', ')", []],
  ["item.sort(-linkId, text desc)[0].`contains`.first() & 'x'", []],
  ["@2024-02-29 + 3 days > today() and 4 'mg' ~ 4 'mg' and now() >= @2024-01-01T10:00:00Z", []],
  ["(1 | 2).aggregate($this + $total, 0) mod 2 in (0 | $index) implies 'a' contains 'b' xor true", []],
])('%s is run', (expression, names) => {
  expect(variables(expression)?.toSorted()).toEqual(names);
});

test.each([
  ['the network', 'item.answer.valueReference.resolve()'],
  ['the network, in quotes', 'item.answer.valueReference.`resolve`()'],
  ['terminology', "item.answer.value.memberOf('urn:a')"],
  ['a pattern', "'a'.matches('(a+)+$')"],
  ['a whole pattern', "'a'.matchesFull('(a+)+$')"],
  ['a pattern to replace', "'a'.replaceMatches('(a+)+$', '')"],
  ['a pattern where it would not be reached', "iif(true, 1, 'a'.matches('a'))"],
  ['a pattern within a parameter', "item.where(linkId.matches('a'))"],
  ['writing', "item.trace('all')"],
  ['a text that multiplies', "'aa'.replace('a', 'aaaa')"],
  ['a separator of any length', 'item.linkId.join(item.text)'],
  ['a separator that is computed', "item.linkId.join('a' & 'b')"],
  ['a separator of many letters', "item.linkId.join('aaaaaaaaaaaaaaaaa')"],
  ['a variable that is named as it goes', "defineVariable('a', 1)"],
  ['an object made on the spot', "Coding { code: 'a' }"],
  ['whole numbers without bounds', '10L * 10L'],
  ['a function that there is not', 'item.answerEverything()'],
  ['a function of every object', 'item.toLocaleString()'],
  ['the constructor', 'constructor'],
  ['the constructor further down', 'item.linkId.constructor'],
  ['the constructor in quotes', 'item.`constructor`'],
  ['the prototype', 'item.`__proto__`'],
  ['the prototype in other letters', 'item.`\\u005f_proto__`'],
  ['what is kept beside an element', 'item._linkId'],
  ['a type that is no type', 'item is `__proto__`'],
])('%s is not', (_, expression) => {
  expect(variables(expression)).toBeUndefined();
});

test('what has too many parts is not', () => {
  const sum = (terms: number): string => Array.from({ length: terms }, () => '1').join(' + ');

  expect(variables(sum(MAX_NODES / 10))).toEqual([]);
  expect(variables(sum(MAX_NODES / 4))).toBeUndefined();
});
