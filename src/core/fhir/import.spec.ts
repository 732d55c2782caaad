import { describe, expect, test } from '@jest/globals';
import type { Item, Worksheet } from '../worksheet/definition.js';
import { compile } from '../worksheet/compile.js';
import { canonicalJson } from '../worksheet/hash.js';
import { worksheetSchema } from '../worksheet/schema.js';
import { sumUp } from '../worksheet/sums.js';
import { FOREIGN, foreign, imported } from './foreign.fixtures.js';
import { toQuestionnaire } from './questionnaire.js';
import type { Questionnaire, QuestionnaireItem } from './types.js';
import { ourExtension } from './urls.js';

function back(worksheet: Worksheet): unknown {
  return JSON.parse(JSON.stringify(toQuestionnaire(worksheet, { hash: '' })));
}

function itemsOf({ sections }: Worksheet): readonly Item[] {
  return sections.flatMap(({ items }) =>
    items.flatMap((item): readonly Item[] => (item.type === 'group' ? [item, ...item.fields] : [item])),
  );
}

function itemNamed(worksheet: Worksheet, id: string): Item | undefined {
  return itemsOf(worksheet).find((item) => item.id === id);
}

/** A Questionnaire of these items. */
function formOf(...item: readonly unknown[]): unknown {
  return { resourceType: 'Questionnaire', status: 'draft', item };
}

describe.each(FOREIGN)('%s', (name) => {
  test('is given back as it was', () => {
    const resource = foreign(name);
    const given = back(imported(resource).worksheet);
    expect(given).toEqual(foreign(name));
    expect(canonicalJson(given)).toBe(canonicalJson(foreign(name)));
  });

  test('makes a definition that the schema takes, what is kept included', () => {
    const { worksheet } = imported(foreign(name));
    expect(worksheetSchema().safeParse(worksheet)).toMatchObject({ success: true, data: worksheet });
  });

  test('is given back as it was after its definition was stored', () => {
    const stored = JSON.parse(JSON.stringify(imported(foreign(name)).worksheet)) as Worksheet;
    expect(back(stored)).toEqual(foreign(name));
  });
});

describe('what an item becomes', () => {
  const intake = imported(foreign('intake')).worksheet;
  const mood = imported(foreign('mood')).worksheet;
  const choices = imported(foreign('choices')).worksheet;
  const odd = imported(foreign('odd')).worksheet;

  test.each<[string, Worksheet, string, object]>([
    ['text with a length', intake, 'about.name', { type: 'text', required: true, maxLength: 80 }],
    ['a date', intake, 'about.born', { type: 'date' }],
    ['an address', intake, 'about.site', { type: 'text', format: 'url' }],
    [
      'a time with an initial value',
      intake,
      'about.call',
      { type: 'text', format: 'time', initial: '09:30:00' },
    ],
    ['a moment', intake, 'about.seen', { type: 'text', format: 'dateTime', required: false }],
    ['a whole number', intake, 'about.home.people', { type: 'number', whole: true, min: 0, max: 30 }],
    ['a decimal', intake, 'body.sleep', { type: 'number', min: 0, unit: 'hours', initial: 7.5 }],
    ['a quantity', intake, 'body.weight', { type: 'number', unit: 'kilograms' }],
    ['yes or no', intake, 'body.tired', { type: 'choice', options: [{ value: 'true' }, { value: 'false' }] }],
    ['a text', intake, 'body.ask.more', { type: 'long', help: 'A line or two is enough.' }],
    ['a display', intake, 'body.intro', { type: 'info', text: 'Only what you want to tell.' }],
    ['rows', intake, 'body.drugs', { type: 'group', maxRows: 12 }],
    [
      'several answers',
      intake,
      'body.names',
      { type: 'group', fields: [{ id: 'answer', type: 'text', maxLength: 40 }] },
    ],
    ['a heading', intake, 'about.home', { type: 'info', text: 'Your home' }],
    [
      'hidden and not to be changed',
      intake,
      'office.source',
      { hidden: true, readOnly: true, initial: 'web' },
    ],
    ['what nobody could answer', intake, 'office.number', { readOnly: true, type: 'number', whole: true }],
    [
      'options with ordinals',
      mood,
      'q1',
      {
        options: [
          { value: '0', weight: 0 },
          { value: '1', weight: 1 },
          { value: '2', weight: 2 },
        ],
      },
    ],
    [
      'options with weights',
      mood,
      'q2',
      { options: [{ value: 'a_b', weight: 0 }, { value: 'a_b_2', weight: 2.5 }, { value: 'a_b_3' }] },
    ],
    [
      'a slider',
      mood,
      'q3',
      {
        type: 'scale',
        help: 'Zero is as light as a feather.',
        scale: { min: 0, max: 100, step: 5, low: '0', high: 'Crushing' },
      },
    ],
    ['what is worked out', mood, 'total', { type: 'computed', readOnly: true }],
    [
      'a contained value set',
      choices,
      'qLoose',
      {
        options: [{ value: 'short' }, { value: 'long', weight: 3 }, { value: 'never', label: 'never' }],
        initial: 'short',
      },
    ],
    [
      'an expanded value set',
      choices,
      'several',
      { type: 'multi', options: [{ value: 'x', label: 'Ex' }, { value: 'y' }] },
    ],
    [
      'an open choice',
      choices,
      'open',
      { type: 'choice', open: true, options: [{ value: 'A_walk', label: 'A walk' }, {}] },
    ],
    [
      'an option that is selected',
      choices,
      'number',
      { options: [{ value: '-1' }, { value: '2' }], initial: '2' },
    ],
    [
      'options that point elsewhere',
      choices,
      'who',
      { options: [{ label: 'Ann Example' }, { label: 'Practitioner/2' }] },
    ],
    ['options from elsewhere', choices, 'far', { type: 'info' }],
    ['an open choice from elsewhere', choices, 'farOpen', { type: 'text' }],
    ['a no to begin with', choices, 'yes', { initial: 'false' }],
    ['rows in rows', odd, 'rows-in-rows', { type: 'info', text: 'Rows in rows' }],
    ['a file', odd, 'file', { type: 'info', text: 'A file' }],
    ['what stands in something hidden', odd, 'shadow.in', { hidden: true }],
  ])('%s', (_name, worksheet, id, item) => expect(itemNamed(worksheet, id)).toMatchObject(item));

  test('conditions hold what is around an item and then its own', () => {
    const around = {
      all: [
        { item: 'about.home.people', op: 'answered' },
        { not: { item: 'about.home.people', op: 'lte', value: 1 } },
      ],
    };
    const own = { item: 'about.home.children.any', op: 'in', values: ['true'] };
    expect(itemNamed(intake, 'about.home.children.any')?.showIf).toEqual(around);
    expect(itemNamed(intake, 'about.home.children.worry')?.showIf).toEqual({ all: [around, own] });
    expect(intake.sections[1]?.showIf).toEqual({ item: 'about.name', op: 'answered' });
    expect(itemNamed(mood, 'q4')?.showIf).toEqual({
      any: [
        { item: 'q1', op: 'in', values: ['1', '2'] },
        { all: [{ item: 'q3', op: 'answered' }, { not: { item: 'q3', op: 'lte', value: 50 } }] },
      ],
    });
  });

  test('sections are the groups at the top, and the runs of items between them', () => {
    expect(mood.sections.map(({ title }) => title)).toEqual([
      'Over the past week, how often did you',
      'Part 2',
    ]);
    expect(odd.sections.map(({ items }) => items.length)).toEqual([3, 15, 1]);
  });
});

describe('losses', () => {
  test.each<[(typeof FOREIGN)[number], readonly string[]]>([
    ['mood', ['1 prefix', '1 questionnaire-itemControl', '1 questionnaire-choiceOrientation', '2 prefix']],
    [
      'choices',
      ['farOpen answerValueSet', 'far choice', 'far required', 'openMany questionnaire-optionExclusive'],
    ],
    [
      'odd',
      [
        'big maxLength',
        'unordered maxValue',
        'last repeats',
        'many-in-rows repeats',
        'constructor enableWhen',
        'after enableWhen',
        'later enableWhen',
        'latest enableWhen',
        'rows-in-rows group',
        'rows-in-rows repeats',
        'rows-in-rows item',
        'worked-out integer',
        'file attachment',
        'file required',
        'ref reference',
        'ref item',
        'strange hologram',
        'empty group',
        'constructor __proto__',
        'unordered minValue',
        '__proto__ initial',
      ],
    ],
  ])('of %s are told item by item', (name, told) => {
    const { losses } = imported(foreign(name));
    expect(losses.map(({ linkId, what }) => `${linkId} ${what.split('/').at(-1)}`).toSorted()).toEqual(
      told.toSorted(),
    );
    expect(losses.every(({ kept, why }) => kept && why.length > 10)).toBe(true);
  });

  test('of intake name patterns, bounds of dates and what stands at the top', () => {
    const told = imported(foreign('intake')).losses.map(
      ({ linkId, what }) => `${linkId} ${what.split('/').at(-1)}`,
    );
    expect(told).toEqual(
      expect.arrayContaining([
        'about.name regex',
        'about.born maxValue',
        ' modifierExtension',
        'about required',
        ' text',
      ]),
    );
  });
});

describe('a change made after import', () => {
  const { worksheet } = imported(foreign('intake'));
  const change = (id: string, edit: (item: Item) => Item): Questionnaire => {
    const items = (list: readonly Item[]): readonly Item[] =>
      list.map((item) => (item.id === id ? edit(item) : item));
    const sections = worksheet.sections.map((section) => ({ ...section, items: items(section.items) }));
    return toQuestionnaire({ ...worksheet, sections }, { hash: '' });
  };
  const find = (items: readonly QuestionnaireItem[] = [], linkId = ''): QuestionnaireItem | undefined =>
    items.flatMap((item) => [item, find(item.item, linkId)]).find((item) => item?.linkId === linkId);

  test('of words, of what is required and of bounds is in the export, and the rest is as it was', () => {
    const edited = change(
      'about.name',
      (item) => ({ ...item, text: 'Your name?', required: false, maxLength: 20 }) as Item,
    );
    const before = find(foreign('intake').item, 'about.name');
    expect(find(edited.item, 'about.name')).toEqual({
      ...before,
      text: 'Your name?',
      required: false,
      maxLength: 20,
    });
  });

  test('of a condition takes the place of theirs', () => {
    const edited = change('body.tired', (item) => ({
      ...item,
      showIf: { item: 'body.sleep', op: 'lte', value: 4 },
    }));
    const { enableWhen, enableBehavior } = find(edited.item, 'body.tired') ?? {};
    expect(enableWhen).toEqual([{ question: 'body.sleep', operator: '<=', answerDecimal: 4 }]);
    expect(enableBehavior).toBeUndefined();
  });

  test('of an option keeps its coding, and a changed list takes the place of its value set', () => {
    const choices = imported(foreign('choices')).worksheet;
    const text = JSON.stringify(choices).replace('"A short time"', '"Not long"');
    const edited = toQuestionnaire(JSON.parse(text) as Worksheet, { hash: '' });
    const [item] = edited.item ?? [];
    expect(item).not.toHaveProperty('answerValueSet');
    expect(item?.answerOption?.[0]).toEqual({
      valueCoding: { system: 'http://example.org/long', code: 'short', display: 'Not long' },
    });
    expect(edited.item?.[1]).toEqual(foreign('choices').item?.[1]);
  });

  test('of a weight stands where theirs stood', () => {
    const text = JSON.stringify(imported(foreign('mood')).worksheet).replace('"weight":2.5', '"weight":3');
    const edited = toQuestionnaire(JSON.parse(text) as Worksheet, { hash: '' });
    expect(JSON.stringify(edited)).toBe(JSON.stringify(edited).replaceAll('2.5', '3'));
    expect(find(edited.item, '2')?.answerOption?.[1]?.valueCoding?.extension).toEqual([
      { url: 'http://hl7.org/fhir/StructureDefinition/itemWeight', valueDecimal: 3 },
    ]);
  });

  test('of the title and of what FHIR has no word for is in the export', () => {
    const edited = toQuestionnaire({ ...worksheet, title: 'New', share: 'J' }, { hash: '' });
    expect(edited.title).toBe('New');
    expect(edited.extension).toContainEqual({ url: ourExtension('share'), valueCode: 'J' });
    expect(edited.extension).toEqual(expect.arrayContaining([...(foreign('intake').extension ?? [])]));
  });
});

test('names that JavaScript knows are names like any other', () => {
  const { worksheet } = imported(foreign('odd'));
  expect(worksheet.sections[0]?.items.map(({ id }) => id)).toEqual(['q1.1', 'q__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

describe('rows and what is outside them', () => {
  const rows = (...item: readonly object[]): object => ({
    linkId: 'g',
    type: 'group',
    text: 'G',
    repeats: true,
    item,
  });
  const text = (linkId: string): object => ({ linkId, type: 'string', text: linkId });
  const looking = (linkId: string, at: string): object => ({
    ...text(linkId),
    enableWhen: [{ question: at, operator: 'exists', answerBoolean: true }],
  });

  test('keep their names apart, so that a field can look at either', () => {
    const form = formOf(text('1'), rows(text('q1'), looking('g/b', '1'), looking('g/c', 'q1')));
    const { worksheet, losses } = imported(form);
    expect(losses).toEqual([]);
    expect(
      itemsOf(worksheet).map(({ id, showIf }) => [id, showIf && 'item' in showIf && showIf.item]),
    ).toEqual([
      ['q1-2', undefined],
      ['g', undefined],
      ['q1', undefined],
      ['b', 'q1-2'],
      ['c', 'q1'],
    ]);
  });

  test('where a field hides what is outside, nothing is looked at by mistake', () => {
    const { worksheet, losses } = imported(formOf(text('a'), rows(text('g/a'), looking('g/b', 'a'))));
    expect(itemNamed(worksheet, 'b')?.showIf).toBeUndefined();
    expect(losses).toMatchObject([{ linkId: 'g/b', what: 'enableWhen' }]);
  });
});

test('a condition inside a heading is kept by its meaning, not as it came', () => {
  const { worksheet } = imported(foreign('intake'));
  expect(itemNamed(worksheet, 'about.home.children.worry')?.fhir).toEqual({ inside: 'about.home.children' });
});

test('what a draft cannot begin with is no initial value', () => {
  const form = formOf({ linkId: 'a', type: 'date', text: 'A', initial: [{ valueDate: '2026' }] });
  const { worksheet, losses } = imported(form);
  expect(itemNamed(worksheet, 'a')).not.toHaveProperty('initial');
  expect(losses).toMatchObject([{ linkId: 'a', what: 'initial' }]);
  expect(back(worksheet)).toEqual(form);
});

test('a value set that leaves codes out is not taken for the whole of it', () => {
  const concept = [{ code: 'x' }];
  const compose = { include: [{ system: 's', concept }], exclude: [{ system: 's', concept }] };
  const form = {
    ...(formOf({ linkId: 'a', type: 'choice', text: 'A', answerValueSet: '#v' }) as object),
    contained: [{ resourceType: 'ValueSet', id: 'v', compose }],
  };
  expect(imported(form)).toMatchObject({ losses: [{ linkId: 'a', what: 'choice' }] });
});

test.each([
  ['includes that are no list', { compose: { include: 'x' } }],
  ['an include that is none', { compose: { include: [null] } }],
  ['concepts that are no list', { compose: { include: [{ concept: 'x' }] } }],
  ['a concept that is none', { compose: { include: [{ concept: [null] }] } }],
  ['a code that is no text', { expansion: { contains: [{ code: 5 }] } }],
  ['a system that is no text', { compose: { include: [{ system: {}, concept: [{ code: 'x' }] }] } }],
  ['extensions that are no list', { expansion: { contains: [{ code: 'x', extension: 'x' }] } }],
  ['an expansion that is none', { expansion: 'x' }],
  ['codes in codes', { expansion: { contains: [{ code: 'x', contains: [] }] } }],
  [
    'too many codes',
    { expansion: { contains: Array.from({ length: 501 }, (_, at) => ({ code: `${at}` })) } },
  ],
])('a value set with %s lists nothing, and all is given back', (_what, set) => {
  const form = {
    ...(formOf({ linkId: 'a', type: 'choice', text: 'A', answerValueSet: '#v' }) as object),
    contained: [{ resourceType: 'ValueSet', id: 'v', ...set }],
  };
  const { worksheet, losses } = imported(form);
  expect(losses).toMatchObject([{ linkId: 'a', what: 'choice' }]);
  expect(back(worksheet)).toEqual(form);
});

test.each([
  ['FamilyHistory', 'family-history'],
  ['aA'.repeat(32), `a${'-aa'.repeat(21)}`],
  [`${'x'.repeat(63)}Y`, 'x'.repeat(63)],
  ['x'.repeat(80), 'x'.repeat(64)],
  ['9'.repeat(64), `form-${'9'.repeat(59)}`],
])('a form called %s is the worksheet %s', (name, id) => {
  const form = { ...(formOf({ linkId: 'a', type: 'string', text: 'A' }) as object), name };
  expect(imported(form).worksheet.id).toBe(id);
});

test('options of one name are told apart, however many there are', () => {
  const answerOption = ['x', 'x', 'x_2', 'x'].map((code) => ({ valueCoding: { code } }));
  const { worksheet } = imported(formOf({ linkId: 'a', type: 'choice', text: 'A', answerOption }));
  expect(itemNamed(worksheet, 'a')).toMatchObject({
    options: ['x', 'x_2', 'x_2_2', 'x_3'].map((value) => ({ value })),
  });
});

describe('a form that weighs its answers', () => {
  const weighed = (linkId: string): object => ({
    linkId,
    type: 'choice',
    text: linkId,
    answerOption: [0, 2].map((weight) => ({
      valueCoding: { code: `c${weight}` },
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: weight }],
    })),
  });

  test('has them added up', () => {
    const { worksheet } = imported(
      formOf(weighed('a'), weighed('b'), { linkId: 'c', type: 'text', text: 'C' }),
    );
    expect(worksheet.sums).toMatchObject([{ name: 'Total', rule: 'sum', items: ['a', 'b'] }]);
    const answers = { a: { value: 'c2' }, b: { value: 'c2' } };
    expect(sumUp(compile(worksheet), answers)).toMatchObject([{ value: 4, validated: false, answered: 2 }]);
    expect(back(worksheet)).toEqual(
      formOf(weighed('a'), weighed('b'), { linkId: 'c', type: 'text', text: 'C' }),
    );
  });

  test('and scores them itself is left to do so', () =>
    expect(imported(foreign('mood')).worksheet.sums).toBeUndefined());
});
