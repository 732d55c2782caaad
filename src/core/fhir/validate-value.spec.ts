import { describe, expect, test } from '@jest/globals';
import { foreign } from './foreign.fixtures.js';
import { answered, issues, question, ROOT, TEXT, within, YES } from './small-form.fixtures.js';
import {
  MAX_DECIMALS,
  MAX_VALUE,
  MIN_LENGTH,
  MIN_QUANTITY,
  MIN_VALUE,
  OPTION_EXCLUSIVE,
  UNIT_OPTION,
} from './urls.js';
import { validateResponse } from './validate-response.js';

describe('types and formats', () => {
  test.each<[string, object, object]>([
    ['boolean', YES, { valueString: 'true' }],
    ['boolean', YES, { valueBoolean: 'true' }],
    ['decimal', { valueDecimal: 1.5 }, { valueDecimal: '1.5' }],
    ['decimal', { valueDecimal: 1 }, { valueInteger: 1 }],
    ['integer', { valueInteger: -3 }, { valueInteger: 1.5 }],
    ['integer', { valueInteger: 2 ** 31 - 1 }, { valueInteger: 2 ** 31 }],
    ['date', { valueDate: '2026-02-28' }, { valueDate: '2026-02-30' }],
    ['date', { valueDate: '2026-02' }, { valueDate: '2026-02-01T00:00:00Z' }],
    ['dateTime', { valueDateTime: '2026-02-01T10:00:00+02:00' }, { valueDateTime: '2026-02-01T10:00' }],
    ['time', { valueTime: '23:59:00' }, { valueTime: '24:00' }],
    ['string', TEXT, { valueString: '  ' }],
    ['string', TEXT, { valueString: 5 }],
    ['text', { valueString: 'a\nb' }, { valueUri: 'http://example.org' }],
    ['url', { valueUri: 'http://example.org' }, { valueUri: 'not an address' }],
    ['choice', { valueCoding: { code: 'x' } }, { valueString: 'x' }],
    ['choice', { valueCoding: { code: 'x' } }, { valueCoding: 'x' }],
    ['open-choice', { valueString: 'Own words' }, { valueInteger: 1 }],
    ['quantity', { valueQuantity: { value: 1, unit: 'h' } }, { valueQuantity: { value: 'much' } }],
    ['reference', { valueReference: { reference: 'Patient/1' } }, { valueUri: 'Patient/1' }],
    ['attachment', { valueAttachment: { url: 'http://example.org/a' } }, { valueString: 'a' }],
    ['string', TEXT, {}],
  ])('%s', (type, good, bad) => {
    expect(issues([question('a', type)], [answered('a', good)])).toEqual([]);
    expect(issues([question('a', type)], [answered('a', bad)])).toEqual([`value ${ROOT}.item[0].answer[0]`]);
  });

  test('an answer has one value', () =>
    expect(issues([question('a', 'string')], [answered('a', { ...TEXT, ...YES })])).toEqual([
      `structure ${ROOT}.item[0].answer[0]`,
    ]));
});

describe('bounds', () => {
  const invariant = [`invariant ${ROOT}.item[0].answer[0]`];
  test.each<[string, string, object, object, object]>([
    ['at least', 'integer', { url: MIN_VALUE, valueInteger: 2 }, { valueInteger: 2 }, { valueInteger: 1 }],
    [
      'at most',
      'decimal',
      { url: MAX_VALUE, valueDecimal: 1.5 },
      { valueDecimal: 1.5 },
      { valueDecimal: 1.6 },
    ],
    [
      'not before',
      'date',
      { url: MIN_VALUE, valueDate: '2026-01-10' },
      { valueDate: '2026-01-10' },
      { valueDate: '2026-01-09' },
    ],
    [
      'not before, as far as is known',
      'date',
      { url: MIN_VALUE, valueDate: '2026-03-10' },
      { valueDate: '2026-03' },
      { valueDate: '2026-02' },
    ],
    [
      'not after, in another zone',
      'dateTime',
      { url: MAX_VALUE, valueDateTime: '2026-01-01T12:00:00Z' },
      { valueDateTime: '2026-01-01T13:00:00+01:00' },
      { valueDateTime: '2026-01-01T12:00:00-01:00' },
    ],
    [
      'not later',
      'time',
      { url: MAX_VALUE, valueTime: '18:00:00' },
      { valueTime: '18:00:00' },
      { valueTime: '18:00:01' },
    ],
    [
      'of a quantity',
      'quantity',
      { url: MIN_QUANTITY, valueQuantity: { value: 2, code: 'h' } },
      { valueQuantity: { value: 2, code: 'h' } },
      { valueQuantity: { value: 1, code: 'h' } },
    ],
    [
      'units',
      'quantity',
      { url: UNIT_OPTION, valueCoding: { code: 'h' } },
      { valueQuantity: { value: 2, code: 'h' } },
      { valueQuantity: { value: 2, code: 'min' } },
    ],
    [
      'decimals',
      'decimal',
      { url: MAX_DECIMALS, valueInteger: 1 },
      { valueDecimal: 0.5 },
      { valueDecimal: 1e-7 },
    ],
    ['length', 'string', { url: MIN_LENGTH, valueInteger: 3 }, { valueString: 'abc' }, { valueString: 'ab' }],
  ])('%s', (_name, type, extension, good, bad) => {
    const bounded = question('a', type, { extension: [extension] });
    expect(issues([bounded], [answered('a', good)])).toEqual([]);
    expect(issues([bounded], [answered('a', bad)])).toEqual(invariant);
  });

  test('maxLength', () => {
    const short = question('a', 'string', { maxLength: 2 });
    expect(issues([short], [answered('a', { valueString: 'ab' })])).toEqual([]);
    expect(issues([short], [answered('a', { valueString: 'abc' })])).toEqual(invariant);
  });

  test('a pattern is not run', () => {
    const slow = question('a', 'string', {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/regex', valueString: '^(a+)+$' }],
    });
    expect(issues([slow], [answered('a', { valueString: `${'a'.repeat(5_000)}!` })])).toEqual([]);
  });
});

describe('options', () => {
  const choices = foreign('choices');
  const check = (linkId: string, ...answer: readonly object[]): readonly string[] => {
    const inList = !['Loose', 'several'].includes(linkId);
    const item = inList ? [within('list', answered(linkId, ...answer))] : [answered(linkId, ...answer)];
    const response = { resourceType: ROOT, status: 'in-progress', item };
    return validateResponse(choices, response)
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);
  };

  test.each<[string, string, readonly object[], readonly string[]]>([
    [
      'of a contained set',
      'Loose',
      [{ valueCoding: { system: 'http://example.org/long', code: 'long' } }],
      [],
    ],
    [
      'of the same code elsewhere',
      'Loose',
      [{ valueCoding: { system: 'http://example.org/other', code: 'long' } }],
      ['code-invalid'],
    ],
    ['of no system', 'Loose', [{ valueCoding: { code: 'long' } }], ['code-invalid']],
    [
      'of an expanded set',
      'several',
      [
        { valueCoding: { system: 'http://example.org/x', code: 'x' } },
        { valueCoding: { system: 'http://example.org/y', code: 'z' } },
      ],
      ['code-invalid'],
    ],
    ['own words', 'open', [{ valueString: 'A nap' }], []],
    ['own words where none are asked', 'who', [{ valueString: 'Ann' }], ['value']],
    ['numbers', 'number', [{ valueInteger: 2 }], []],
    ['other numbers', 'number', [{ valueInteger: 3 }], ['code-invalid']],
    ['other days', 'day', [{ valueDate: '2026-01-03' }], ['code-invalid']],
    ['references', 'who', [{ valueReference: { reference: 'Practitioner/2' } }], []],
    ['from elsewhere, which is not looked up', 'far', [{ valueCoding: { code: 'any' } }], []],
  ])('%s', (_name, linkId, answer, found) => expect(check(linkId, ...answer)).toEqual(found));

  test('one that rules out the others', () => {
    const none = {
      valueCoding: { code: 'none' },
      extension: [{ url: OPTION_EXCLUSIVE, valueBoolean: true }],
    };
    const asked = question('a', 'choice', {
      repeats: true,
      answerOption: [{ valueCoding: { code: 'x' } }, none],
    });
    expect(issues([asked], [answered('a', { valueCoding: { code: 'none' } })])).toEqual([]);
    expect(
      issues([asked], [answered('a', { valueCoding: { code: 'x' } }, { valueCoding: { code: 'none' } })]),
    ).toEqual([`business-rule ${ROOT}.item[0]`]);
  });
});
