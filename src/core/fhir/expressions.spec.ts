import { expect, test } from '@jest/globals';
import { compiledOf } from '../worksheet/worksheet.fixtures.js';
import { expressionsOf } from './expressions.js';
import { foreign, imported } from './foreign.fixtures.js';

const CALCULATED = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';

test('finds the calculations of an imported form, and its variables', () => {
  expect(expressionsOf(imported(foreign('mood')).worksheet)).toEqual({
    variables: [{ name: 'low', expression: "%resource.item.where(linkId='1').answer.value" }],
    calculations: [{ item: 'total', text: 'Total', expression: expect.stringContaining('ordinalValue') }],
  });
});

test.each([
  ['another language', { language: 'text/cql', expression: '1' }],
  ['no expression', { language: 'text/fhirpath' }],
  ['no expression at all', 7],
])('a calculation of %s is there without any', (_what, valueExpression) => {
  const total = {
    linkId: 'total',
    type: 'integer',
    text: 'Total',
    extension: [{ url: CALCULATED, valueExpression }],
  };
  const { worksheet } = imported({ resourceType: 'Questionnaire', status: 'active', item: [total] });
  expect(expressionsOf(worksheet)).toEqual({
    variables: [],
    calculations: [{ item: 'total', text: 'Total' }],
  });
});

test('finds nothing in a worksheet that was not imported', () => {
  expect(expressionsOf(compiledOf({ id: 'marks', type: 'computed', text: 'Marks' }).worksheet)).toEqual({
    variables: [],
    calculations: [],
  });
});
