import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Comparison, Condition, Item, Section, Worksheet } from '../definition.js';
import { drawn } from '../drawn.fixtures.js';
import { lintErrors } from '../lint.js';
import { visibility } from '../visibility.js';
import { EVERY_ITEM, PEOPLE, saidYes, sheetOf, yesNo } from '../worksheet.fixtures.js';
import { deadParts } from './reach.js';
import { surveyOf, type Survey } from './survey.js';

function sectionOf(id: string, ...items: readonly Item[]): Section {
  return { id, title: id, items };
}

function faults(...sections: readonly Section[]): readonly string[] {
  return lintErrors(sheetOf(...sections)).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** What is said of this condition as the `showIf` of an item that follows these; as its flag's, if it looks back. */
function said(condition: Condition, ...items: readonly Item[]): readonly string[] {
  const looksBack = 'against' in condition && condition.against === 'previous';
  const flags = [{ code: 'TREND', level: 'read', when: condition }] as const;
  const asked = looksBack ? { ...yesNo('asked'), flags } : yesNo('asked', condition);
  return faults(sectionOf('s', ...items, asked)).map((fault) =>
    fault.replace(/^sections\.0\.items\.\d+\.(showIf|flags\.0\.when)/, ''),
  );
}

describe('a comparison that no answer can meet', () => {
  const every = Object.values(EVERY_ITEM);
  const about = (comparison: Comparison): readonly string[] => said(comparison, ...every);

  test.each(['in', 'notIn', 'includesAny'] as const)('asks %s of what has no options', (op) => {
    const fitting = every.filter(({ id }) => about({ item: id, op, values: ['yes'] }).length === 0);
    expect(fitting.map(({ type }) => type)).toEqual(['text', 'long', 'choice', 'multi', 'date', 'dynamic']);
  });

  test.each(['gte', 'lte'] as const)('asks %s of what is no number', (op) => {
    const fitting = every.filter(
      ({ id, type }) => about({ item: id, op, value: type === 'year' ? 2000 : 5 }).length === 0,
    );
    expect(fitting.map(({ type }) => type)).toEqual(['scale', 'number', 'year']);
  });

  test('asks anything of what takes no answer', () => {
    const fitting = every.filter(({ id }) => about({ item: id, op: 'answered' }).length === 0);
    expect(every.filter((item) => !fitting.includes(item)).map(({ type }) => type)).toEqual([
      'info',
      'computed',
    ]);
  });

  test.each<[string, Comparison]>([
    ['`scale` goes up to 10', { item: 'scale', op: 'gte', value: 11 }],
    ['`scale` begins at 0', { item: 'scale', op: 'lte', value: -1 }],
    ['`year` goes up to 2100', { item: 'year', op: 'gte', value: 2101 }],
    ['`choice` has no option `maybe`. It has: yes, no.', { item: 'choice', op: 'in', values: ['maybe'] }],
    ['`multi` has no other option', { item: 'multi', op: 'notIn', values: ['no', 'yes'] }],
    ['The lines of `grid` hold numbers', { item: 'grid', op: 'in', values: ['yes'] }],
    ['the number falls by 10 at most', { item: 'scale', op: 'dropGte', value: 11, against: 'previous' }],
    ['A drop is above 0', { item: 'scale', op: 'dropGte', value: 0, against: 'previous' }],
    ['No item has the id `lost`', { item: 'scale', op: 'dropGte', value: 3, against: 'lost' }],
    ['Answers to `text` are no numbers', { item: 'scale', op: 'dropGte', value: 3, against: 'text' }],
    ['Answers to `text` are no numbers', { item: 'text', op: 'dropGte', value: 3, against: 'previous' }],
    ['`text` is no group', { item: 'text', op: 'matchesTerms', field: 'name', terms: ['x'] }],
    ['has no text field `trust`', { item: 'people', op: 'matchesTerms', field: 'trust', terms: ['x'] }],
    ['has no text field `lost`', { item: 'people', op: 'matchesTerms', field: 'lost', terms: ['x'] }],
  ])('%s', (message, comparison) => {
    expect(about(comparison)).toEqual([expect.stringContaining(message)]);
  });

  test.each<Comparison>([
    { item: 'scale', op: 'gte', value: 10 },
    { item: 'scale', op: 'lte', value: 0 },
    { item: 'number', op: 'gte', value: 5000 },
    { item: 'multi', op: 'notIn', values: ['no'] },
    { item: 'grid', op: 'in', values: ['does_not_apply'] },
    { item: 'scale', op: 'dropGte', value: 10, against: 'previous' },
    { item: 'scale', op: 'dropGte', value: 3, against: 'number' },
    { item: 'people', op: 'matchesTerms', field: 'name', terms: ['x'] },
  ])('is not $item $op', (comparison) => {
    expect(about(comparison)).toEqual([]);
  });

  test('is none where the client may write an answer of their own', () => {
    const open: Item = { ...yesNo('a'), open: true };
    expect(said({ item: 'a', op: 'in', values: ['maybe'] }, open)).toEqual([]);
    expect(said({ item: 'a', op: 'notIn', values: ['yes', 'no'] }, open)).toEqual([]);
  });

  test('is found in flags and cards too, which may mean their own item', () => {
    const when: Condition = { op: 'lte', value: 2 };
    const marked = (item: Item): Item => ({
      ...item,
      flags: [{ code: 'X', level: 'note', when }],
      card: { when, text: 'Breathe.' },
    });
    expect(faults(sectionOf('s', marked(EVERY_ITEM.scale)))).toEqual([]);
    expect(faults(sectionOf('s', marked(EVERY_ITEM.text)))).toEqual([
      expect.stringMatching(/^sections\.0\.items\.0\.card\.when: Answers to `text` are no numbers/),
      expect.stringMatching(/^sections\.0\.items\.0\.flags\.0\.when: Answers to `text` are no numbers/),
    ]);
  });
});

describe('conditions that contradict one another', () => {
  const NUMBER = EVERY_ITEM.number;
  const MULTI = EVERY_ITEM.multi;
  const unanswered: Condition = { not: { item: 'a', op: 'answered' } };

  test.each<[string, readonly Condition[]]>([
    ['two choices of one item', [saidYes('a'), { item: 'a', op: 'in', values: ['no'] }]],
    ['a choice and its exclusion', [saidYes('a'), { item: 'a', op: 'notIn', values: ['yes'] }]],
    ['a choice and its denial', [saidYes('a'), { not: saidYes('a') }]],
    ['a choice and no answer', [saidYes('a'), unanswered]],
    ['a choice, further in', [saidYes('a'), { all: [{ item: 'a', op: 'in', values: ['no'] }] }]],
    [
      'every choice excluded, one by one',
      ['yes', 'no'].map((value) => ({ item: 'a', op: 'notIn', values: [value] })),
    ],
    [
      'more than most',
      [
        { item: 'number', op: 'gte', value: 5 },
        { item: 'number', op: 'lte', value: 4 },
      ],
    ],
    [
      'one of several and none of them',
      [
        { item: 'multi', op: 'includesAny', values: ['yes'] },
        { item: 'multi', op: 'notIn', values: ['yes'] },
      ],
    ],
    ['a choice and its denial within another list', [{ all: [saidYes('a'), { not: saidYes('a') }] }]],
  ])('are told once: %s', (_name, all) => {
    expect(said({ all }, yesNo('a'), NUMBER, MULTI)).toEqual([
      expect.stringMatching(/^(?:\.all\.0)?: No answer to `\w+` meets all of this at once\./),
    ]);
  });

  test.each<[string, Condition]>([
    ['a choice or another', { any: [saidYes('a'), { item: 'a', op: 'in', values: ['no'] }] }],
    ['two of several', { all: ['yes', 'no'].map((value) => ({ item: 'multi', op: 'in', values: [value] })) }],
    ['lists that share a choice', { all: [saidYes('a'), { item: 'a', op: 'in', values: ['no', 'yes'] }] }],
    [
      'one number',
      {
        all: [
          { item: 'number', op: 'gte', value: 5 },
          { item: 'number', op: 'lte', value: 5 },
        ],
      },
    ],
    [
      'both roles, for those who are both',
      {
        all: [
          { op: 'role', value: 'hurt' },
          { op: 'role', value: 'repairing' },
        ],
      },
    ],
    [
      'neither choice, or none',
      { all: [{ not: saidYes('a') }, { not: { item: 'a', op: 'in', values: ['no'] } }] },
    ],
  ])('are none: %s', (_name, condition) => {
    expect(said(condition, yesNo('a'), NUMBER, MULTI)).toEqual([]);
  });

  test('are found between an item and its section', () => {
    const section = {
      ...sectionOf('s', yesNo('b', { item: 'a', op: 'in', values: ['no'] })),
      showIf: saidYes('a'),
    };
    expect(faults(sectionOf('first', yesNo('a')), section)).toEqual([
      expect.stringMatching(
        /^sections\.1\.items\.0\.showIf: With the `showIf` of the section: No answer to `a`/,
      ),
    ]);
  });
});

describe('what hangs on a part that never shows', () => {
  const NEVER: Condition = { item: 'scale', op: 'gte', value: 11 };

  test('is told along the whole chain, whatever the order of reading', () => {
    const items = [yesNo('c', saidYes('b')), yesNo('b', saidYes('a')), yesNo('a', NEVER), EVERY_ITEM.scale];
    expect(faults(sectionOf('s', ...items)).map((fault) => fault.split(':')[0])).toEqual([
      'sections.0.items.0.showIf',
      'sections.0.items.1.showIf',
      'sections.0.items.2.showIf',
    ]);
  });

  test('may hang on a section or a group', () => {
    const hidden = { ...sectionOf('hidden', yesNo('a'), PEOPLE), showIf: NEVER };
    const link: Item = { id: 'link', type: 'link', text: 'Link', of: 'people' };
    const seen = sectionOf(
      's',
      EVERY_ITEM.scale,
      link,
      yesNo('b', saidYes('a')),
      yesNo('c', { item: 'link', op: 'answered' }),
    );
    expect(faults(hidden, seen).slice(1)).toEqual([
      expect.stringMatching(/^sections\.1\.items\.2\.showIf: `a` is never shown/),
      expect.stringMatching(/^sections\.1\.items\.3\.showIf: `link` is never shown/),
    ]);
  });

  test('may hang on a field of the same row', () => {
    const group: Item = { ...PEOPLE, fields: [yesNo('f', NEVER), yesNo('g', saidYes('f'))] };
    expect(faults(sectionOf('s', EVERY_ITEM.scale, group)).slice(1)).toEqual([
      expect.stringMatching(/^sections\.0\.items\.1\.fields\.1\.showIf: `f` is never shown/),
    ]);
  });

  test('may hang on a flag', () => {
    const flags = [{ code: 'X', level: 'note', when: saidYes('a') }] as const;
    const raised: Condition = { op: 'flag', code: 'X' };
    const scale = EVERY_ITEM.scale;
    expect(said(raised, scale, { ...yesNo('a'), flags })).toEqual([]);
    expect(said(raised, scale, { ...yesNo('a', NEVER), flags }).slice(1)).toEqual([
      expect.stringContaining('What raises the flag `X` is never shown'),
    ]);
    expect(said(raised)).toEqual([expect.stringContaining('Nothing in this sheet raises the flag `X`')]);
  });

  test('does not hang on one way of several, nor on what must not be', () => {
    const wayOut: Condition = { any: [NEVER, saidYes('b')] };
    const items = [
      EVERY_ITEM.scale,
      yesNo('b'),
      yesNo('a', wayOut),
      yesNo('c', saidYes('a')),
      yesNo('d', { not: NEVER }),
    ];
    const told = faults(sectionOf('s', ...items, yesNo('e', saidYes('d'))));
    expect(told.map((fault) => fault.split(':')[0])).toEqual([
      'sections.0.items.2.showIf.any.0',
      'sections.0.items.4.showIf.not',
    ]);
    expect(
      faults(sectionOf('s', EVERY_ITEM.scale, yesNo('a', { not: { not: NEVER } }), yesNo('b', saidYes('a')))),
    ).toHaveLength(2);
  });

  test('does not hang on a condition that one of its options can meet, though another is unknown', () => {
    const half: Condition = { item: 'a', op: 'in', values: ['yes', 'maybe'] };
    expect(said(saidYes('b'), yesNo('a'), yesNo('b', half))).toEqual([
      expect.stringContaining('`a` has no option `maybe`'),
    ]);
  });

  test('may hang on an item that its own section keeps from showing', () => {
    const no: Condition = { item: 'a', op: 'in', values: ['no'] };
    const section = { ...sectionOf('s', yesNo('b', no), yesNo('c', saidYes('b'))), showIf: saidYes('a') };
    expect(faults(sectionOf('first', yesNo('a')), section)).toEqual([
      expect.stringMatching(/^sections\.1\.items\.1\.showIf: `b` is never shown/),
      expect.stringMatching(/^sections\.1\.items\.0\.showIf: With the `showIf` of the section/),
    ]);
  });

  test('waits for a clinician who answers later', () => {
    const part = {
      ...sectionOf('b', yesNo('done'), yesNo('more', saidYes('done'))),
      audience: 'clinician',
    } as const;
    expect(faults(part)).toEqual([]);
    expect(faults(part, sectionOf('s', yesNo('a', saidYes('done'))))).toEqual([
      expect.stringMatching(/^sections\.1\.items\.0\.showIf: `done` is answered by the clinician, later/),
    ]);
  });
});

function surveyed({ sections }: Worksheet): Survey {
  return surveyOf(sections.map((section, index) => ({ section, path: ['sections', index] })));
}

test('what is said never to show never shows, whatever is answered', () => {
  fc.assert(
    fc.property(drawn, ({ worksheet, compiled, answers }) => {
      const shown = visibility(compiled, answers);
      const survey = surveyed(worksheet);
      const dead = deadParts(survey);
      const wrong = survey.items.filter((located) => dead.has(located) && shown.item(located.item.id));
      const wrongFields = survey.rows.flatMap(({ group, fields }) =>
        fields.filter((field) => dead.has(field) && shown.field(group.item.id, 'r1', field.item.id)),
      );
      expect([...wrong, ...wrongFields]).toEqual([]);
    }),
    { numRuns: 500, endOnFailure: true },
  );
});

test('a long chain and a wide one are looked at without exhausting the stack', () => {
  const chain = Array.from({ length: 3000 }, (_, i) => yesNo(`i${i}`, saidYes(`i${i + 1}`)));
  const wide: Condition = { any: chain.slice(0, 500).map(({ id }) => saidYes(id)) };
  expect(faults(sectionOf('s', ...chain, yesNo('i3000'), yesNo('last', wide)))).toEqual([]);
});
