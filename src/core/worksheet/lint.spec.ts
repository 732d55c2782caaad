import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Condition, Item, Section, Worksheet } from './definition.js';
import { drawn } from './drawn.fixtures.js';
import { lintErrors, lintWorksheet, type Surroundings } from './lint.js';
import { EVERY_TYPE, PEOPLE, saidYes, sheetOf, yesNo } from './worksheet.fixtures.js';

function one(...items: readonly Item[]): Worksheet {
  return sheetOf(sectionOf('only', ...items));
}

function sectionOf(id: string, ...items: readonly Item[]): Section {
  return { id, title: id, items };
}

/** The errors as `path: message`. */
function faults(worksheet: Worksheet, surroundings?: Surroundings): readonly string[] {
  return lintErrors(worksheet, surroundings).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('ids', () => {
  test('of items are there once in the whole worksheet', () => {
    expect(faults(sheetOf(sectionOf('s', yesNo('a')), sectionOf('t', yesNo('b'), yesNo('a'))))).toEqual([
      'sections.1.items.1.id: The id `a` is there twice. Give one of them another id.',
    ]);
  });

  test('of sections, fields and options are there once', () => {
    const twice = {
      ...yesNo('a'),
      options: [
        { value: 'x', label: 'X' },
        { value: 'x', label: 'Y' },
      ],
    };
    const group = { ...PEOPLE, fields: [yesNo('f'), yesNo('f'), twice] };
    expect(faults(sheetOf(sectionOf('s', group), sectionOf('s', twice)))).toEqual([
      expect.stringMatching(/^sections.1.id: The id `s`/),
      expect.stringMatching(/^sections.0.items.0.fields.1.id: The id `f`/),
      expect.stringMatching(/^sections.1.items.0.options.1.value: The option `x`/),
      expect.stringMatching(/^sections.0.items.0.fields.2.options.1.value: The option `x`/),
    ]);
  });

  test('of a field may be those of an item, and of a section too', () => {
    expect(faults(one(yesNo('only'), yesNo('f'), { ...PEOPLE, fields: [yesNo('f')] }))).toEqual([]);
  });
});

describe('conditions', () => {
  test('name items that there are, wherever they stand', () => {
    const lost: Condition = { all: [saidYes('a'), { not: { item: 'lost', op: 'answered' } }] };
    const flagged: Item = { ...yesNo('a'), flags: [{ code: 'X', level: 'note', when: lost }] };
    const group: Item = { ...PEOPLE, fields: [yesNo('f', lost)] };
    expect(
      faults(sheetOf({ ...sectionOf('s', yesNo('b', lost), group), showIf: lost }, sectionOf('t', flagged))),
    ).toEqual([
      'sections.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.0.items.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.1.items.0.flags.0.when.all.1.not: No item has the id `lost`. Correct the id.',
      'sections.0.items.1.fields.0.showIf.all.1.not: No item has the id `lost`. Correct the id.',
    ]);
  });

  test('name options that there are, of the nearest item of that name', () => {
    const maybe: Condition = { any: [{ item: 'a', op: 'notIn', values: ['yes', 'maybe'] }] };
    const near: Item = { ...PEOPLE, fields: [{ id: 'a', type: 'text', text: 'A' }, yesNo('f', maybe)] };
    expect(faults(one(yesNo('a'), yesNo('b', maybe), near))).toEqual([
      'sections.0.items.1.showIf.any.0: `a` has no option `maybe`. It has: yes, no.',
    ]);
  });

  test('of a flag may leave the item out; those of a section or an item may not', () => {
    const self: Condition = { op: 'in', values: ['yes'] };
    const flagged: Item = { ...yesNo('a'), flags: [{ code: 'X', level: 'note', when: self }] };
    expect(faults(one(flagged))).toEqual([]);
    expect(faults(sheetOf({ ...sectionOf('s', yesNo('a')), showIf: self }))).toEqual([
      'sections.0.showIf: Name the item that this looks at: `item: <id>`.',
    ]);
    expect(faults(one(yesNo('a', self)))).toContain(
      'sections.0.items.0.showIf: Name the item that this looks at: `item: <id>`.',
    );
  });

  test('may look ahead', () => {
    expect(faults(one(yesNo('a', saidYes('c')), yesNo('b', saidYes('a')), yesNo('c')))).toEqual([]);
  });
});

describe('circles', () => {
  test('of items are found', () => {
    expect(faults(one(yesNo('a', saidYes('c')), yesNo('b', saidYes('a')), yesNo('c', saidYes('b'))))).toEqual(
      [
        'sections.0.items.0: These wait for one another in a circle: `a` → `c` → `b` → `a`. Take one of the conditions out.',
      ],
    );
    expect(faults(one(yesNo('a', saidYes('a'))))).toHaveLength(1);
  });

  test('that go through a section are found', () => {
    const circular = { ...sectionOf('s', yesNo('a')), showIf: saidYes('a') };
    expect(faults(sheetOf(circular))).toEqual([expect.stringContaining('`s` → `a` → `s`')]);
    const later = { ...sectionOf('t', yesNo('b')), showIf: saidYes('a') };
    expect(faults(sheetOf(sectionOf('s', yesNo('a', saidYes('b'))), later))).toHaveLength(1);
  });

  test('of fields, and of a group with its own fields, are found', () => {
    const circular: Item = { ...PEOPLE, fields: [yesNo('f', saidYes('g')), yesNo('g', saidYes('f'))] };
    expect(faults(one(circular))).toEqual([expect.stringContaining('`f` → `g` → `f`')]);
    const own: Item = { ...PEOPLE, fields: [yesNo('f', { item: 'people', op: 'answered' })] };
    expect(faults(one(own))).toEqual([expect.stringContaining('`people` → `people`')]);
    const through: Item = { ...PEOPLE, fields: [yesNo('f', saidYes('a'))] };
    expect(faults(one(yesNo('a', { item: 'people', op: 'answered' }), through))).toHaveLength(1);
  });

  test('are none where two groups link to each other', () => {
    const a: Item = { ...PEOPLE, id: 'a', fields: [{ id: 'f', type: 'link', text: 'F', of: 'b' }] };
    const b: Item = { ...PEOPLE, id: 'b', fields: [{ id: 'f', type: 'link', text: 'F', of: 'a' }] };
    expect(faults(one(a, b))).toEqual([]);
  });
});

test('links point to groups', () => {
  const link: Item = { id: 'l', type: 'link', text: 'L', of: 'a' };
  expect(faults(one(yesNo('a'), link, { ...PEOPLE, fields: [{ ...link, of: 'nowhere' }] }))).toEqual([
    'sections.0.items.1.of: `a` is no group. Name the group whose rows can be chosen.',
    'sections.0.items.2.fields.0.of: `nowhere` is no group. Name the group whose rows can be chosen.',
  ]);
});

describe('references', () => {
  test('of the wording helper name a text', () => {
    const helper = (of: string): Item => ({ id: 'marks', type: 'computed', text: 'Marks', wordingOf: of });
    const draft: Item = { id: 'draft', type: 'long', text: 'Draft', wording: true };
    expect(faults(one(draft, helper('draft')))).toEqual([]);
    expect(faults(one(yesNo('a'), helper('a')))).toEqual([
      'sections.0.items.1.wordingOf: `a` is no text. Name the item whose wording is to be marked.',
    ]);
    expect(faults(one(helper('lost')))).toHaveLength(1);
  });

  test('of an insert have their place in the text', () => {
    const info = (text: string): Item => ({ id: 'i', type: 'info', text, insert: 'secrets_policy' });
    expect(faults(one(info('What happens: [the policy].')))).toEqual([]);
    expect(faults(one(info('What happens.')))).toEqual([
      'sections.0.items.0.insert: Put into `text` the part in [square brackets] that this replaces.',
    ]);
  });

  test('of flags name codes that there are, where a list of them is given', () => {
    const flagged: Item = { ...yesNo('a'), flags: [{ code: 'X', level: 'note', when: { op: 'answered' } }] };
    const codes = [{ code: 'Y', label: 'Y', suggestedAction: 'Ask.' }];
    expect(faults(one(flagged))).toEqual([]);
    expect(
      faults(one(flagged), { codes: [...codes, { code: 'X', label: 'X', suggestedAction: 'Ask.' }] }),
    ).toEqual([]);
    expect(faults(one(flagged), { codes })).toEqual([
      'sections.0.items.0.flags.0.code: No flag has the code `X`. Correct it, or add it to the list of flags.',
    ]);
  });
});

describe('the common blocks around a sheet', () => {
  const blocks = [sectionOf('open', yesNo('open.private'))];

  test('keep their ids to themselves', () => {
    expect(faults(sheetOf(sectionOf('open', yesNo('open.private'))), { blocks })).toEqual([
      'sections.0.id: The id `open` belongs to the common blocks, which every sheet gets. Give this another id.',
      'sections.0.items.0.id: The id `open.private` belongs to the common blocks, which every sheet gets. Give this another id.',
    ]);
  });

  test('may be looked at by its conditions', () => {
    const sheet = one(yesNo('a', saidYes('open.private')));
    expect(faults(sheet, { blocks })).toEqual([]);
    expect(faults(sheet)).toHaveLength(1);
  });
});

test('an option has words, which dots are not', () => {
  const labelled = (label: string): Item => ({ ...yesNo('a'), options: [{ value: 'x', label }] });
  expect(['5', '🙂', 'Sì', '+'].flatMap((label) => faults(one(labelled(label))))).toEqual([]);
  expect(faults(one(labelled('...')))).toEqual([
    'sections.0.items.0.options.0.label: The option `x` has no words. Label it.',
  ]);
});

describe('what is asked of a client', () => {
  const texts = (count: number): readonly Item[] =>
    Array.from({ length: count }, (_, i) => ({ id: `t${i}`, type: 'text', text: 'Why?', required: true }));

  test('is ten required texts at most, fields among them and the clinician’s apart', () => {
    expect(faults(one(...texts(10), yesNo('a')))).toEqual([]);
    const rows: Item = { ...PEOPLE, fields: [{ id: 'f', type: 'long', text: 'F', required: true }] };
    expect(faults(one(...texts(10), rows))).toEqual([
      'sections.0.items.10.fields.0.required: 11 texts are required. Keep to 10: let the others be skipped.',
    ]);
    expect(faults(sheetOf({ ...sectionOf('b', ...texts(11)), audience: 'clinician' }))).toEqual([]);
  });

  test('can be answered', () => {
    const locked: Item = { id: 'a', type: 'text', text: 'A', readOnly: true, required: true };
    expect(faults(one(locked, { ...locked, id: 'b', initial: 'kept' }))).toEqual([
      'sections.0.items.0.required: Nobody can answer this. Give it an `initial` value, or require nothing.',
    ]);
  });

  test('begins with what is an answer', () => {
    expect(faults(one({ ...yesNo('a'), initial: 'yes' }, { ...yesNo('b'), initial: 'maybe' }))).toEqual([
      'sections.0.items.1.initial: This is no answer to `b`: Choose one of the answers in the list.',
    ]);
  });
});

test('a sheet does not wait for itself', () => {
  const own = [{ worksheet: 'sample', state: 'reviewed' }] as const;
  const other = [{ worksheet: 'start-here', state: 'reviewed' }, { decision: 'joint_work' }] as const;
  expect(faults({ ...one(yesNo('a')), gate: own })).toEqual([
    'gate.0.worksheet: The sheet waits for itself here. Name another worksheet.',
  ]);
  expect(faults({ ...one(yesNo('a')), gate: other })).toEqual([]);
});

describe('warnings', () => {
  const PLAIN = 'Was there a day when you felt safe at home?';
  const HARD =
    'To what extent would you characterise your predominant communicative disposition, notwithstanding ' +
    'intermittent interpersonal disagreements, as fundamentally collaborative and reciprocal?';

  const warnings = (worksheet: Worksheet): readonly string[] =>
    lintWorksheet({ ...worksheet, citations: ['A01'] })
      .filter(({ severity }) => severity === 'warning')
      .map(({ path, message }) => `${path.join('.')}: ${message}`);

  test('are of a sheet that is hard to read, and name its hardest question', () => {
    const easy: Item = { id: 'easy', type: 'long', text: PLAIN };
    expect(warnings(one(easy))).toEqual([]);
    expect(warnings(one(easy, { id: 'hard', type: 'long', text: HARD }))).toEqual([
      expect.stringMatching(/^sections\.0\.items\.1\.text: Clients need grade \d+\.\d .*first in `hard`\.$/),
    ]);
  });

  test('say nothing of what clients do not read', () => {
    const clinicians: Section = {
      ...sectionOf('b', { id: 'hard', type: 'long', text: HARD }),
      audience: 'clinician',
    };
    expect(warnings(sheetOf(sectionOf('a', { id: 'easy', type: 'long', text: PLAIN }), clinicians))).toEqual(
      [],
    );
  });

  test('are of a sheet without a source, and no errors', () => {
    expect(lintWorksheet(one(yesNo('a')))).toEqual([
      {
        severity: 'warning',
        path: ['citations'],
        message: 'No source is cited. Say where the ideas come from.',
      },
    ]);
  });
});

test('every type of item is left in peace', () => {
  expect(faults(EVERY_TYPE.worksheet)).toEqual([]);
});

test('any worksheet is looked at without throwing, however odd its conditions', () => {
  fc.assert(fc.property(drawn, ({ worksheet }) => void lintWorksheet(worksheet)));
});
