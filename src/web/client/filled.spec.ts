import { expect, test } from '@jest/globals';
import { readFilled, type FilledSheet } from '../../../test/support/filled.js';
import { readWorksheets, shippedFolder } from '../../catalogue/shipped.js';
import { leavesOf } from '../../core/worksheet/conditions.js';
import type { Condition, Item, Section, Worksheet } from '../../core/worksheet/definition.js';
import { answerOf, isAnswered, isSkipped, rowsOf, valueOf } from '../../core/worksheet/reading.js';
import { takesAnswer } from '../../core/worksheet/starting.js';
import { toSubmission } from '../../core/worksheet/submission.js';
import { asksOf } from '../../core/worksheet/tailor.js';
import { submitProblems } from '../../core/worksheet/validation.js';
import { visibility } from '../../core/worksheet/visibility.js';
import { cardAt } from './cards.js';

/** The filled sheets of the fixtures, against the catalogue: over the set, everything that can open has been opened. */

const { worksheets: shipped, library } = readWorksheets(shippedFolder());
const worksheets = shipped.map(({ worksheet }) => worksheet);
const filled = readFilled(worksheets);
const ofWorksheet = ({ id }: Worksheet): readonly FilledSheet[] =>
  filled.filter(({ worksheetId }) => worksheetId === id);
const forClients = ({ sections }: Worksheet): readonly Section[] =>
  sections.filter(({ audience }) => audience !== 'clinician');
const itemsOf = (worksheet: Worksheet): readonly Item[] =>
  forClients(worksheet).flatMap(({ items }) => items);

/** `<worksheet> <what>` for all that no filled sheet of the worksheet satisfies. */
function missing<T>(
  things: (worksheet: Worksheet) => readonly T[],
  name: (thing: T) => string,
  isThere: (sheet: FilledSheet, thing: T) => boolean,
): readonly string[] {
  return worksheets.flatMap((worksheet) =>
    things(worksheet)
      .filter((thing) => !ofWorksheet(worksheet).some((sheet) => isThere(sheet, thing)))
      .map((thing) => `${worksheet.id} ${name(thing)}`),
  );
}

const idOf = ({ id }: { readonly id: string }): string => id;
const shownIn = ({ compiled, answers }: FilledSheet) => visibility(compiled, answers);

test.each(filled)('$name can be handed in, and nothing of it is left behind', ({ compiled, answers }) => {
  expect(submitProblems(compiled, answers)).toEqual([]);
  expect(toSubmission(compiled, answers)).toEqual(answers);
});

test('every worksheet is filled in, and each of its parts is shown', () => {
  expect(missing(forClients, idOf, (sheet, { id }) => shownIn(sheet).section(id))).toEqual([]);
});

test('every question is shown, and every field of a list', () => {
  expect(missing(itemsOf, idOf, (sheet, { id }) => shownIn(sheet).item(id))).toEqual([]);
  const fields = (worksheet: Worksheet): readonly { group: string; id: string }[] =>
    itemsOf(worksheet).flatMap((item) =>
      item.type === 'group' ? item.fields.map(({ id }) => ({ group: item.id, id })) : [],
    );
  expect(
    missing(
      fields,
      ({ group, id }) => `${group}/${id}`,
      (sheet, { group, id }) =>
        rowsOf(answerOf(sheet.answers, group)).some((row) => isAnswered(answerOf(row.answers, id))),
    ),
  ).toEqual([]);
});

test('every question that takes an answer has one; those that all sheets share, on one of them', () => {
  const shared = Object.values(library.blocks).flatMap(({ items }) => items.map(idOf));
  const asked = (worksheet: Worksheet): readonly Item[] =>
    itemsOf(worksheet).filter((item) => takesAnswer(item) || item.type === 'dynamic');
  const isAnsweredIn = ({ answers }: FilledSheet, id: string): boolean => isAnswered(answerOf(answers, id));
  const unanswered = missing(asked, idOf, (sheet, { id }) => {
    return (shared.includes(id) ? filled : [sheet]).some((one) => isAnsweredIn(one, id));
  });
  expect(unanswered).toEqual([]);
});

test('every option that opens something is chosen', () => {
  const opening = (worksheet: Worksheet): readonly { item: string; value: string }[] =>
    [...forClients(worksheet), ...itemsOf(worksheet)].flatMap(({ showIf }) =>
      (showIf ? leavesOf(showIf) : []).flatMap(valuesOf),
    );
  expect(
    missing(
      opening,
      ({ item, value }) => `${item}=${value}`,
      ({ answers }, { item, value }) => [valueOf(answerOf(answers, item))].flat().includes(value),
    ),
  ).toEqual([]);
});

function valuesOf(leaf: Condition): readonly { item: string; value: string }[] {
  if (!('values' in leaf) || leaf.op === 'notIn') return [];
  return leaf.values.map((value) => ({ item: leaf.item ?? '', value }));
}

test('every list has several rows, and every card is opened', () => {
  const lists = (worksheet: Worksheet): readonly Item[] =>
    itemsOf(worksheet).filter(({ type }) => type === 'group' || type === 'dynamic');
  expect(missing(lists, idOf, ({ answers }, { id }) => rowsOf(answerOf(answers, id)).length > 1)).toEqual([]);
  const cards = new Set(worksheets.flatMap(itemsOf).flatMap((item) => (item.card ? item.id : [])));
  const opened = filled.flatMap((sheet) =>
    [...sheet.compiled.items.values()]
      .filter(({ item }) => cardAt(shownIn(sheet), item, { item: item.id }) !== undefined)
      .map(({ item }) => item.id),
  );
  expect(new Set(opened)).toEqual(cards);
});

test('where roles count, each is taken; promises are given and are not there yet; something is skipped', () => {
  const roles = (worksheet: Worksheet): readonly ('hurt' | 'repairing')[] =>
    asksOf(worksheet).role ? ['hurt', 'repairing'] : [];
  expect(
    missing(roles, String, ({ circumstances: { role } }, one) => role === one || role === 'both'),
  ).toEqual([]);
  expect(filled.some(({ circumstances }) => circumstances.role === 'both')).toBe(true);
  const promises = filled
    .filter(({ worksheetId }) => worksheetId === 'commitment-checkin')
    .map(({ circumstances }) => circumstances.promises?.length ?? 0);
  expect(promises).toEqual(expect.arrayContaining([0, 3]));
  expect(filled.flatMap(({ answers }) => Object.values(answers)).some(isSkipped)).toBe(true);
});
