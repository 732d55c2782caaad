import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Worksheet } from './definition.js';
import { drawn } from './drawn.fixtures.js';
import { contentHash } from './hash.js';
import { parseWorksheet, WorksheetDefinitionError, type DefinitionProblem } from './parse.js';
import { EVERY_TYPE } from './worksheet.fixtures.js';

const HEAD = `id: small
version: '1'
title: Small
fills: Anyone
when: Any time
minutes: 5
share: P
riskBlock: false
intro: A small one.
citations: []
therapistNotes: { debrief: None., contraindications: None. }
sections:
  - id: only
    title: Only
    items:
`;
const FIRST_ITEM_LINE = HEAD.split('\n').length;

function parsed(items: string): Worksheet {
  return parseWorksheet(HEAD + items, 'small.yaml');
}

function problemsOf(source: string): readonly DefinitionProblem[] {
  try {
    parseWorksheet(source, 'small.yaml');
  } catch (error) {
    if (error instanceof WorksheetDefinitionError) return error.problems;
    throw error;
  }
  return [];
}

/** The problems of a worksheet with these items, as `line:column path message`; lines count from the first item. */
function problems(items: string): readonly string[] {
  return problemsOf(HEAD + items).map(
    ({ line, column, path, message }) => `${line - FIRST_ITEM_LINE + 1}:${column} ${path} ${message}`,
  );
}

describe('a worksheet that is well', () => {
  test('is read, with scales from 0 to 10 by ones unless it says more', () => {
    const { sections } = parsed(`
      - id: trust
        type: scale
        text: How much?
        scale: { low: Not at all, high: Fully }
      - id: steps
        type: scale
        text: How much?
        scale: { min: 1, max: 9, step: 4, low: Not at all, high: Fully }
`);
    expect(sections[0]?.items.map((item) => item.type === 'scale' && item.scale)).toEqual([
      { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' },
      { min: 1, max: 9, step: 4, low: 'Not at all', high: 'Fully' },
    ]);
  });

  test('shares options by anchor, and keeps yes and no as words', () => {
    const { sections } = parsed(`
      - { id: a, type: choice, text: A, options: &both [{ value: yes, label: Yes }, { value: no, label: No }] }
      - { id: b, type: multi, text: B, options: *both, showIf: { item: a, op: in, values: [yes] } }
`);
    const [a, b] = sections[0]?.items ?? [];
    expect(a).toMatchObject({
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    });
    expect(b).toMatchObject({ options: [{ value: 'yes' }, { value: 'no' }], showIf: { values: ['yes'] } });
  });

  test('is frozen through and through', () => {
    const worksheet = parsed(`
      - { id: a, type: text, text: A, flags: [{ code: X, level: note, when: { not: { op: answered } } }] }
`);
    expect(unfrozen(worksheet)).toEqual([]);
  });

  test('of any kind comes back as it was written', () => {
    expect(parseWorksheet(stringify(EVERY_TYPE.worksheet), 'every.yaml')).toEqual(EVERY_TYPE.worksheet);
    fc.assert(
      fc.property(drawn, ({ worksheet }) => {
        const read = parseWorksheet(stringify(worksheet), 'any.yaml');
        expect(read).toEqual(worksheet);
        expect(contentHash(read)).toBe(contentHash(worksheet));
      }),
      { numRuns: 30 },
    );
  });
});

describe('faults of shape', () => {
  test('are listed all at once, with the line of each', () => {
    expect(
      problems(`      - id: Trust
        type: scale
        text: 5
        hlep: Think of today.
      - id: many
        type: choise
      - type: choice
        id: none
        text: None
        options: []
`),
    ).toEqual([
      '1:9 sections[0].items[0].id Ids begin with a small letter and go on with letters, digits, dots, dashes: 1 to 64 in all.',
      '1:9 sections[0].items[0].scale `scale` is missing. Add it.',
      '3:9 sections[0].items[0].text Write text here; put quotes around numbers, true, false and null.',
      '4:9 sections[0].items[0].hlep Nothing here is called `hlep`. Correct it or take it out.',
      expect.stringMatching(
        /^6:9 sections\[0\]\.items\[1\]\.type Write one of these as `type`: text, long, choice, /,
      ),
      '10:9 sections[0].items[2].options Put at least one entry in `options`.',
    ]);
  });

  test('of what is used again are told where it was written', () => {
    const found = problems(`      - { id: a, type: choice, text: A, options: &one [{ value: x, label: 5 }] }
      - { id: b, type: choice, text: B, options: *one }
`);
    expect(found.map((problem) => problem.split(' Write')[0])).toEqual([
      '1:68 sections[0].items[0].options[0].label',
      '1:68 sections[0].items[1].options[0].label',
    ]);
  });

  test('of conditions are told for the shape that was meant', () => {
    expect(
      problems(`      - id: a
        type: text
        text: A
        showIf:
          any:
            - { item: b, op: equals, values: [x] }
            - { item: b, op: in }
            - { item: b, op: gte, value: '4' }
            - not: { item: b, op: answered, value: 1 }
            - []
            - {}
`),
    ).toEqual([
      expect.stringMatching(
        /^6:26 .*any\[0\]\.op Write one of these as `op`: answered, in, notIn, includesAny, gte, lte\.$/,
      ),
      '7:15 sections[0].items[0].showIf.any[1].values `values` is missing. Add it.',
      '8:35 sections[0].items[0].showIf.any[2].value Write a number here, without quotes.',
      '9:45 sections[0].items[0].showIf.any[3].not.value Nothing here is called `value`. Correct it or take it out.',
      '10:15 sections[0].items[0].showIf.any[4] Write keys and values here, such as `id: mood`.',
      expect.stringMatching(/^11:15 .*any\[5\]\.op Write one of these as `op`/),
    ]);
  });

  test.each([
    [
      'a level that there is none of',
      'flags: [{ code: X, level: now, when: { op: answered } }]',
      'urgent, read, note',
    ],
    ['a flag without a condition', 'flags: [{ code: X, level: note }]', '`when` is missing'],
    ['a share class that there is none of', 'share: X', 'P, S, R, J, C'],
    ['an empty help', "help: ' '", '`help` is empty'],
    ['a number of rows beyond the limit', 'maxRows: 101', 'Write 100 or less'],
    ['too few rows', 'maxRows: 0', 'Write 1 or more'],
  ])('such as %s', (_name, line, message) => {
    const found = problems(
      `      - id: a\n        type: group\n        text: A\n        fields: [{ id: f, type: text, text: F }]\n        ${line}\n`,
    );
    expect(found).toEqual([expect.stringContaining(message)]);
    expect(found[0]).toMatch(/^5:/);
  });

  test.each(['min: 5, max: 5', 'min: 6, max: 5', 'max: 10, step: 3', 'step: 0', 'max: 9.5'])(
    'such as a scale that does not come out: %s',
    (scale) => {
      const item = `      - { id: a, type: scale, text: A, scale: { ${scale}, low: L, high: H } }\n`;
      expect(problems(item)).toHaveLength(1);
    },
  );

  test('of a worksheet are told where it begins when a key is missing', () => {
    const found = problemsOf(HEAD.replace('minutes: 5\n', '') + '      - { id: a, type: text, text: A }\n');
    expect(found).toEqual([
      { file: 'small.yaml', line: 1, column: 1, path: 'minutes', message: '`minutes` is missing. Add it.' },
    ]);
  });

  test.each(['', '# nothing\n', 'just words\n', '[]\n'])(
    'are told for what is no worksheet at all: %j',
    (source) => {
      expect(problemsOf(source)).toEqual([
        expect.objectContaining({ line: 1, message: 'Write keys and values here, such as `id: mood`.' }),
      ]);
    },
  );

  test('are few for conditions that nest without end', () => {
    const nested = `${'{ not: '.repeat(9)}{ item: a, op: answered }${' }'.repeat(9)}`;
    expect(problems(`      - { id: a, type: text, text: A, showIf: ${nested} }\n`)).toEqual([
      expect.stringContaining('Nest conditions at most 8 deep.'),
    ]);
  });
});

describe('faults of sense', () => {
  test('have lines too, and come together', () => {
    expect(
      problems(`      - { id: a, type: choice, text: A, options: [{ value: x, label: X }] }
      - id: a
        type: text
        text: A
        showIf:
          all:
            - { item: a, op: in, values: [y] }
            - { item: lost, op: answered }
      - { id: l, type: link, text: L, of: a }
`).map((problem) => problem.split(' ')[0]),
    ).toEqual(['2:9', '2:9', '7:15', '8:15', '9:39']);
  });
});

describe('faults of YAML', () => {
  test.each([
    [
      'a key that is there twice',
      '      - { id: a, type: text, text: A }\ntitle: Again\n',
      '2:1',
      'there twice',
    ],
    ['a tab', '      - id: a\n\t\ttype: text\n', '2:1', 'not with tabs'],
    ['a colon in words', '      - id: a\n        text: He said: no\n', '2:15', 'quotes'],
    ['an open bracket', '      - [a\n', '2:1', ''],
    [
      'a second document',
      '      - { id: a, type: text, text: A }\n---\nid: b\n',
      '2:1',
      'holds one worksheet',
    ],
    ['an unknown anchor', '      - *lost\n', '1:9', 'No `&lost` stands before this'],
    ['a tag', '      - { id: a, type: text, text: !secret A }\n', '1:', 'Take out this `!` tag'],
  ])('are told plainly: %s', (_name, items, place, message) => {
    expect(problems(items)).toEqual([expect.stringContaining(message)]);
    if (place) expect(problems(items)[0]?.startsWith(place)).toBe(true);
  });

  test('of a key that is there twice come with the faults of shape', () => {
    expect(problems('      - { id: a, type: text, text: A, text: 5 }\n')).toHaveLength(2);
  });
});

describe('a hostile file is refused, quickly', () => {
  test.each([
    ['longer than it may be', '#'.repeat(256 * 1024 + 1), 'longer than 256 KB'],
    ['brackets without end', '['.repeat(100_000), 'too deep'],
    ['dashes without end', '- '.repeat(100_000), 'too deep'],
    ['keys within keys', '{a: '.repeat(50_000), 'too deep'],
    ['an alias bomb', bomb(), 'grow too large'],
    ['aliases without end', `a: &a x\nb: [${'*a,'.repeat(50_000)}]\n`, 'More than 200 uses'],
    ['keys without end', Array.from({ length: 20_000 }, (_, i) => `k${i}: 1\n`).join(''), 'side by side'],
    ['more faults than anyone reads', `sections:\n  - items:\n${'      - {}\n'.repeat(5000)}`, ''],
    ['an anchor within itself', 'sections: &a [{ items: *a }]\n', ''],
    [
      'a condition within itself',
      `${HEAD}      - { id: a, type: text, text: A, showIf: &a { not: *a } }\n`,
      'Nest conditions',
    ],
    ['keys of the prototype', '__proto__: { id: a }\nconstructor: b\n', ''],
  ])('%s', (_name, source, message) => {
    const found = problemsOf(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(200);
    expect(found[0]?.message).toContain(message);
    expect(Object.hasOwn(Object.prototype, 'id')).toBe(false);
  });

  test('and so is garbage of any kind', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((json) => stringify(json)),
        ),
        (source) => {
          expect(problemsOf(source).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

test('the error tells file, line, column and message of every problem', () => {
  const error = new WorksheetDefinitionError(problemsOf('id: 5\n').slice(0, 2));
  expect(error.message).toMatch(/^small\.yaml:1:1 .*\nsmall\.yaml:1:1 .*$/);
  expect(error.name).toBe('WorksheetDefinitionError');
});

function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(',')}]`,
  );
  return `a0: &a0 [x]\n${levels.join('\n')}\n`;
}

function unfrozen(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(unfrozen)];
}
