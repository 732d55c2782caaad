import { describe, expect, test } from '@jest/globals';
import type { Answer, Answers } from './answers.js';
import { compile } from './compile.js';
import type { FlagLevel, FlagRule, Item } from './definition.js';
import { raiseFlags } from './flags.js';
import { tailor } from './tailor.js';
import {
  compiledOf,
  EVERY_ITEM,
  PEOPLE,
  promises,
  saidYes,
  sheetOf,
  SKIPPED,
  YES,
  yesNo,
} from './worksheet.fixtures.js';

const ON_YES = { op: 'in', values: ['yes'] } as const;

function flag(code: string, level: FlagLevel, when: FlagRule['when'] = ON_YES): FlagRule {
  return { code, level, when };
}

describe('a rule', () => {
  const asked: Item = { ...yesNo('a'), flags: [flag('SAFETY', 'read')] };

  test('raises its flag when the answer meets it', () => {
    expect(raiseFlags(compiledOf(asked), { a: YES })).toEqual([
      { code: 'SAFETY', level: 'read', items: ['a'] },
    ]);
  });

  test.each<[string, Answers]>([
    ['unanswered', {}],
    ['skipped', { a: SKIPPED }],
    ['answered otherwise', { a: { value: 'no' } }],
    ['blank', { a: { value: ' ' } }],
  ])('raises none when the item is %s', (_state, answers) =>
    expect(raiseFlags(compiledOf(asked), answers)).toEqual([]),
  );

  test('raises none for an item that is hidden, by its branch, its section or its definition', () => {
    expect(raiseFlags(compiledOf(yesNo('b'), { ...asked, showIf: saidYes('b') }), { a: YES })).toEqual([]);
    const clinician = compile(sheetOf({ id: 'b', title: 'Part B', audience: 'clinician', items: [asked] }));
    expect(raiseFlags(clinician, { a: YES })).toEqual([]);
    expect(raiseFlags(compiledOf({ ...asked, hidden: true, initial: 'yes' }), {})).toEqual([]);
  });

  test.each<[string, FlagRule['when']]>([
    ['by `not`', { not: { op: 'in', values: ['no'] } }],
    ['by another item', saidYes('b')],
    ['always', { all: [] }],
  ])('that could be met without an answer (%s) still waits for one', (_how, when) => {
    const compiled = compiledOf(yesNo('b'), { ...yesNo('a'), flags: [flag('SAFETY', 'read', when)] });
    expect(raiseFlags(compiled, { b: YES })).toEqual([]);
    expect(raiseFlags(compiled, { b: YES, a: SKIPPED })).toEqual([]);
    expect(raiseFlags(compiled, { b: YES, a: YES })).toMatchObject([{ code: 'SAFETY' }]);
  });

  test('that looks at a hidden item finds it unanswered', () => {
    const compiled = compiledOf(yesNo('open'), yesNo('b', saidYes('open')), {
      ...yesNo('a'),
      flags: [flag('SAFETY', 'read', saidYes('b'))],
    });
    expect(raiseFlags(compiled, { a: YES, b: YES })).toEqual([]);
  });
});

describe('flags of one code', () => {
  const compiled = compiledOf(
    { ...yesNo('a'), flags: [flag('IPV-FEAR', 'note'), flag('SECRET', 'note')] },
    { ...yesNo('b'), flags: [flag('IPV-FEAR', 'urgent'), flag('IPV-FEAR', 'note')] },
    { ...yesNo('c'), flags: [flag('IPV-FEAR', 'read'), flag('DISTRESS', 'read')] },
  );

  test('are one, of the highest level, with every item that raised it', () => {
    expect(raiseFlags(compiled, { c: YES, b: YES, a: YES })).toEqual([
      { code: 'IPV-FEAR', level: 'urgent', items: ['a', 'b', 'c'] },
      { code: 'DISTRESS', level: 'read', items: ['c'] },
      { code: 'SECRET', level: 'note', items: ['a'] },
    ]);
    expect(raiseFlags(compiled, { a: YES, c: YES })).toMatchObject([
      { code: 'IPV-FEAR', level: 'read', items: ['a', 'c'] },
      { code: 'DISTRESS' },
      { code: 'SECRET' },
    ]);
  });
});

test('a fall since the last time raises, and no last time does not', () => {
  const compiled = compiledOf({
    ...EVERY_ITEM.scale,
    flags: [flag('TREND', 'read', { op: 'dropGte', value: 3, against: 'previous' })],
  });
  const raised = (now: number, before?: Answer): readonly string[] =>
    raiseFlags(compiled, { scale: { value: now } }, before && { scale: before }).map(({ code }) => code);
  expect(raised(4, { value: 7 })).toEqual(['TREND']);
  expect(raised(5, { value: 7 })).toEqual([]);
  expect(raised(0)).toEqual([]);
  expect(raised(0, SKIPPED)).toEqual([]);
});

describe('rows', () => {
  const flagged: Item = {
    ...PEOPLE,
    fields: [
      ...PEOPLE.fields,
      { ...yesNo('harm'), flags: [flag('CHILD-NOW', 'urgent')] },
      { ...yesNo('now', saidYes('harm')), flags: [flag('SAFETY', 'read')] },
    ],
  };
  const rows = (...answers: readonly Answers[]): Answers => ({
    people: { rows: answers.map((inRow, index) => ({ id: `r${index}`, answers: inRow })) },
  });

  test('raise by their fields, under the name of the group', () => {
    expect(raiseFlags(compiledOf(flagged), rows({}, { harm: YES }, { harm: YES, now: YES }))).toEqual([
      { code: 'CHILD-NOW', level: 'urgent', items: ['people'] },
      { code: 'SAFETY', level: 'read', items: ['people'] },
    ]);
  });

  test('raise nothing by a field that is hidden in the row', () => {
    expect(raiseFlags(compiledOf(flagged), rows({ now: YES }))).toEqual([]);
  });

  test('that are given raise by what is said of each', () => {
    const each: Item = {
      id: 'each',
      type: 'dynamic',
      text: 'Kept?',
      options: [{ value: 'no', label: 'Not kept' }],
      flags: [flag('PATTERN', 'read', { op: 'includesAny', values: ['no'] })],
    };
    const worksheet = sheetOf({ id: 'only', title: 'Only', items: [each] });
    const compiled = compile(tailor(worksheet, { promises: [{ id: 'p1', text: 'Call when late' }] }));
    const said = (id: string): Answers => ({
      each: { rows: [{ id, answers: { answer: { value: 'no' } } }] },
    });
    expect(raiseFlags(compiled, said('p1'))).toEqual([{ code: 'PATTERN', level: 'read', items: ['each'] }]);
    expect(raiseFlags(compiled, said('p2'))).toEqual([]);
  });

  test('raise by the words of a text field', () => {
    const when = { op: 'matchesTerms', field: 'note', terms: ['location'] } as const;
    const compiled = compiledOf(promises({ flags: [flag('SURVEIL', 'note', when)] }));
    const noted = (value: string): readonly unknown[] =>
      raiseFlags(compiled, { each: { rows: [{ id: 'p1', answers: { note: { value } } }] } });
    expect(noted('Share my LOCATION')).toEqual([{ code: 'SURVEIL', level: 'note', items: ['each'] }]);
    expect(noted('Call when late')).toEqual([]);
  });
});

describe('crisis words', () => {
  const letter: Item = { id: 'letter', type: 'long', text: 'Letter', wording: true };

  test('raise SELF-HARM where the wording helper reads along, and nowhere else', () => {
    const words: Answer = { value: 'Some days I want to die.' };
    expect(raiseFlags(compiledOf(letter), { letter: words })).toEqual([
      { code: 'SELF-HARM', level: 'read', items: ['letter'] },
    ]);
    expect(raiseFlags(compiledOf({ ...letter, wording: false }), { letter: words })).toEqual([]);
    expect(raiseFlags(compiledOf(letter), { letter: { value: 'I will call you.' } })).toEqual([]);
  });

  test('do not lower a flag that is urgent', () => {
    const self: Item = { ...yesNo('self'), flags: [flag('SELF-HARM', 'urgent')] };
    expect(raiseFlags(compiledOf(letter, self), { letter: { value: 'I can’t go on' }, self: YES })).toEqual([
      { code: 'SELF-HARM', level: 'urgent', items: ['letter', 'self'] },
    ]);
  });

  test('are heard in rows', () => {
    const group: Item = { ...PEOPLE, fields: [{ ...letter, type: 'long', wording: true }] };
    const rows = [{ id: 'r1', answers: { letter: { value: 'I want to die' } } }];
    expect(raiseFlags(compiledOf(group), { people: { rows } })).toMatchObject([{ items: ['people'] }]);
  });
});
