import { describe, expect, test } from '@jest/globals';
import type { Worksheet } from '../../core/worksheet/definition.js';
import { tailor } from '../../core/worksheet/tailor.js';
import { EVERY_ITEM, sheetOf } from '../../core/worksheet/worksheet.fixtures.js';
import { blankWorksheet } from './blank.content.js';
import { ALL_OF_IT, blankOf, SHIPPED } from './blank.fixtures.js';
import type { BlankEntry } from './blank.types.js';

const worksheetOf = (id: string): Worksheet => {
  const found = SHIPPED.worksheets.find(({ worksheet }) => worksheet.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found.worksheet;
};
const entriesOf = (id: string): readonly BlankEntry[] =>
  blankOf(worksheetOf(id), 'LETTER', false).parts.flatMap(({ entries }) => entries);

describe('what depends on other answers is said in words', () => {
  test('one question', () => {
    const told = entriesOf('family-history').find(
      (entry) => entry.kind === 'question' && entry.question.named.name === 'now.what',
    );
    expect(told).toMatchObject({
      question: { only: 'Only if you answered “Yes” or “Not sure” to question 38.' },
    });
  });

  test('several in a row, together', () => {
    const remarks = entriesOf('family-history').flatMap((entry) =>
      entry.kind === 'remark' ? entry.text : [],
    );
    expect(remarks).toEqual([
      'Questions 27 to 30: only if you answered “Yes” to question 26.',
      'Only if you answered “Yes” to question 26.',
    ]);
  });

  test('a statement among others', () => {
    const lines = entriesOf('family-history').flatMap((entry) =>
      entry.kind === 'statements' ? entry.lines : [],
    );
    expect(lines.find(({ name }) => name === 'home.sensed')).toMatchObject({
      number: '11',
      only: 'Only if you gave an answer other than “Never” to question 6, 7, 9 or 10.',
    });
  });

  test('what is said under a question after an answer', () => {
    const steady = entriesOf('what-happened').find(
      (entry) => entry.kind === 'question' && entry.question.named.name === 'open.steady',
    );
    expect(steady).toMatchObject({
      after: expect.stringMatching(
        /^If your answer to question 2 is 2 or less: Put both feet on the floor\./u,
      ),
    });
  });
});

test('statements that are answered alike stand in one table, scales too', () => {
  const tables = entriesOf('what-happened').filter((entry) => entry.kind === 'statements');
  expect(tables).toMatchObject([
    {
      ends: { low: 'Not at all', high: 'All the time' },
      lines: { length: 5 },
      columns: { length: 11 },
    },
  ]);
});

test('a family has eight people, whose words to choose from are listed once', () => {
  const members = entriesOf('family-history').find((entry) => entry.kind === 'rows');
  expect(members).toMatchObject({ layout: 'dense', titled: false, rows: { length: 8 } });
  if (members?.kind !== 'rows') throw new Error('no rows');
  expect(members.rows[7]?.title).toBe('Person 8');
  expect(members.words.find(({ label }) => label === 'How is this person related to you?')?.words).toContain(
    'Half-sibling',
  );
  expect(members.rows[0]?.fields.map(({ named }) => named.name)).toContain('members_1_label');
});

test('as many rows as the worksheet takes, and no call for more', () => {
  const parts = entriesOf('relationship-whole').find((entry) => entry.kind === 'rows');
  expect(parts).toMatchObject({ rows: { length: 3 } });
  expect(parts).not.toHaveProperty('more');
});

test('promises that nobody has made yet are written by hand; those in force are printed', () => {
  const promised = entriesOf('commitment-checkin').find((entry) => entry.kind === 'rows');
  expect(promised).toMatchObject({ titled: false, rows: { 0: { fields: { 0: { label: 'The promise' } } } } });
  const inForce = blankWorksheet({
    worksheet: tailor(worksheetOf('commitment-checkin'), {
      ...ALL_OF_IT,
      promises: [{ id: 'p1', text: 'Home by seven' }],
    }),
    practice: '',
    locale: SHIPPED.locale,
    paper: 'A4',
    fillable: false,
    madeAt: new Date(0),
  }).parts.flatMap(({ entries }) => entries);
  expect(inForce.find((entry) => entry.kind === 'rows')).toMatchObject({
    titled: true,
    rows: [{ title: 'Home by seven', fields: { length: 2 } }],
  });
});

test('the day comes first where paper is A4', () => {
  const date = (paper: 'LETTER' | 'A4') =>
    blankOf(worksheetOf('meeting-log'), paper, false).head.places[1]?.named.entry;
  expect(date('LETTER')).toEqual({ kind: 'digits', groups: ['mm', 'dd', 'yyyy'] });
  expect(date('A4')).toEqual({ kind: 'digits', groups: ['dd', 'mm', 'yyyy'] });
});

test('every type of item has its place, or is read, or is not for paper', () => {
  const sheet = sheetOf({ id: 'all', title: 'All', items: Object.values(EVERY_ITEM) });
  const { parts } = blankWorksheet({
    worksheet: tailor(sheet, {}),
    practice: '',
    locale: SHIPPED.locale,
    paper: 'A4',
    fillable: true,
    madeAt: new Date(0),
  });
  const shown = parts.flatMap(({ entries }) => entries).map((entry) => entry.kind);
  expect(new Set(shown)).toEqual(new Set(['question', 'reading', 'grid', 'rows']));
});

test('every sheet bears the same lines to call and the same foot: that they are there says nothing', () => {
  const [first, ...others] = SHIPPED.worksheets.map(({ worksheet }) => blankOf(worksheet, 'A4', false));
  for (const { help, running, title } of others)
    expect({ help, running, title }).toEqual({
      help: first?.help,
      running: first?.running,
      title: 'Worksheet',
    });
  expect(first?.help?.lines[0]).toEqual({ who: 'In an emergency (United States)', how: 'call 911' });
});
