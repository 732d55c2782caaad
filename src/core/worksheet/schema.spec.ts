import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { Worksheet } from './definition.js';
import { parseWorksheet } from './parse.js';
import { HEAD, problems, problemsOf } from './small-sheet.fixtures.js';
import { EVERY_TYPE } from './worksheet.fixtures.js';

/** Every key that a definition knows, but for those that only `tailor` makes. */
const EVERY_KEY: Worksheet = {
  ...EVERY_TYPE.worksheet,
  titleNote: 'Shown to clients as such.',
  shareNote: 'The map may be shared.',
  contentNote: 'This touches hard things.',
  closing: 'Thank you.',
  gate: [{ worksheet: 'start-here', state: 'submitted' }, { decision: 'joint_work' }],
  gateNote: 'After the first sheet.',
  recurrence: [
    'FREQ=WEEKLY;COUNT=12',
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO,-1FR;WKST=MO;UNTIL=20301231T235959Z',
  ],
  recurrenceNote: 'Weekly, then less often.',
  sums: [
    { name: 'Count', rule: 'count', items: ['choice'], values: ['yes'], how: 'how many', note: 'a note' },
    { name: 'Sum', rule: 'sum', items: ['scale'] },
    { name: 'Mean', rule: 'mean', items: ['choice'], map: { yes: 1, no: 0.5 } },
    { name: 'Rate', rule: 'rate', items: ['dynamic'], map: { yes: 1 } },
    { name: 'Bars', rule: 'bars', items: ['grid'] },
    { name: 'Lines', rule: 'lines', items: ['scale', 'number'] },
  ],
  sections: [
    ...EVERY_TYPE.worksheet.sections,
    {
      id: 'more',
      title: 'More',
      intro: 'And more.',
      audience: 'client',
      share: 'R',
      gate: [{ decision: 'apology_given' }],
      showIf: {
        any: [
          { op: 'role', value: 'hurt' },
          { op: 'agreementHasKind', value: 'time' },
        ],
      },
      fhir: { _title: { extension: [{ url: 'urn:x', valueInteger: 5 }] } },
      items: [
        {
          id: 'line',
          type: 'text',
          text: 'A line, [as the practice says].',
          insert: 'crisis_lines',
          maxLength: 80,
          format: 'url',
          wording: true,
          card: { when: { op: 'answered' }, text: 'Breathe.' },
          flags: [
            {
              code: 'SURVEIL',
              level: 'note',
              when: { item: 'people', op: 'matchesTerms', field: 'name', terms: ['gps'] },
            },
          ],
        },
        {
          id: 'marks',
          type: 'computed',
          text: 'Marks',
          wordingOf: 'line',
          showIf: { op: 'flag', code: 'SURVEIL' },
        },
        {
          id: 'pick',
          type: 'choice',
          text: 'Pick',
          open: true,
          share: 'S',
          hidden: true,
          initial: 'a',
          options: [
            { value: 'a', label: 'A', weight: 1.5, fhir: { id: 'x' } },
            { value: 'b', label: 'B', closes: true },
          ],
        },
        {
          id: 'several',
          type: 'multi',
          text: 'Several',
          options: [{ value: 'a', label: 'A' }],
          initial: ['a'],
        },
        {
          id: 'lines',
          type: 'grid',
          text: 'Lines',
          options: [{ value: 'a', label: 'A' }],
          scale: { min: 0, max: 4, step: 2, low: 'L', high: 'H' },
          initial: { a: 2 },
        },
        {
          id: 'kg',
          type: 'number',
          text: 'Weight',
          min: 0.5,
          max: 300,
          whole: false,
          unit: 'kg',
          readOnly: true,
          initial: 70.5,
        },
        {
          id: 'fall',
          type: 'scale',
          text: 'Fall',
          scale: { min: 0, max: 10, step: 1, low: 'L', high: 'H' },
          flags: [{ code: 'TREND', level: 'read', when: { op: 'dropGte', value: 2, against: 'previous' } }],
        },
      ],
    },
  ],
  fhir: { status: 'active' },
};

test('a worksheet with every key comes back as it was written, from YAML and from JSON', () => {
  expect(parseWorksheet(stringify(EVERY_KEY), 'every.yaml')).toEqual(EVERY_KEY);
  expect(parseWorksheet(JSON.stringify(EVERY_KEY), 'every.json')).toEqual(EVERY_KEY);
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
        /^6:26 .*any\[0\]\.op Write one of these as `op`: answered, in, notIn, includesAny, gte, lte, dropGte, matchesTerms, flag, role, agreementHasKind\.$/,
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
    [
      'rows that only circumstances bring',
      'given: [{ id: r1, label: One }]',
      'Nothing here is called `given`',
    ],
    ['an insert that there is none of', 'insert: weather', 'risk_protocol, secrets_policy, crisis_lines'],
    ['a card without words', 'card: { when: { op: answered } }', '`text` is missing'],
    ['FHIR that is no map', 'fhir: [a]', 'Write keys and values here'],
    ['FHIR that holds itself', 'fhir: &a { x: *a }', 'not nested without end'],
    ['FHIR with a number that JSON has not', 'fhir: { x: .inf }', 'Write plain data here'],
    ['a role that there is none of', 'showIf: { op: role, value: both }', 'hurt, repairing'],
    ['an item of a role', 'showIf: { op: role, item: a, value: hurt }', 'Nothing here is called `item`'],
    ['no terms', 'showIf: { item: a, op: matchesTerms, field: f, terms: [] }', 'at least one entry'],
    ['a fall from nowhere', 'showIf: { item: a, op: dropGte, value: 3 }', '`against` is missing'],
    ['a flag that is no code', 'showIf: { op: flag, code: surveil }', 'Flag codes are capitals'],
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

  test.each([
    ['a gate of no worksheet', 'gate: [{ state: reviewed }]', '`worksheet` is missing'],
    ['a gate of both kinds', 'gate: [{ decision: a, worksheet: b }]', 'Nothing here is called `worksheet`'],
    [
      'a state that there is none of',
      'gate: [{ worksheet: b, state: read }]',
      'submitted, reviewed, released',
    ],
    ['a rule in words', 'recurrence: [weekly]', 'such as FREQ=WEEKLY;COUNT=12'],
    ['a rule without a rhythm', 'recurrence: [COUNT=3]', 'such as FREQ=WEEKLY;COUNT=12'],
    ['a rule with a part unknown', 'recurrence: [FREQ=WEEKLY;OFTEN=3]', 'such as FREQ=WEEKLY;COUNT=12'],
    [
      'a rule without an end before another',
      'recurrence: [FREQ=MONTHLY, FREQ=MONTHLY;INTERVAL=3]',
      'This never ends, so the next rule never comes.',
    ],
    ['a rule that stands alone', 'recurrence: FREQ=WEEKLY', 'Write a list here'],
    ['a count without values', 'sums: [{ name: S, rule: count, items: [a] }]', '`values` is missing'],
    ['a rate without a map', 'sums: [{ name: S, rule: rate, items: [a] }]', '`map` is missing'],
    [
      'a mean with values',
      'sums: [{ name: S, rule: mean, items: [a], values: [x] }]',
      'Nothing here is called `values`',
    ],
    [
      'a rule of sums unknown',
      'sums: [{ name: S, rule: score, items: [a] }]',
      'count, rate, sum, mean, bars, lines',
    ],
    [
      'a map of words',
      'sums: [{ name: S, rule: mean, items: [a], map: { x: much } }]',
      'Write a number here',
    ],
  ])('of the sheet as a whole: %s', (_name, line, message) => {
    const sheet = HEAD.replace('sections:', `${line}\nsections:`);
    const found = problemsOf(`${sheet}      - { id: a, type: scale, text: A, scale: { low: L, high: H } }\n`);
    expect(found.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    expect(found[0]?.line).toBe(12);
  });

  test.each([
    ['text', 'maxLength: 20001', 'Write 20000 or less'],
    ['long', 'format: url', 'Nothing here is called `format`'],
    ['number', 'min: 5, max: 4', '`max` must not be below `min`'],
    ['date', 'open: true', 'Nothing here is called `open`'],
  ])('of keys that do not fit: %s, %s', (type, keys, message) => {
    expect(problems(`      - { id: a, type: ${type}, text: A, ${keys} }\n`)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test('of a worksheet are told where it begins when a key is missing', () => {
    const found = problemsOf(HEAD.replace('minutes: 5\n', '') + '      - { id: a, type: text, text: A }\n');
    expect(found).toEqual([
      {
        file: 'small.yaml',
        line: 1,
        column: 1,
        path: 'minutes',
        severity: 'error',
        message: '`minutes` is missing. Add it.',
      },
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
