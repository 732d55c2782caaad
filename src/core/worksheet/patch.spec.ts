import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers, AnswerValue, Patch, ProblemCode, Row } from './answers.js';
import { drawn, type Drawn } from './drawn.fixtures.js';
import { applyPatches, readPatches } from './patch.js';
import { answerOf, isBlank, rowsOf } from './reading.js';
import { compiledOf, EVERY_TYPE, PEOPLE, promises, SKIPPED, YES, yesNo } from './worksheet.fixtures.js';

function patched(answers: Answers, ...patches: readonly Patch[]): Answers {
  const result = applyPatches(EVERY_TYPE, answers, patches);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.answers;
}

function refused(answers: Answers, ...patches: readonly Patch[]): unknown {
  const result = applyPatches(EVERY_TYPE, answers, patches);
  return result.ok ? 'accepted' : result.problems.map(({ code }) => code);
}

const ANN = { id: 'r1', answers: { name: { value: 'Ann' } } };
const EMPTY = { id: 'r2', answers: {} };

describe('an item', () => {
  test('is set, skipped and cleared', () => {
    const set = patched({}, { item: 'choice', answer: YES });
    expect(set).toEqual({ choice: YES });
    expect(patched(set, { item: 'choice', answer: SKIPPED })).toEqual({ choice: SKIPPED });
    expect(patched(set, { item: 'choice', answer: null })).toEqual({});
  });

  test.each<[string, AnswerValue]>([
    ['text', ''],
    ['text', '  '],
    ['multi', []],
    ['grid', {}],
  ])('is cleared by a blank value: %s %j', (item, value) => {
    expect(patched({ [item]: YES, choice: YES }, { item, answer: { value } })).toEqual({ choice: YES });
  });

  test('is refused with a value that does not fit, and nothing is changed', () => {
    const before: Answers = Object.freeze({ choice: YES });
    expect(
      refused(before, { item: 'text', answer: { value: 'new' } }, { item: 'scale', answer: { value: 11 } }),
    ).toEqual(['out_of_range']);
    expect(before).toEqual({ choice: YES });
  });

  test('is judged by what it is in the end', () => {
    expect(
      patched({}, { item: 'scale', answer: { value: 11 } }, { item: 'scale', answer: { value: 1 } }),
    ).toEqual({ scale: { value: 1 } });
  });

  test('unknown is refused', () => {
    expect(refused({}, { item: 'nowhere', answer: YES })).toEqual(['unknown_item']);
    expect(refused({}, { item: '__proto__', answer: YES })).toEqual(['unknown_item']);
  });

  test('keeps what is wrong elsewhere from standing in the way', () => {
    const old: Answers = { scale: { value: 99 } };
    expect(patched(old, { item: 'choice', answer: YES })).toEqual({ ...old, choice: YES });
  });
});

describe('rows', () => {
  test('are added at the end, once', () => {
    const added = patched(
      { people: { rows: [ANN] } },
      { item: 'people', row: 'r2' },
      { item: 'people', row: 'r2' },
    );
    expect(added).toEqual({ people: { rows: [ANN, EMPTY] } });
  });

  test('are added with their first field', () => {
    const answer = { value: 'Ann' };
    expect(patched({}, { item: 'people', row: 'r1', field: 'name', answer })).toEqual({
      people: { rows: [ANN] },
    });
  });

  test('have their fields set and cleared', () => {
    const set = patched(
      { people: { rows: [ANN, EMPTY] } },
      { item: 'people', row: 'r1', field: 'trust', answer: { value: 3 } },
    );
    expect(set).toEqual({
      people: { rows: [{ id: 'r1', answers: { ...ANN.answers, trust: { value: 3 } } }, EMPTY] },
    });
    expect(patched(set, { item: 'people', row: 'r1', field: 'trust', answer: null })).toEqual({
      people: { rows: [ANN, EMPTY] },
    });
  });

  test('take their links with them when they go', () => {
    const child = { id: 'r3', answers: { name: { value: 'Cy' }, parents: { value: ['r1', 'r2'] } } };
    const orphan = { id: 'r4', answers: { parents: { value: ['r1'] } } };
    const before: Answers = {
      people: { rows: [ANN, EMPTY, child, orphan] },
      link: { value: 'r1' },
      links: { value: ['r2', 'r1'] },
    };
    expect(patched(before, { item: 'people', row: 'r1', remove: true })).toEqual({
      people: {
        rows: [
          EMPTY,
          { id: 'r3', answers: { name: { value: 'Cy' }, parents: { value: ['r2'] } } },
          { id: 'r4', answers: {} },
        ],
      },
      links: { value: ['r2'] },
    });
  });

  test('leave other lists as they are when they go, skipped ones too', () => {
    const compiled = compiledOf(PEOPLE, { ...PEOPLE, id: 'others' });
    const gone = applyPatches(compiled, { people: { rows: [ANN] }, others: SKIPPED }, [
      { item: 'people', row: 'r1', remove: true },
    ]);
    expect(gone).toEqual({ ok: true, answers: { others: SKIPPED } });
  });

  test('leave no empty list behind, and going twice changes nothing', () => {
    const remove: Patch = { item: 'people', row: 'r1', remove: true };
    expect(patched({ people: { rows: [ANN] } }, remove, remove)).toEqual({});
    expect(patched({ people: SKIPPED }, remove)).toEqual({ people: SKIPPED });
  });

  test('and links to them may come in either order', () => {
    expect(patched({}, { item: 'link', answer: { value: 'r2' } }, { item: 'people', row: 'r2' })).toEqual({
      people: { rows: [EMPTY] },
      link: { value: 'r2' },
    });
    expect(refused({}, { item: 'link', answer: { value: 'r2' } })).toEqual(['unknown_row']);
  });

  test('are refused beyond the limit', () => {
    const few = compiledOf({ ...PEOPLE, maxRows: 1 });
    const result = applyPatches(few, { people: { rows: [ANN] } }, [{ item: 'people', row: 'r2' }]);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ item: 'people', row: 'r2', code: 'too_many_rows' }],
    });
    expect(applyPatches(few, { people: { rows: [ANN] } }, [{ item: 'people', row: 'r1' }]).ok).toBe(true);
  });

  test('are refused where they cannot be', () => {
    expect(refused({}, { item: 'text', row: 'r1' })).toEqual(['wrong_type']);
    expect(refused({}, { item: 'people', row: 'r 1' })).toEqual(['wrong_type']);
    expect(refused({}, { item: 'people', row: 'r1', field: 'age', answer: YES })).toEqual(['unknown_field']);
    expect(refused({}, { item: 'people', row: 'r1', field: 'trust', answer: YES })).toEqual(['wrong_type']);
  });

  test('are never replaced as a whole; a list without rows can be skipped', () => {
    expect(refused({}, { item: 'people', answer: { rows: [ANN] } })).toEqual(['wrong_type']);
    expect(refused({ people: { rows: [ANN] } }, { item: 'people', answer: null })).toEqual(['wrong_type']);
    expect(refused({ people: { rows: [ANN] } }, { item: 'people', answer: SKIPPED })).toEqual(['wrong_type']);
    const skipped = patched({}, { item: 'people', answer: SKIPPED });
    expect(skipped).toEqual({ people: SKIPPED });
    expect(patched(skipped, { item: 'people', answer: null })).toEqual({});
    expect(patched(skipped, { item: 'people', row: 'r2' })).toEqual({ people: { rows: [EMPTY] } });
  });
});

describe('given rows', () => {
  const compiled = compiledOf(promises());
  const say = (row: string, value: string): Patch => ({
    item: 'each',
    row,
    field: 'answer',
    answer: { value },
  });
  const kept = (id: string): Row => ({ id, answers: { answer: { value: 'kept' } } });

  test('keep their order, whatever the order of answering', () => {
    expect(applyPatches(compiled, {}, [say('p2', 'no'), say('p1', 'kept'), say('p2', 'kept')])).toEqual({
      ok: true,
      answers: { each: { rows: [kept('p1'), kept('p2')] } },
    });
  });

  test('are kept only while they say something', () => {
    const clear: Patch = { item: 'each', row: 'p1', field: 'answer', answer: null };
    const before: Answers = { each: { rows: [kept('p1')] } };
    expect(applyPatches(compiled, before, [clear])).toEqual({ ok: true, answers: {} });
    expect(applyPatches(compiled, {}, [{ item: 'each', row: 'p1' }])).toEqual({ ok: true, answers: {} });
    const skipped = applyPatches(compiled, before, [clear, { item: 'each', answer: SKIPPED }]);
    expect(skipped).toEqual({ ok: true, answers: { each: SKIPPED } });
  });

  test.each<[string, Patch, ProblemCode]>([
    ['added', { item: 'each', row: 'p3' }, 'unknown_row'],
    ['answered without being there', say('p3', 'kept'), 'unknown_row'],
    ['taken away', { item: 'each', row: 'p1', remove: true }, 'wrong_type'],
    ['asked what they do not ask', { item: 'each', row: 'p1', field: 'x', answer: YES }, 'unknown_field'],
    ['answered by what is no option', say('p1', 'yes'), 'unknown_option'],
  ])('cannot be %s', (_what, patch, code) => {
    const before: Answers = { each: { rows: [kept('p1')] } };
    expect(applyPatches(compiled, before, [patch])).toMatchObject({ ok: false, problems: [{ code }] });
  });

  test('name no strange row in a problem', () => {
    const result = applyPatches(compiled, {}, [{ item: 'each', row: 'what I wrote' }]);
    expect(JSON.stringify(result)).not.toContain('wrote');
  });
});

test('a new row begins with the initial values of its fields', () => {
  const kind = { id: 'kind', type: 'text', text: 'Kind', initial: 'Friend' } as const;
  const compiled = compiledOf({ ...PEOPLE, fields: [...PEOPLE.fields, kind] });
  expect(applyPatches(compiled, {}, [{ item: 'people', row: 'r1' }])).toEqual({
    ok: true,
    answers: { people: { rows: [{ id: 'r1', answers: { kind: { value: 'Friend' } } }] } },
  });
});

test('what is fixed cannot be changed', () => {
  const compiled = compiledOf({ ...yesNo('set'), readOnly: true, initial: 'no' });
  const result = applyPatches(compiled, {}, [{ item: 'set', answer: YES }]);
  expect(result).toMatchObject({ ok: false, problems: [{ item: 'set', code: 'wrong_type' }] });
});

describe('patches of any draft', () => {
  test('made one by one give the draft', () => {
    fc.assert(
      fc.property(drawn, (sheet) => {
        const result = applyPatches(sheet.compiled, {}, patchesFor(sheet));
        expect(result).toEqual({ ok: true, answers: withoutBlanks(sheet.answers) });
      }),
    );
  });

  test('come through JSON as they are', () => {
    fc.assert(
      fc.property(drawn, (sheet) => {
        const patches = patchesFor(sheet);
        expect(readPatches(JSON.parse(JSON.stringify(patches)))).toEqual({ ok: true, patches });
      }),
    );
  });

  test('give the same in any order of items', () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), (sheet, ranks) => {
        const rank = new Map(Object.keys(sheet.answers).map((item) => [item, ranks.next().value ?? 0]));
        const shuffled = patchesFor(sheet).toSorted(
          (a, b) => (rank.get(a.item) ?? 0) - (rank.get(b.item) ?? 0),
        );
        expect(applyPatches(sheet.compiled, {}, shuffled)).toEqual(
          applyPatches(sheet.compiled, {}, patchesFor(sheet)),
        );
      }),
    );
  });

  test('that set and then clear leave what was there before', () => {
    fc.assert(
      fc.property(drawn, (sheet) => {
        const set = patchesFor(sheet).filter((patch) => 'answer' in patch && !('row' in patch));
        const cleared = set.map((patch): Patch => ({ item: patch.item, answer: null }));
        const groups = Object.entries(sheet.answers).filter(([, answer]) => 'rows' in answer);
        const before = Object.fromEntries(groups);
        expect(applyPatches(sheet.compiled, before, [...set, ...cleared])).toEqual({
          ok: true,
          answers: before,
        });
      }),
    );
  });

  test('that take every row away leave no link', () => {
    fc.assert(
      fc.property(drawn, ({ compiled, answers }) => {
        const removals = Object.keys(answers).flatMap((item) =>
          rowsOf(answerOf(answers, item)).map((row): Patch => ({ item, row: row.id, remove: true })),
        );
        const result = applyPatches(compiled, answers, removals);
        expect(result.ok).toBe(true);
        const left = result.ok ? result.answers : answers;
        const links = [...compiled.items.values()].filter(
          ({ item }) => item.type === 'link' || item.type === 'links',
        );
        expect(Object.values(left).filter((answer) => 'rows' in answer)).toEqual([]);
        expect(links.filter(({ item }) => 'value' in (left[item.id] ?? {}))).toEqual([]);
      }),
    );
  });
});

describe('patches from outside', () => {
  test('are read in all their forms', () => {
    const patches: readonly Patch[] = [
      { item: 'text', answer: { value: 'Words' } },
      { item: 'text', answer: SKIPPED },
      { item: 'text', answer: null },
      { item: 'sign', answer: { value: { name: 'Ann', date: '2026-11-24' } } },
      { item: 'people', row: 'r1' },
      { item: 'people', row: 'r1', field: 'name', answer: { value: 'Ann' } },
      { item: 'people', row: 'r1', remove: true },
    ];
    expect(readPatches(patches)).toEqual({ ok: true, patches });
  });

  test.each<[string, unknown]>([
    ['no list', {}],
    ['no object', ['text']],
    ['no item', [{ answer: null }]],
    ['no answer', [{ item: 'text' }]],
    ['an answer that is none', [{ item: 'text', answer: 'Words' }]],
    ['an answer with more in it', [{ item: 'text', answer: { value: 'x', note: 'y' } }]],
    ['a value of null', [{ item: 'text', answer: { value: null } }]],
    ['nested values', [{ item: 'grid', answer: { value: { yes: { deep: 1 } } } }]],
    ['a list of numbers', [{ item: 'multi', answer: { value: [1] } }]],
    ['whole rows', [{ item: 'people', answer: { rows: [] } }]],
    ['a false removal', [{ item: 'people', row: 'r1', remove: false }]],
    ['an odd key', [{ item: 'people', row: 'r1', colour: 'red' }]],
    ['a field that is no text', [{ item: 'people', row: 'r1', field: 1, answer: null }]],
  ])('are refused with %s', (_name, json) => {
    expect(readPatches(json)).toMatchObject({ ok: false, problems: [{ code: 'wrong_type' }] });
  });

  test('name the item of each that is refused', () => {
    const json = [{ item: 'text' }, { item: 'choice', answer: YES }, { item: 'what I wrote' }, 7];
    const result = readPatches(json);
    expect(!result.ok && result.problems.map(({ item }) => item)).toEqual(['text', '', '']);
  });

  test('of any kind are judged without a throw', () => {
    const json = fc.jsonValue();
    const entry = fc.record(
      {
        item: fc.constantFrom('text', 'people', '__proto__', 7),
        row: json,
        field: json,
        answer: fc.oneof(json, fc.record({ value: json })),
        remove: json,
      },
      { requiredKeys: ['item'] },
    );
    fc.assert(
      fc.property(fc.oneof(json, fc.array(entry)), (garbage) => {
        const result = readPatches(garbage);
        if (result.ok) applyPatches(EVERY_TYPE, {}, result.patches);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The patches by which a draft like this one comes about. */
function patchesFor({ answers }: Drawn): readonly Patch[] {
  return Object.entries(answers).flatMap(([item, answer]): readonly Patch[] => {
    if (!('rows' in answer)) return [{ item, answer }];
    return answer.rows.flatMap((row): readonly Patch[] => [
      { item, row: row.id },
      ...Object.entries(row.answers).map(([field, value]) => ({ item, row: row.id, field, answer: value })),
    ]);
  });
}

function withoutBlanks(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([, answer]) => !('value' in answer && isBlank(answer.value))),
  );
}
