import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers } from './answers.js';
import { compile } from './compile.js';
import type { GroupItem, Section } from './definition.js';
import { toSubmission } from './submission.js';
import { visibility, type Visibility } from './visibility.js';
import { drawAnswers } from './drawn-answers.fixtures.js';
import { drawnWithFacets, type Drawn } from './drawn.fixtures.js';
import { compiledOf, saidYes, sheetOf, SKIPPED, YES, yesNo } from './worksheet.fixtures.js';

describe('items', () => {
  const chain = compiledOf(yesNo('a'), yesNo('b', saidYes('a')), yesNo('c', saidYes('b')));

  test('without a condition are shown, with one when it is met', () => {
    expect(shownItems(visibility(chain, {}), ['a', 'b', 'c'])).toEqual(['a']);
    expect(shownItems(visibility(chain, { a: YES }), ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });

  test('hang on one another: closing a branch closes what its hidden answers had opened', () => {
    expect(shownItems(visibility(chain, { a: YES, b: YES }), ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
    expect(shownItems(visibility(chain, { a: { value: 'no' }, b: YES }), ['a', 'b', 'c'])).toEqual(['a']);
  });

  test('may look ahead to later items', () => {
    const ahead = compiledOf(
      yesNo('first', saidYes('second')),
      yesNo('second', saidYes('third')),
      yesNo('third'),
    );
    expect(visibility(ahead, { second: YES, third: YES }).item('first')).toBe(true);
    expect(visibility(ahead, { second: YES }).item('first')).toBe(false);
  });

  test('skipped are as good as unanswered to conditions', () => {
    expect(visibility(chain, { a: SKIPPED }).item('b')).toBe(false);
  });

  test('unknown are not shown', () => {
    expect(visibility(chain, {}).item('constructor')).toBe(false);
  });

  test('in a circle are hidden and do not hang', () => {
    const circle = compiledOf(yesNo('a', saidYes('b')), yesNo('b', saidYes('a')));
    expect(visibility(circle, { a: YES, b: YES }).item('a')).toBe(false);
  });

  test('of a chain of thousands, written back to front, are decided', () => {
    const items = Array.from({ length: 5000 }, (_, index) => yesNo(`q${index}`, saidYes(`q${index + 1}`)));
    const long = compiledOf(...items, yesNo('q5000'));
    const answers = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`q${index}`, YES]));
    expect(visibility(long, answers).item('q0')).toBe(true);
    expect(visibility(long, { ...answers, q2500: { value: 'no' } }).item('q0')).toBe(false);
  });
});

describe('sections', () => {
  const first: Section = { id: 'first', title: 'First', items: [yesNo('a')] };
  const second: Section = { id: 'second', title: 'Second', showIf: saidYes('a'), items: [yesNo('b')] };
  const compiled = compile(sheetOf(first, second));

  test('that are hidden hide their items', () => {
    const hidden = visibility(compiled, {});
    expect([hidden.section('second'), hidden.item('b')]).toEqual([false, false]);
    const shown = visibility(compiled, { a: YES });
    expect([shown.section('second'), shown.item('b')]).toEqual([true, true]);
  });

  test('for the clinician are hidden from the client', () => {
    const clinic = visibility(compile(sheetOf({ ...first, audience: 'clinician' }, second)), { a: YES });
    expect([clinic.section('first'), clinic.item('a'), clinic.item('b')]).toEqual([false, false, false]);
  });
});

describe('rows', () => {
  const habits: GroupItem = {
    id: 'people',
    type: 'group',
    text: 'People',
    showIf: { not: { item: 'alone', op: 'in', values: ['yes'] } },
    fields: [
      { id: 'state', type: 'text', text: 'State', showIf: saidYes('habit') },
      { ...yesNo('habit'), type: 'choice', options: [{ value: 'yes', label: 'Yes' }] },
      { id: 'more', type: 'text', text: 'More', showIf: saidYes('detailed') },
    ],
  };
  const compiled = compiledOf(
    yesNo('alone'),
    yesNo('habit'),
    yesNo('detailed'),
    habits,
    yesNo('after', { item: 'people', op: 'answered' }),
  );
  const twoRows: Answers = {
    habit: YES,
    people: {
      rows: [
        { id: 'r1', answers: { habit: YES } },
        { id: 'r2', answers: {} },
      ],
    },
  };

  test('look at their own fields first, even where these have no answer', () => {
    const shown = visibility(compiled, twoRows);
    expect([shown.field('people', 'r1', 'state'), shown.field('people', 'r2', 'state')]).toEqual([
      true,
      false,
    ]);
  });

  test('look at the worksheet for what is no field', () => {
    expect(visibility(compiled, twoRows).field('people', 'r1', 'more')).toBe(false);
    expect(visibility(compiled, { ...twoRows, detailed: YES }).field('people', 'r1', 'more')).toBe(true);
  });

  test('that are not there yet show what an empty row would', () => {
    const shown = visibility(compiled, {});
    expect([shown.field('people', 'new', 'habit'), shown.field('people', 'new', 'state')]).toEqual([
      true,
      false,
    ]);
  });

  test('are hidden with their group, and unknown fields always', () => {
    expect(visibility(compiled, { ...twoRows, alone: YES }).field('people', 'r1', 'habit')).toBe(false);
    expect(visibility(compiled, twoRows).field('people', 'r1', 'toString')).toBe(false);
    expect(visibility(compiled, twoRows).field('alone', 'r1', 'habit')).toBe(false);
  });

  test('make a group answered when a visible field says something', () => {
    expect(visibility(compiled, onePerson({ habit: YES })).item('after')).toBe(true);
    expect(visibility(compiled, onePerson({})).item('after')).toBe(false);
    expect(visibility(compiled, onePerson({ state: { value: 'hidden' } })).item('after')).toBe(false);
  });

  test('that say no more than a link make a group answered, wherever the other group stands', () => {
    const friends: GroupItem = {
      id: 'friends',
      type: 'group',
      text: 'Friends',
      fields: [{ id: 'of', type: 'link', text: 'Of whom?', of: 'people' }],
    };
    const linked = compiledOf(yesNo('after', { item: 'friends', op: 'answered' }), friends, habits);
    const answers = { friends: { rows: [{ id: 'f1', answers: { of: { value: 'r1' } } }] } };
    expect(visibility(linked, answers).item('after')).toBe(true);
  });

  test('that a link could point to must be shown for the link to be', () => {
    const linked = compiledOf(yesNo('alone'), habits, {
      id: 'link',
      type: 'link',
      text: 'Who?',
      of: 'people',
    });
    expect(visibility(linked, {}).item('link')).toBe(true);
    expect(visibility(linked, { alone: YES }).item('link')).toBe(false);
  });
});

describe('any worksheet', () => {
  test('shows the same for a submission as for the draft it was made of', () => {
    fc.assert(
      fc.property(drawnWithFacets, (sheet) => {
        const submitted = toSubmission(sheet.compiled, sheet.answers);
        expect(everythingShown(sheet, submitted)).toEqual(everythingShown(sheet, sheet.answers));
      }),
    );
  });

  test('hides the items of hidden sections', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ worksheet, compiled, answers }) => {
        const shown = visibility(compiled, answers);
        const hidden = worksheet.sections.filter(({ id }) => !shown.section(id));
        expect(hidden.flatMap(({ items }) => items).filter(({ id }) => shown.item(id))).toEqual([]);
      }),
    );
  });

  test('shows the same whatever is answered to hidden items', () => {
    fc.assert(
      fc.property(drawnWithFacets, fc.gen(), (sheet, draw) => {
        const shown = visibility(sheet.compiled, sheet.answers);
        const others = Object.entries(drawAnswers(draw, sheet.worksheet)).filter(([id]) => !shown.item(id));
        const more = { ...sheet.answers, ...Object.fromEntries(others) };
        expect(everythingShown(sheet, more)).toEqual(everythingShown(sheet, sheet.answers));
      }),
    );
  });
});

function onePerson(answers: Answers): Answers {
  return { people: { rows: [{ id: 'r1', answers }] } };
}

function shownItems(shown: Visibility, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => shown.item(id));
}

function everythingShown({ worksheet, compiled }: Drawn, answers: Answers): readonly string[] {
  const shown = visibility(compiled, answers);
  return worksheet.sections.flatMap((section) => [
    ...(shown.section(section.id) ? [section.id] : []),
    ...section.items.filter(({ id }) => shown.item(id)).map(({ id }) => id),
    ...section.items.flatMap((item) =>
      ['r1', 'r2', 'r3'].flatMap((row) =>
        (item.type === 'group' ? item.fields : [])
          .filter((field) => shown.field(item.id, row, field.id))
          .map((field) => `${item.id} ${row} ${field.id}`),
      ),
    ),
  ]);
}
