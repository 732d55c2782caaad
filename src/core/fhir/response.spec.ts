import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers, Row } from '../worksheet/answers.js';
import { drawn, drawnWithFacets } from '../worksheet/drawn.fixtures.js';
import { toSubmission } from '../worksheet/submission.js';
import { tailor } from '../worksheet/tailor.js';
import { submitProblems } from '../worksheet/validation.js';
import { EVERY_ITEM, sheetOf } from '../worksheet/worksheet.fixtures.js';
import { foreign, imported } from './foreign.fixtures.js';
import { canonicalOf, toQuestionnaire } from './questionnaire.js';
import { fromQuestionnaireResponse } from './read-response.js';
import { toQuestionnaireResponse } from './response.js';
import type { QuestionnaireResponse } from './types.js';
import { DATA_ABSENT, ourExtension } from './urls.js';
import { validateResponse } from './validate-response.js';

const FACTS = { status: 'completed', authored: '2026-11-24T10:00:00Z' } as const;
const EVERY = sheetOf({ id: 'every', title: 'Every', items: Object.values(EVERY_ITEM) });

function stored(response: QuestionnaireResponse): unknown {
  return JSON.parse(JSON.stringify(response));
}

function isEmpty(row: Row): boolean {
  return Object.keys(row.answers).length === 0;
}

describe.each([
  ['plain', drawn],
  ['with facets', drawnWithFacets],
])('any worksheet, %s', (_name, arbitrary) => {
  test('has its answers back as they were, rows in their order and with their ids', () =>
    fc.assert(
      fc.property(arbitrary, ({ worksheet, compiled, answers }) => {
        const submission = toSubmission(compiled, answers);
        const response = stored(toQuestionnaireResponse(worksheet, submission, FACTS));
        expect(fromQuestionnaireResponse(worksheet, response)).toEqual(submission);
      }),
      { numRuns: 100 },
    ));

  test('makes of a submission a response that FHIR accepts', () =>
    fc.assert(
      fc.property(arbitrary, ({ worksheet, compiled, answers }) => {
        const submission = toSubmission(compiled, answers);
        // A row without answers stays where another points to it; what a form hides in it is not filled in.
        const hasEmptyRow = Object.values(submission).some(
          (answer) => 'rows' in answer && answer.rows.some(isEmpty),
        );
        fc.pre(submitProblems(compiled, answers).length === 0 && !hasEmptyRow);
        const response = toQuestionnaireResponse(worksheet, submission, FACTS);
        expect(validateResponse(toQuestionnaire(worksheet, { hash: 'h' }), response)).toEqual([]);
      }),
      { numRuns: 80 },
    ));
});

describe('answers in FHIR', () => {
  const answers: Answers = {
    text: { value: 'Line' },
    choice: { value: 'yes' },
    multi: { value: ['no', 'yes'] },
    scale: { value: 7 },
    number: { value: 1.5 },
    date: { value: '2026-01-31' },
    year: { value: 1980 },
    consent: { value: true },
    sign: { value: { name: 'Ann Example', date: '2026-01-31' } },
    grid: { value: { yes: 3, no: 'does_not_apply' } },
    long: { skipped: true },
    people: {
      rows: [
        { id: 'b', answers: { name: { value: 'Bo' } } },
        { id: 'a', answers: {} },
      ],
    },
    link: { value: 'b' },
  };
  const response = toQuestionnaireResponse(EVERY, answers, FACTS);
  const items = new Map(
    response.item?.[0]?.item?.map((item) => [
      `${item.linkId}${item.extension?.[0]?.valueString ?? ''}`,
      item,
    ]),
  );

  test.each<[string, unknown]>([
    ['text', { answer: [{ valueString: 'Line' }] }],
    ['choice', { answer: [{ valueCoding: { code: 'yes', display: 'Yes' } }] }],
    ['multi', { answer: [{ valueCoding: { code: 'no' } }, { valueCoding: { code: 'yes' } }] }],
    ['scale', { answer: [{ valueInteger: 7 }] }],
    ['number', { answer: [{ valueDecimal: 1.5 }] }],
    ['date', { answer: [{ valueDate: '2026-01-31' }] }],
    ['year', { answer: [{ valueInteger: 1980 }] }],
    ['consent', { answer: [{ valueBoolean: true }] }],
    [
      'sign',
      { item: [{ answer: [{ valueString: 'Ann Example' }] }, { answer: [{ valueDate: '2026-01-31' }] }] },
    ],
    [
      'grid',
      {
        item: [
          { linkId: 'grid/yes', answer: [{ valueInteger: 3 }] },
          { extension: [{ valueCode: 'not-applicable' }] },
        ],
      },
    ],
    ['long', { extension: [{ url: DATA_ABSENT, valueCode: 'asked-declined' }] }],
    ['peopleb', { item: [{ linkId: 'people/name', answer: [{ valueString: 'Bo' }] }] }],
    ['peoplea', { extension: [{ url: ourExtension('row'), valueString: 'a' }] }],
    ['link', { answer: [{ valueString: 'b' }] }],
  ])('%s', (name, item) => expect(items.get(name)).toMatchObject(item as object));

  test('come back from it', () =>
    expect(fromQuestionnaireResponse(EVERY, stored(response))).toEqual(answers));

  test('of a skipped group leave no row behind', () => {
    const skipped = toQuestionnaireResponse(EVERY, { people: { skipped: true } }, FACTS);
    expect(skipped.item).toBeUndefined();
    expect(fromQuestionnaireResponse(EVERY, stored(skipped))).toEqual({ people: { skipped: true } });
  });

  test('of a tick that was taken away are none', () => {
    const answer = [{ valueBoolean: false }];
    const item = [{ linkId: 'section:every', item: [{ linkId: 'consent', answer }] }];
    expect(fromQuestionnaireResponse(EVERY, { item })).toEqual({});
  });

  test('that are blank or of no item are left out', () => {
    const odd = toQuestionnaireResponse(
      EVERY,
      { text: { value: ' ' }, multi: { value: [] }, nowhere: { value: 'x' } },
      FACTS,
    );
    expect(odd).toEqual({ resourceType: 'QuestionnaireResponse', ...FACTS });
  });

  test('say of whom, to which questionnaire and under which id', () => {
    const questionnaire = canonicalOf(toQuestionnaire(EVERY, { hash: 'h' }));
    const facts = { ...FACTS, id: '7', questionnaire, subject: { reference: 'Patient/ab' } };
    expect(toQuestionnaireResponse(EVERY, {}, facts)).toEqual({
      resourceType: 'QuestionnaireResponse',
      ...facts,
    });
    expect(questionnaire).toBe('https://mendwork.org/fhir/Questionnaire/sample|1');
  });
});

test('what a client answered in a tailored sheet fits the Questionnaire of the sheet as it was published', () => {
  const published = sheetOf({ id: 'only', title: 'Only', items: [EVERY_ITEM.dynamic] });
  const tailored = tailor(published, { promises: [{ id: 'p1', text: 'Call when late' }] });
  const row = { id: 'p1', answers: { answer: { value: 'yes' }, note: { value: 'Twice' } } };
  const answers: Answers = { dynamic: { rows: [row] } };
  const response = toQuestionnaireResponse(tailored, answers, FACTS);
  expect(fromQuestionnaireResponse(tailored, stored(response))).toEqual(answers);
  expect(validateResponse(toQuestionnaire(published, { hash: 'h' }), response)).toEqual([]);
});

describe('answers to a foreign form', () => {
  const { worksheet } = imported(foreign('intake'));

  test('stand where it wants them, in its types and units', () => {
    const answers: Answers = {
      'about.name': { value: 'Ann' },
      'about.home.people': { value: 3 },
      'about.home.children.any': { value: 'true' },
      'body.weight': { value: 70 },
      'body.names': { rows: [{ id: 'n1', answers: { answer: { value: 'Annie' } } }] },
      'body.ask': { skipped: true },
      'body.ask.more': { value: 'More' },
    };
    const response = toQuestionnaireResponse(worksheet, answers, FACTS);
    const [about, body] = response.item ?? [];
    expect(about?.item?.[1]?.item?.[1]).toEqual({
      linkId: 'about.home.children',
      text: 'The children',
      item: [
        {
          linkId: 'about.home.children.any',
          text: 'Are there children among them?',
          answer: [{ valueBoolean: true }],
        },
      ],
    });
    expect(body?.item?.[0]?.answer).toEqual([
      { valueQuantity: { value: 70, unit: 'kilograms', system: 'http://unitsofmeasure.org', code: 'kg' } },
    ]);
    expect(body?.item?.[1]?.answer).toEqual([expect.objectContaining({ valueString: 'Annie' })]);
    expect(body?.item?.[2]?.answer).toEqual([
      { item: [expect.objectContaining({ linkId: 'body.ask.more' })] },
    ]);
    expect(fromQuestionnaireResponse(worksheet, stored(response))).toEqual(answers);
  });

  test('from elsewhere get ids for their rows, of which no two are the same', () => {
    const row = (id?: string): object => ({
      linkId: 'body.drugs',
      ...(id !== undefined && { extension: [{ url: ourExtension('row'), valueString: id }] }),
      item: [{ linkId: 'body.drugs.name', answer: [{ valueString: 'A' }] }],
    });
    const response = {
      item: [{ linkId: 'body', item: [row('x'), row(), row('x'), row('not an id'), row('row-2')] }],
    };
    const rows = fromQuestionnaireResponse(worksheet, response)['body.drugs'];
    const ids = rows && 'rows' in rows ? rows.rows.map(({ id }) => id) : [];
    expect(ids).toEqual(['x', 'row-2', 'row-3-2', 'row-4', 'row-5-2']);
  });
});

test('anything is read, and nothing is thrown', () =>
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue()), fc.jsonValue(), (response, part) => {
      fromQuestionnaireResponse(EVERY, response);
      fromQuestionnaireResponse(EVERY, { item: part, extension: part });
      const item = {
        linkId: 'section:every',
        item: Object.keys(EVERY_ITEM).map((linkId) => ({
          linkId,
          answer: part,
          item: part,
          extension: part,
        })),
      };
      fromQuestionnaireResponse(EVERY, { item: [item] });
      fromQuestionnaireResponse(EVERY, {
        item: [{ linkId: 'section:every', item: [{ linkId: 'text', answer: [part] }] }],
      });
    }),
    { numRuns: 300 },
  ));
