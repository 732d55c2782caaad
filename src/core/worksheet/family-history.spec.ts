import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Answer, Answers } from './answers.js';
import { compile } from './compile.js';
import { displayAnswer } from './display.js';
import { parseLibrary } from './library.js';
import { parseWorksheet } from './parse.js';
import { toSubmission } from './submission.js';
import { draftProblems } from './validation.js';
import { visibility } from './visibility.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const worksheet = parseWorksheet(read('family-history.yaml'), 'family-history.yaml', library);
const compiled = compile(worksheet);

describe('the sums of family-history', () => {
  const home = worksheet.sections.find(({ id }) => id === 'home')?.items ?? [];
  const lines = home.filter(({ type }) => type === 'choice').map(({ id }) => id);

  test("count what is marked above 'Never', where 'Not sure' is no mark", () => {
    for (const sum of worksheet.sums ?? []) {
      expect(sum).toMatchObject({ rule: 'count', values: ['once_or_twice', 'sometimes', 'often'] });
    }
  });

  test('take all lines of home, and each of them in one of three parts', () => {
    const [all, ...parts] = worksheet.sums ?? [];
    const inParts = parts.flatMap(({ items }) => items).filter((id) => id.startsWith('home.'));
    expect(all?.items).toEqual(lines);
    expect(inParts).toHaveLength(lines.length);
    expect(new Set(inParts)).toEqual(new Set(lines));
  });
});

describe('family-history as it is filled in', () => {
  test('opens harm by choice, and closes it with all that was said in it', () => {
    const opened = {
      'harm.open': { value: 'yes' },
      'harm.body': { value: 'often' },
      'harm.contact': { value: 'yes' },
    };
    expect(visibility(compiled, opened).item('harm.contact')).toBe(true);
    const closed = { ...opened, 'harm.open': { value: 'no_skip_this_part' } };
    expect(toSubmission(compiled, closed)).toEqual({ 'harm.open': closed['harm.open'] });
  });

  test('asks what was sensed after any hint of a hidden truth, "not sure" among them', () => {
    expect(visibility(compiled, { 'home.shield': { value: 'not_sure' } }).item('home.sensed')).toBe(true);
    expect(visibility(compiled, { 'home.shield': { value: 'never' } }).item('home.sensed')).toBe(false);
  });

  test('ties people to one another', () => {
    const couples: Answer = {
      rows: [{ id: 'c1', answers: { a: { value: 'm2' }, kind: { value: 'married' } } }],
    };
    const answers: Answers = {
      couples,
      members: {
        rows: [
          {
            id: 'm1',
            answers: { label: { value: 'Me' }, parents: { value: ['m2'] }, trustthen: { value: 7 } },
          },
          { id: 'm2', answers: { label: { value: 'Mum' } } },
        ],
      },
    };
    expect(draftProblems(compiled, answers)).toEqual([]);
    expect(displayAnswer(compiled, 'members', { value: ['m2'] }, answers, 'parents')).toEqual({
      kind: 'list',
      items: ['Mum'],
    });
    expect(displayAnswer(compiled, 'couples', couples, answers)).toEqual({
      kind: 'list',
      items: ['Couple 1'],
    });
  });
});
