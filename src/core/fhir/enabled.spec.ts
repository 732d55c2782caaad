import { describe, expect, test } from '@jest/globals';
import { answered, group, issues, question, ROOT, TEXT, within } from './small-form.fixtures.js';

describe('what is not enabled', () => {
  const number = (operator: string, answerInteger: number): object => ({
    question: 'n',
    operator,
    answerInteger,
  });
  const isEnabled = (
    enableWhen: readonly object[],
    n: number | undefined,
    enableBehavior?: string,
  ): boolean => {
    const form = [question('n', 'integer'), question('a', 'string', { enableWhen, enableBehavior })];
    const item = [...(n === undefined ? [] : [answered('n', { valueInteger: n })]), answered('a', TEXT)];
    return issues(form, item).length === 0;
  };

  test.each<[string, number, number | undefined, boolean]>([
    ['=', 5, 5, true],
    ['=', 5, 4, false],
    ['!=', 5, 4, true],
    ['!=', 5, 5, false],
    ['!=', 5, undefined, false],
    ['>', 5, 6, true],
    ['>', 5, 5, false],
    ['<', 5, 4, true],
    ['<', 5, 5, false],
    ['>=', 5, 5, true],
    ['>=', 5, undefined, false],
    ['<=', 5, 5, true],
    ['<=', 5, 6, false],
  ])('n %s %d, where n is %s: %s', (operator, than, n, enabled) =>
    expect(isEnabled([number(operator, than)], n)).toBe(enabled),
  );

  test('exists', () => {
    const exists = (answerBoolean: boolean): object => ({ question: 'n', operator: 'exists', answerBoolean });
    expect([isEnabled([exists(true)], 1), isEnabled([exists(true)], undefined)]).toEqual([true, false]);
    expect([isEnabled([exists(false)], 1), isEnabled([exists(false)], undefined)]).toEqual([false, true]);
  });

  test('all and any', () => {
    const both = [number('>', 1), number('<', 5)];
    expect([
      isEnabled(both, 3, 'all'),
      isEnabled(both, 7, 'all'),
      isEnabled(both, 7, 'any'),
      isEnabled(both, 7),
    ]).toEqual([true, false, true, false]);
  });

  test('has no answers, nor what stands inside it', () => {
    const when = { enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }] };
    const form = [question('b', 'boolean'), group('g', [question('a', 'string')], when)];
    expect(issues(form, [within('g', answered('a', TEXT))])).toEqual([`invalid ${ROOT}.item[0]`]);
    expect(issues(form, [{ linkId: 'g' }])).toEqual([]);
  });

  test('is looked for in the same row first', () => {
    const inRow = question('a', 'string', {
      enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }],
    });
    const form = [group('g', [question('b', 'boolean'), inRow], { repeats: true })];
    const row = (b: boolean): object => within('g', answered('b', { valueBoolean: b }), answered('a', TEXT));
    expect(issues(form, [row(true), row(false)])).toEqual([`invalid ${ROOT}.item[1].item[1]`]);
  });

  test('is not known where an expression decides', () => {
    const url = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression';
    const asked = question('a', 'string', {
      required: true,
      extension: [{ url, valueExpression: { expression: 'false' } }],
    });
    expect(issues([asked], [])).toEqual([]);
    expect(issues([asked], [answered('a', TEXT)])).toEqual([]);
  });
});
