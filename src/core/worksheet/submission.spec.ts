import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Row } from './answers.js';
import type { Item } from './definition.js';
import { drawnWithFacets } from './drawn.fixtures.js';
import { answerOf, rowsOf } from './reading.js';
import { toSubmission } from './submission.js';
import { draftProblems } from './validation.js';
import { visibility } from './visibility.js';
import {
  compiledOf,
  EVERY_ITEM,
  EVERY_TYPE,
  PEOPLE,
  promises,
  saidYes,
  SKIPPED,
  YES,
  yesNo,
} from './worksheet.fixtures.js';

describe('a submission', () => {
  const branched = compiledOf(yesNo('a'), yesNo('b', saidYes('a')));

  test('leaves out what is hidden and keeps skips', () => {
    expect(toSubmission(branched, { a: SKIPPED, b: YES })).toEqual({ a: SKIPPED });
    expect(toSubmission(branched, { a: YES, b: SKIPPED })).toEqual({ a: YES, b: SKIPPED });
  });

  test('leaves out blank values and what the worksheet does not know', () => {
    const answers = { text: { value: ' ' }, multi: { value: [] }, long: { value: 'Words' }, other: YES };
    expect(toSubmission(EVERY_TYPE, answers)).toEqual({ long: { value: 'Words' } });
  });

  test('leaves out empty rows, and a group that has no other', () => {
    const ann = { id: 'r1', answers: { name: { value: 'Ann' } } };
    const empty = { id: 'r2', answers: {} };
    expect(toSubmission(EVERY_TYPE, { people: { rows: [ann, empty] } })).toEqual({ people: { rows: [ann] } });
    expect(toSubmission(EVERY_TYPE, { people: { rows: [empty] } })).toEqual({});
  });

  test('keeps a row whose only answer is a skip', () => {
    const answers = { people: { rows: [{ id: 'r1', answers: { name: SKIPPED } }] } };
    expect(toSubmission(EVERY_TYPE, answers)).toEqual(answers);
  });

  test('keeps an empty row that an answer points to, so that no link is broken', () => {
    const empty = { id: 'r2', answers: {} };
    const answers = { people: { rows: [empty, { id: 'r3', answers: {} }] }, link: { value: 'r2' } };
    expect(toSubmission(EVERY_TYPE, answers)).toEqual({ people: { rows: [empty] }, link: { value: 'r2' } });
  });

  test('leaves out hidden fields, and rows that have nothing else', () => {
    const compiled = compiledOf({
      ...PEOPLE,
      fields: [yesNo('habit'), yesNo('state', saidYes('habit'))],
    });
    const both: Row = { id: 'r1', answers: { habit: YES, state: YES } };
    const hidden: Row = { id: 'r2', answers: { state: YES } };
    expect(toSubmission(compiled, { people: { rows: [both, hidden] } })).toEqual({
      people: { rows: [both] },
    });
  });
});

describe('what is fixed', () => {
  const set: Item = { ...EVERY_ITEM.text, id: 'set', readOnly: true, initial: 'Given' };
  const secret: Item = { ...EVERY_ITEM.text, id: 'secret', hidden: true, initial: 'Kept' };

  test('is handed in as it was set, whatever was sent', () => {
    const compiled = compiledOf(set, secret);
    const handedIn = { set: { value: 'Given' }, secret: { value: 'Kept' } };
    expect(toSubmission(compiled, {})).toEqual(handedIn);
    expect(toSubmission(compiled, { set: { value: 'Mine' }, secret: SKIPPED })).toEqual(handedIn);
  });

  test('is left out in a closed branch, without an initial value, and where that does not fit', () => {
    const closed = { ...set, showIf: saidYes('a') };
    const none = { ...secret, initial: undefined };
    const unfit = { ...EVERY_ITEM.scale, id: 'unfit', readOnly: true, initial: 11 } as const;
    expect(toSubmission(compiledOf(yesNo('a'), closed, none, unfit), {})).toEqual({});
  });

  test('opens branches by its initial value', () => {
    const compiled = compiledOf({ ...yesNo('a'), hidden: true, initial: 'yes' }, yesNo('b', saidYes('a')));
    expect(toSubmission(compiled, { b: YES })).toEqual({ a: YES, b: YES });
  });

  test('makes no row worth handing in', () => {
    const kind = { id: 'kind', type: 'text', text: 'Kind', hidden: true, initial: 'k' } as const;
    const compiled = compiledOf({ ...PEOPLE, fields: [...PEOPLE.fields, kind] });
    const rows: readonly Row[] = [
      { id: 'r1', answers: {} },
      { id: 'r2', answers: { trust: { value: 3 } } },
    ];
    expect(toSubmission(compiled, { people: { rows } })).toEqual({
      people: { rows: [{ id: 'r2', answers: { trust: { value: 3 }, kind: { value: 'k' } } }] },
    });
  });
});

test('given rows are handed in where they say something, in the given order; others are not', () => {
  const compiled = compiledOf(promises());
  const row = (id: string, answers: Row['answers']): Row => ({ id, answers });
  const kept = row('p1', { answer: { value: 'kept' } });
  const noted = row('p2', { note: { value: 'Once' } });
  expect(
    toSubmission(compiled, { each: { rows: [row('p9', { answer: { value: 'kept' } }), noted, kept] } }),
  ).toEqual({ each: { rows: [kept, noted] } });
  expect(toSubmission(compiled, { each: { rows: [row('p1', {})] } })).toEqual({});
});

describe('any submission', () => {
  test('holds nothing of closed branches', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ compiled, answers }) => {
        const submitted = toSubmission(compiled, answers);
        const shown = visibility(compiled, answers);
        for (const item of Object.keys(submitted)) {
          expect([item, shown.answer(item)]).not.toEqual([item, undefined]);
          for (const row of rowsOf(answerOf(submitted, item))) {
            const read = shown.row(item, row.id);
            expect(Object.keys(row.answers).filter((field) => read(field) === undefined)).toEqual([]);
          }
        }
      }),
    );
  });

  test('handed in again is itself', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ compiled, answers }) => {
        const submitted = toSubmission(compiled, answers);
        expect(toSubmission(compiled, submitted)).toEqual(submitted);
      }),
    );
  });

  test('of a draft that fits, fits: no link is left pointing nowhere', () => {
    fc.assert(
      fc.property(drawnWithFacets, ({ compiled, answers }) => {
        expect(draftProblems(compiled, toSubmission(compiled, answers))).toEqual([]);
      }),
    );
  });
});
