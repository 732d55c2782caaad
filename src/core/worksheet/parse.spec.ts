import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Worksheet } from './definition.js';
import { drawn } from './drawn.fixtures.js';
import { contentHash } from './hash.js';
import type { Library } from './library.js';
import { lintErrors } from './lint.js';
import { lintWorksheetSource, parseWorksheet } from './parse.js';
import { FIRST_ITEM_LINE, HEAD, problems, problemsOf } from './small-sheet.fixtures.js';
import { EVERY_TYPE, yesNo } from './worksheet.fixtures.js';

function parsed(items: string): Worksheet {
  return parseWorksheet(HEAD + items, 'small.yaml');
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
        fc.pre(lintErrors(worksheet).length === 0);
        const read = parseWorksheet(stringify(worksheet), 'any.yaml');
        expect(read).toEqual(worksheet);
        expect(contentHash(read)).toBe(contentHash(worksheet));
      }),
      { numRuns: 30 },
    );
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

const LIBRARY: Library = {
  options: {
    YES_NO: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
  },
  blocks: {
    opening: { id: 'open', title: 'Before', items: [yesNo('open.private')] },
    risk: { id: 'risk', title: 'Risk', gate: [{ decision: 'risk_protocol' }], items: [yesNo('risk.self')] },
    closing: { id: 'close', title: 'After', items: [yesNo('close.safe')] },
  },
};

describe('with a library', () => {
  const ITEM = '      - { id: a, type: choice, text: A, options: YES_NO }\n';
  const sectionsOf = (source: string): readonly string[] =>
    parseWorksheet(source, 'small.yaml', LIBRARY).sections.map(({ id }) => id);

  test('sets of options stand by their name, in fields too', () => {
    const { sections } = parseWorksheet(
      `${HEAD + ITEM}      - { id: g, type: group, text: G, fields: [{ id: f, type: multi, text: F, options: YES_NO }] }\n`,
      'small.yaml',
      LIBRARY,
    );
    const { YES_NO } = LIBRARY.options;
    expect(sections[1]?.items).toMatchObject([{ options: YES_NO }, { fields: [{ options: YES_NO }] }]);
  });

  test('a name that there is none of is told where it stands', () => {
    const source = `${HEAD}      - { id: a, type: choice, text: A, options: SOMETIMES }\n`;
    const place = { line: FIRST_ITEM_LINE, column: 41, path: 'sections[0].items[0].options' };
    expect(lintWorksheetSource(source, 'small.yaml', LIBRARY).problems).toContainEqual(
      expect.objectContaining({
        ...place,
        message: 'No set of options is called `SOMETIMES`. There are: YES_NO.',
      }),
    );
    expect(problemsOf(source)).toEqual([
      expect.objectContaining({
        ...place,
        message: 'No set of options is called `SOMETIMES`. Write the list out.',
      }),
    ]);
    expect(problemsOf(source.replace('SOMETIMES', 'constructor'))).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('No set of options is called `constructor`'),
      }),
    ]);
  });

  test('the common blocks stand around the sheet, the risk block where it asks for it', () => {
    expect(sectionsOf(HEAD + ITEM)).toEqual(['open', 'only', 'close']);
    expect(sectionsOf(HEAD.replace('riskBlock: false', 'riskBlock: true') + ITEM)).toEqual([
      'open',
      'only',
      'risk',
      'close',
    ]);
  });

  test('a sheet for the clinician alone has none of them', () => {
    expect(sectionsOf(`${HEAD.replace('    items:', '    audience: clinician\n    items:')}${ITEM}`)).toEqual(
      ['only'],
    );
  });

  test('the worksheet is frozen with its blocks', () => {
    const worksheet = parseWorksheet(HEAD + ITEM, 'small.yaml', LIBRARY);
    expect([Object.isFrozen(worksheet), Object.isFrozen(worksheet.sections)]).toEqual([true, true]);
  });

  test('faults of the sheet keep the place that they have in its file', () => {
    const source = `${HEAD}      - { id: open.private, type: choice, text: A, options: YES_NO }\n`;
    const { worksheet, problems: found } = lintWorksheetSource(source, 'small.yaml', LIBRARY);
    expect(worksheet).toBeUndefined();
    expect(found).toContainEqual(
      expect.objectContaining({ line: FIRST_ITEM_LINE, path: 'sections[0].items[0].id', severity: 'error' }),
    );
  });
});

describe('the report of a file', () => {
  const ITEM =
    '      - { id: a, type: text, text: A, flags: [{ code: X, level: note, when: { op: answered } }] }\n';
  const CODES = [{ code: 'Y', label: 'Y', suggestedAction: 'Ask.' }];

  test('has the worksheet with warnings, and without it errors and warnings in the order of the file', () => {
    const warned = lintWorksheetSource(HEAD + ITEM, 'small.yaml');
    expect(warned.worksheet).toEqual(parseWorksheet(HEAD + ITEM, 'small.yaml'));
    expect(warned.problems).toEqual([
      expect.objectContaining({ severity: 'warning', path: 'citations', line: 10 }),
    ]);
    const refused = lintWorksheetSource(HEAD + ITEM, 'small.yaml', undefined, CODES);
    expect(refused.worksheet).toBeUndefined();
    expect(refused.problems.map(({ severity, path }) => [severity, path])).toEqual([
      ['warning', 'citations'],
      ['error', 'sections[0].items[0].flags[0].code'],
    ]);
  });

  test('never throws, and no text or JSON throws anything but the list of its faults', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.jsonValue().map((json) => stringify(json)),
      fc
        .tuple(drawn, fc.jsonValue())
        .map(([{ worksheet }, json]) => stringify({ ...worksheet, sections: json })),
    );
    fc.assert(
      fc.property(anything, (source) => {
        const { worksheet, problems: found } = lintWorksheetSource(source, 'any.yaml', LIBRARY, CODES);
        const errors = found.filter(({ severity }) => severity === 'error');
        expect(worksheet === undefined).toBe(errors.length > 0);
        // Without a library and codes fewer things are faults, so only what it throws can be told.
        problemsOf(source);
      }),
      { numRuns: 300 },
    );
  });

  test('never throws on a worksheet of which any one part is something else', () => {
    const odd = fc.oneof(fc.constantFrom(null, 0, '', [], {}, [null], { op: null }), fc.jsonValue());
    fc.assert(
      fc.property(drawn, fc.nat(), odd, ({ worksheet }, part, other) => {
        const source = JSON.stringify(withPart(worksheet, part, other));
        expect(() => lintWorksheetSource(source, 'any.json', LIBRARY, CODES)).not.toThrow();
        problemsOf(source);
      }),
      { numRuns: 300 },
    );
  });
});

/** The worksheet with one of its parts, the `part`th by the order of JSON, replaced by something else. */
function withPart(worksheet: Worksheet, part: number, other: unknown): unknown {
  const text = JSON.stringify(worksheet);
  let parts = 0;
  JSON.parse(text, () => (parts += 1));
  const chosen = part % parts;
  let count = -1;
  return JSON.parse(text, (_key, value: unknown) => {
    count += 1;
    return count === chosen ? other : value;
  });
}

function unfrozen(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(unfrozen)];
}
