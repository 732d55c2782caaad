import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { foreign } from './foreign.fixtures.js';
import { MAX_DEPTH } from './limits.js';
import type { Issue } from './types.js';
import {
  MAX_DECIMALS,
  MAX_OCCURS,
  MAX_VALUE,
  MIN_LENGTH,
  MIN_OCCURS,
  MIN_QUANTITY,
  MIN_VALUE,
  OPTION_EXCLUSIVE,
  UNIT_OPTION,
} from './urls.js';
import { validateResponse } from './validate-response.js';

const ROOT = 'QuestionnaireResponse';

/** Issues of a response with these items, as `<code> <where>`. */
function issues(
  questions: readonly unknown[],
  item: unknown,
  status: unknown = 'completed',
): readonly string[] {
  const response = { resourceType: ROOT, status, item };
  return validateResponse({ resourceType: 'Questionnaire', status: 'active', item: questions }, response).map(
    ({ severity, code, expression: [where] }) => `${severity === 'error' ? '' : 'warning '}${code} ${where}`,
  );
}

const question = (linkId: string, type: string, more: object = {}): object => ({
  linkId,
  type,
  text: linkId,
  ...more,
});
const answered = (linkId: string, ...answer: readonly object[]): object => ({ linkId, answer });
const group = (linkId: string, item: readonly object[], more: object = {}): object =>
  question(linkId, 'group', { item, ...more });
const within = (linkId: string, ...item: readonly object[]): object => ({ linkId, item });
const YES = { valueBoolean: true };
const TEXT = { valueString: 'Words' };

describe('what is required', () => {
  const required = question('a', 'string', { required: true });

  test('has to be there', () => {
    expect(issues([required], [answered('a', TEXT)])).toEqual([]);
    expect(issues([required], [])).toEqual([`required ${ROOT}`]);
    expect(issues([required], undefined)).toEqual([`required ${ROOT}`]);
    expect(issues([required], [{ linkId: 'a' }])).toEqual([`required ${ROOT}.item[0]`]);
    expect(issues([required], [answered('a', { extension: [] })])).toEqual([`required ${ROOT}.item[0]`]);
  });

  test('is a warning until the response is finished', () => {
    expect(issues([required], [], 'in-progress')).toEqual([`warning required ${ROOT}`]);
    expect(issues([required], [], 'stopped')).toEqual([`warning required ${ROOT}`]);
    expect(issues([required], [], 'amended')).toEqual([`required ${ROOT}`]);
  });

  test('is so in a group, be the group there or not; but not in a row that is not there', () => {
    expect(issues([group('g', [group('h', [required])])], [])).toEqual([`required ${ROOT}`]);
    expect(
      issues([group('g', [required, question('b', 'string')])], [within('g', answered('b', TEXT))]),
    ).toEqual([`required ${ROOT}.item[0]`]);
    expect(issues([group('g', [required], { repeats: true })], [])).toEqual([]);
    expect(
      issues([group('g', [required], { repeats: true })], [within('g'), within('g', answered('a', TEXT))]),
    ).toEqual([`required ${ROOT}.item[0]`]);
  });

  test('is so of a group that has to have something in it', () => {
    const needed = group('g', [question('b', 'string')], { required: true });
    expect(issues([needed], [])).toEqual([`required ${ROOT}`]);
    expect(issues([needed], [within('g')])).toEqual([`required ${ROOT}.item[0]`]);
    expect(issues([needed], [within('g', answered('b', TEXT))])).toEqual([]);
  });

  test('is not asked of what is not enabled', () => {
    const when = { enableWhen: [{ question: 'b', operator: '=', answerBoolean: true }] };
    const both = [question('b', 'boolean'), question('a', 'string', { required: true, ...when })];
    expect(issues(both, [answered('b', { valueBoolean: false })])).toEqual([]);
    expect(issues(both, [answered('b', YES)])).toEqual([`required ${ROOT}`]);
    expect(issues([both[0] ?? {}, group('g', [required], when)], [])).toEqual([]);
  });

  test('counts nested answers by the answer that they belong to', () => {
    const nested = question('q', 'boolean', { item: [required] });
    expect(issues([nested], [])).toEqual([]);
    expect(issues([nested], [answered('q', YES)])).toEqual([`required ${ROOT}.item[0].answer[0]`]);
    expect(issues([nested], [answered('q', { ...YES, item: [answered('a', TEXT)] })])).toEqual([]);
  });
});

describe('where things stand', () => {
  const form = [
    question('a', 'string'),
    group('g', [question('b', 'string'), group('h', [question('c', 'string')])]),
  ];

  test.each<[string, unknown, readonly string[]]>([
    [
      'all in place',
      [answered('a', TEXT), within('g', answered('b', TEXT), within('h', answered('c', TEXT)))],
      [],
    ],
    ['an unknown linkId', [answered('zzz', TEXT)], [`not-found ${ROOT}.item[0]`]],
    ['an item of a group outside it', [answered('b', TEXT)], [`structure ${ROOT}.item[0]`]],
    ['an item one level up', [within('g', answered('c', TEXT))], [`structure ${ROOT}.item[0].item[0]`]],
    ['another order', [within('g', answered('b', TEXT)), answered('a', TEXT)], [`structure ${ROOT}.item[1]`]],
    [
      'one item twice',
      [answered('a', TEXT), answered('a', TEXT)],
      [`structure ${ROOT}.item[1]`, `invalid ${ROOT}.item[0]`],
    ],
    ['a group twice', [within('g'), within('g')], [`structure ${ROOT}.item[1]`]],
    ['an answer to a group', [answered('g', TEXT)], [`structure ${ROOT}.item[0]`]],
    [
      'items beside an answer',
      [{ ...answered('a', TEXT), item: [answered('b', TEXT)] }],
      [`structure ${ROOT}.item[0]`],
    ],
    [
      'items in an answer that has none',
      [answered('a', { ...TEXT, item: [answered('b', TEXT)] })],
      [`structure ${ROOT}.item[0].answer[0].item[0]`],
    ],
    ['another text', [{ ...answered('a', TEXT), text: 'Other' }], [`invalid ${ROOT}.item[0]`]],
    [
      'no linkId',
      [{ answer: [TEXT] }, 5, null],
      [`structure ${ROOT}.item[0]`, `structure ${ROOT}.item[1]`, `structure ${ROOT}.item[2]`],
    ],
    ['no lists', { 0: answered('a', TEXT) }, [`structure ${ROOT}`]],
    ['an answer that is none', [{ linkId: 'a', answer: ['Words'] }], [`structure ${ROOT}.item[0].answer[0]`]],
  ])('%s', (_name, item, found) => expect(issues(form, item)).toEqual(found));

  test('a display takes no answer', () =>
    expect(issues([question('d', 'display')], [answered('d', TEXT)])).toEqual([`structure ${ROOT}.item[0]`]));
});

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

describe('how often', () => {
  const many = (more: object): object => question('a', 'string', { repeats: true, ...more });

  test.each<[string, object, number, readonly string[]]>([
    ['two of one', question('a', 'string'), 2, [`invalid ${ROOT}.item[0]`]],
    ['two of many', many({}), 2, []],
    [
      'too few',
      many({ extension: [{ url: MIN_OCCURS, valueInteger: 2 }] }),
      1,
      [`invariant ${ROOT}.item[0]`],
    ],
    ['enough', many({ extension: [{ url: MIN_OCCURS, valueInteger: 2 }] }), 2, []],
    [
      'none of two',
      many({ extension: [{ url: MIN_OCCURS, valueInteger: 2 }] }),
      0,
      [`required ${ROOT}.item[0]`],
    ],
    [
      'too many',
      many({ extension: [{ url: MAX_OCCURS, valueInteger: 2 }] }),
      3,
      [`invariant ${ROOT}.item[0]`],
    ],
  ])('%s', (_name, asked, count, found) =>
    expect(issues([asked], [answered('a', ...Array.from({ length: count }, () => TEXT))])).toEqual(found),
  );

  test('rows', () => {
    const rows = group('g', [question('a', 'string')], {
      repeats: true,
      extension: [{ url: MAX_OCCURS, valueInteger: 1 }],
    });
    expect(issues([rows], [within('g'), within('g')])).toEqual([`invariant ${ROOT}.item[0]`]);
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

describe('the response itself', () => {
  const form = {
    resourceType: 'Questionnaire',
    url: 'http://example.org/q',
    version: '2',
    item: [question('a', 'string')],
  };
  const codes = (response: unknown): readonly string[] =>
    validateResponse(form, response).map(({ code }) => code);

  test.each<[unknown, readonly string[]]>([
    [{ resourceType: ROOT, status: 'completed', questionnaire: 'http://example.org/q|2' }, []],
    [{ resourceType: ROOT, status: 'completed', questionnaire: 'http://example.org/q' }, []],
    [{ resourceType: ROOT, status: 'completed', questionnaire: 'http://example.org/q|1' }, ['invalid']],
    [{ resourceType: ROOT, status: 'done' }, ['value']],
    [{ resourceType: 'Observation' }, ['structure']],
    [undefined, ['structure']],
    [
      { resourceType: ROOT, status: 'completed', more: Array.from({ length: 200_001 }, () => 1) },
      ['too-costly'],
    ],
  ])('%#', (response, found) => expect(codes(response)).toEqual(found));

  test('the questionnaire has to be one', () => {
    expect(validateResponse({ resourceType: 'Patient' }, {})).toMatchObject([{ code: 'structure' }]);
    const loop = question('a', 'string', {
      enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }],
    });
    expect(validateResponse({ resourceType: 'Questionnaire', item: [loop] }, {})).toMatchObject([
      { code: 'structure' },
    ]);
  });

  test('nothing is told of what was answered', () => {
    const secret = 'SECRET-4711';
    const response = {
      resourceType: ROOT,
      status: secret,
      questionnaire: secret,
      item: [
        { linkId: secret, text: secret },
        {
          linkId: 'a',
          text: secret,
          answer: [{ valueString: secret, valueUri: secret }, { valueCode: secret }],
        },
      ],
    };
    const found: readonly Issue[] = validateResponse(form, response);
    expect(found.length).toBeGreaterThan(4);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test('very many issues are cut short', () => {
    const item = Array.from({ length: 5_000 }, () => ({ linkId: 'zzz' }));
    expect(validateResponse(form, { resourceType: ROOT, status: 'completed', item })).toHaveLength(1_000);
  });

  test('nothing is thrown, whatever comes', () => {
    let deep: object = { linkId: 'a' };
    for (let depth = 0; depth < MAX_DEPTH * 2; depth += 1)
      deep = { linkId: 'a', item: [deep], answer: [{ item: [deep] }] };
    expect(validateResponse(form, { resourceType: ROOT, item: [deep] })).toMatchObject([
      { code: 'too-costly' },
    ]);
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), fc.jsonValue(), (any, part) => {
        validateResponse(any, any);
        validateResponse(form, any);
        validateResponse(foreign('intake'), {
          resourceType: ROOT,
          item: [{ linkId: 'about', item: [{ linkId: 'about.name', answer: [part], item: part }] }],
        });
      }),
      { numRuns: 500 },
    );
  });
});
