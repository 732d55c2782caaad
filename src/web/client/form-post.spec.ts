import { expect, test } from '@jest/globals';
import { array, assert, constantFrom, dictionary, oneof, property, string } from 'fast-check';
import { everyType } from '../../../test/fixtures/every-type.js';
import type { Answers, Patch } from '../../core/worksheet/answers.js';
import { compile } from '../../core/worksheet/compile.js';
import { applyPatches } from '../../core/worksheet/patch.js';
import type { Fields } from './control.js';
import { patchesFromForm } from './form-post.js';

const compiled = compile(everyType);
const post = (section: string, answers: Answers, fields: Fields): Patch[] => {
  const found = compiled.sections.get(section);
  if (!found) throw new Error(`no section ${section}`);
  return patchesFromForm(compiled, found.items, answers, fields);
};

test('only what changed is a patch', () => {
  const answers: Answers = { line: { value: 'same' }, page: { value: 'one\ntwo' } };
  expect(post('plain', answers, { line: 'same', page: 'one\r\ntwo', count: '3' })).toEqual([
    { item: 'count', answer: { value: 3 } },
  ]);
});

test('boxes that are all unticked clear the answer, and only where the question was on the page', () => {
  const answers: Answers = { ways: { value: ['mail'] } };
  expect(post('plain', answers, { line: '' })).toEqual([{ item: 'ways', answer: null }]);
  expect(post('plain', { ways: { skipped: true } }, { line: '' })).toEqual([]);
  expect(post('rest', { agree: { value: true } }, {})).toEqual([]);
  expect(post('rest', { open: { value: 'yes' }, agree: { value: true } }, {})).toEqual([
    { item: 'agree', answer: null },
  ]);
});

test('what is posted counts even for a question that has opened since', () => {
  expect(post('plain', {}, { open: 'yes', more: 'a lot' })).toEqual([
    { item: 'open', answer: { value: 'yes' } },
    { item: 'more', answer: { value: 'a lot' } },
  ]);
});

test('rows are read where their mark is, and no others', () => {
  const answers: Answers = {
    members: {
      rows: [
        { id: 'r1', answers: { label: { value: 'Ada' }, habits: { value: ['never'] } } },
        { id: 'r2', answers: { label: { value: 'Ben' }, habits: { value: ['often'] } } },
      ],
    },
  };
  expect(
    post('people', answers, {
      'members/r1': '1',
      'members/r1/label': 'Ada B.',
      'members/r2/label': 'Mallory',
    }),
  ).toEqual([
    { item: 'members', row: 'r1', field: 'label', answer: { value: 'Ada B.' } },
    { item: 'members', row: 'r1', field: 'habits', answer: null },
  ]);
});

test('links to other rows are read like boxes', () => {
  const answers: Answers = {
    members: {
      rows: [
        { id: 'r1', answers: {} },
        { id: 'r2', answers: {} },
      ],
    },
  };
  expect(post('people', answers, { 'members/r1': '1', 'members/r1/parents': ['r2'] })).toEqual([
    { item: 'members', row: 'r1', field: 'parents', answer: { value: ['r2'] } },
  ]);
});

test('posting the same form twice changes nothing the second time', () => {
  const field = oneof(string(), array(constantFrom('mail', 'phone'), { maxLength: 2 }));
  const names = constantFrom('line', 'page', 'open', 'more', 'ways', 'day');
  assert(
    property(dictionary(names, field), (fields) => {
      const first = applyPatches(compiled, {}, post('plain', {}, fields));
      if (first.ok) expect(post('plain', first.answers, fields)).toEqual([]);
    }),
  );
});
