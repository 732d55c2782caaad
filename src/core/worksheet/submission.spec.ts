import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Row } from './answers.js';
import { drawn } from './drawn.fixtures.js';
import { answerOf, rowsOf } from './reading.js';
import { toSubmission } from './submission.js';
import { draftProblems } from './validation.js';
import { visibility } from './visibility.js';
import { compiledOf, EVERY_TYPE, PEOPLE, saidYes, SKIPPED, YES, yesNo } from './worksheet.fixtures.js';

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

describe('any submission', () => {
  test('holds nothing that is hidden', () => {
    fc.assert(
      fc.property(drawn, ({ compiled, answers }) => {
        const submitted = toSubmission(compiled, answers);
        const shown = visibility(compiled, answers);
        for (const item of Object.keys(submitted)) {
          expect([item, shown.item(item)]).toEqual([item, true]);
          for (const row of rowsOf(answerOf(submitted, item))) {
            const hidden = Object.keys(row.answers).filter((field) => !shown.field(item, row.id, field));
            expect(hidden).toEqual([]);
          }
        }
      }),
    );
  });

  test('handed in again is itself', () => {
    fc.assert(
      fc.property(drawn, ({ compiled, answers }) => {
        const submitted = toSubmission(compiled, answers);
        expect(toSubmission(compiled, submitted)).toEqual(submitted);
      }),
    );
  });

  test('of a draft that fits, fits: no link is left pointing nowhere', () => {
    fc.assert(
      fc.property(drawn, ({ compiled, answers }) => {
        expect(draftProblems(compiled, toSubmission(compiled, answers))).toEqual([]);
      }),
    );
  });
});
