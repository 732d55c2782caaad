import { expect, test } from '@jest/globals';
import type {
  AnswerOption,
  Extension,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  ResponseAnswer,
} from '../../core/fhir/types.js';
import { ITEM_WEIGHT, ORDINAL_VALUE } from '../../core/fhir/urls.js';
import { evaluateAll } from './evaluate.js';
import type { Outcome } from './fhirpath.types.js';

const counts = (valueDecimal: number, url = ORDINAL_VALUE): { extension: Extension[] } => ({
  extension: [{ url, valueDecimal }],
});
const coding = (code: string, system = 'urn:example:often'): { system: string; code: string } => ({
  system,
  code,
});

function choice(
  answerOption: readonly AnswerOption[],
  more: Partial<QuestionnaireItem> = {},
): QuestionnaireItem {
  return { linkId: 'a', type: 'choice', answerOption, ...more };
}

function questionnaire(item: readonly QuestionnaireItem[], more: Partial<Questionnaire> = {}): Questionnaire {
  return { resourceType: 'Questionnaire', url: 'https://example.org/Questionnaire/q', item, ...more };
}

function response(...answer: readonly ResponseAnswer[]): QuestionnaireResponse {
  return { resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: 'a', answer }] };
}

function evaluated(
  resource: QuestionnaireResponse,
  asked: Questionnaire | undefined,
  expression = "item.where(linkId = 'a').answer.value.weight().sum()",
): Outcome {
  const outcomes: Outcome[] = [];
  const request = { resource, variables: [], expressions: [{ linkId: 'sum', expression }] };
  evaluateAll({ ...request, ...(asked && { questionnaire: asked }) }, (outcome) => outcomes.push(outcome));
  return outcomes[0] ?? { values: [] };
}

test.each([
  ['at the option, as ordinalValue', { ...counts(2), valueCoding: coding('often') }],
  ['at the option, as itemWeight', { ...counts(2, ITEM_WEIGHT), valueCoding: coding('often') }],
  ['at the coding', { valueCoding: { ...coding('often'), ...counts(2) } }],
])('a weight stands %s', (_, option) => {
  const asked = questionnaire([choice([{ ...counts(7), valueCoding: coding('never') }, option])]);

  expect(evaluated(response({ valueCoding: coding('often') }), asked)).toEqual({ values: [2] });
});

test('a weight stands at the concept of a contained value set', () => {
  const asked = questionnaire([choice([], { answerValueSet: '#often' })], {
    contained: [
      {
        resourceType: 'ValueSet',
        id: 'often',
        compose: { include: [{ system: 'urn:example:often', concept: [{ code: 'often', ...counts(3) }] }] },
      },
    ],
  });

  expect(evaluated(response({ valueCoding: coding('often') }), asked)).toEqual({ values: [3] });
});

test('a weight stands at the answer itself, and goes before that of its option', () => {
  const asked = questionnaire([choice([{ ...counts(2), valueCoding: coding('often') }])]);

  expect(evaluated(response({ valueCoding: { ...coding('often'), ...counts(5) } }), asked)).toEqual({
    values: [5],
  });
});

test('options that are plain values have weights too', () => {
  const asked = questionnaire([
    choice([
      { ...counts(1), valueString: 'rarely' },
      { ...counts(4), valueInteger: 10 },
    ]),
  ]);

  expect(evaluated(response({ valueString: 'rarely' }, { valueInteger: 10 }), asked)).toEqual({
    values: [5],
  });
});

test('several answers of several items, nested, are summed, and answers may be asked as well as their values', () => {
  const options = [
    { ...counts(0.1), valueCoding: coding('never') },
    { ...counts(0.2), valueCoding: coding('often') },
  ];
  const asked = questionnaire([
    { linkId: 'group', type: 'group', item: [choice(options), choice(options, { linkId: 'b' })] },
  ]);
  const answered: QuestionnaireResponse = {
    ...response(),
    item: [
      {
        linkId: 'group',
        item: [
          { linkId: 'a', answer: [{ valueCoding: coding('never') }, { valueCoding: coding('often') }] },
          { linkId: 'b', answer: [{ valueCoding: coding('often') }] },
        ],
      },
    ],
  };

  expect(evaluated(answered, asked, '%resource.descendants().answer.value.ordinal().sum()')).toEqual({
    values: [0.5],
  });
  expect(evaluated(answered, asked, 'item.item.answer.weight()')).toEqual({ values: [0.1, 0.2, 0.2] });
});

test('an option without a weight counts nothing, and the others still do', () => {
  const asked = questionnaire([
    choice([{ valueCoding: coding('unsaid') }, { ...counts(2), valueCoding: coding('often') }]),
  ]);
  const both = response({ valueCoding: coding('unsaid') }, { valueCoding: coding('often') });

  expect(evaluated(both, asked)).toEqual({ values: [2] });
  expect(evaluated(response({ valueCoding: coding('unsaid') }), asked)).toEqual({ values: [] });
});

test('a code of another system, an item that was not asked and a missing Questionnaire have no weights', () => {
  const asked = questionnaire([choice([{ ...counts(2), valueCoding: coding('often') }])]);
  const elsewhere = questionnaire([
    choice([{ ...counts(2), valueCoding: coding('often') }], { linkId: 'b' }),
  ]);

  expect(evaluated(response({ valueCoding: coding('often', 'urn:example:other') }), asked)).toEqual({
    values: [],
  });
  expect(evaluated(response({ valueCoding: coding('often') }), elsewhere)).toEqual({ values: [] });
  expect(evaluated(response({ valueCoding: coding('often') }), undefined)).toEqual({ values: [] });
});

test('what one Questionnaire counts is not remembered for another of the same address', () => {
  const version = (weight: number): Questionnaire =>
    questionnaire([choice([], { answerValueSet: '#often' })], {
      contained: [
        {
          resourceType: 'ValueSet',
          id: 'often',
          compose: {
            include: [{ system: 'urn:example:often', concept: [{ code: 'often', ...counts(weight) }] }],
          },
        },
      ],
    });
  const answered = response({ valueCoding: coding('often') });

  expect(evaluated(answered, version(1))).toEqual({ values: [1] });
  expect(evaluated(answered, version(2))).toEqual({ values: [2] });
});

test('options of the Questionnaire can be weighed as well', () => {
  const asked = questionnaire([choice([{ ...counts(2), valueCoding: coding('often') }])]);

  expect(evaluated(response(), asked, '%questionnaire.item.answerOption.weight().max()')).toEqual({
    values: [2],
  });
});

test.each([
  ['includes that are no list', { compose: { include: 'x' } }],
  ['concepts that are none', { compose: { include: [{ concept: [null] }] } }],
  ['an expansion that is none', { expansion: { contains: 'x' } }],
])('a value set with %s has no weights and hinders nothing', (_, set) => {
  const asked = questionnaire([choice([], { answerValueSet: '#v' })], {
    contained: [{ resourceType: 'ValueSet', id: 'v', ...set }],
  });

  expect(evaluated(response({ valueCoding: coding('often') }), asked, '1 + 1')).toEqual({ values: [2] });
  expect(evaluated(response({ valueCoding: coding('often') }), asked)).toEqual({ values: [] });
});

test('weights that cannot be looked up fail where they are asked for, and nowhere else', () => {
  const asked = questionnaire([choice([null as never])]);

  expect(evaluated(response({ valueCoding: coding('often') }), asked, '1 + 1')).toEqual({ values: [2] });
  expect(evaluated(response({ valueCoding: coding('often') }), asked)).toEqual({ failed: 'error' });
});
