import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { foreign } from './foreign.fixtures.js';
import { MAX_DEPTH } from './limits.js';
import { answered, group, issues, question, ROOT, TEXT, within, YES } from './small-form.fixtures.js';
import type { Issue } from './types.js';
import { MAX_OCCURS, MIN_OCCURS } from './urls.js';
import { validateResponse } from './validate-response.js';

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
