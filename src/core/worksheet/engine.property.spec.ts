import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answers, Patch } from './answers.js';
import { drawnForSomeone } from './circumstances.fixtures.js';
import { compile, type CompiledWorksheet } from './compile.js';
import type { FlagRule, Item, Sum, Worksheet } from './definition.js';
import { displayAnswer, progress } from './display.js';
import { drawnWithFacets } from './drawn.fixtures.js';
import { raiseFlags, type RaisedFlag } from './flags.js';
import { applyPatches, readPatches } from './patch.js';
import { plainly } from './plainly.fixtures.js';
import { answerOf, rowsOf } from './reading.js';
import { toSubmission } from './submission.js';
import { sumUp } from './sums.js';
import { tailor } from './tailor.js';
import { draftProblems, submitProblems } from './validation.js';
import { visibility } from './visibility.js';
import { EVERY_ITEM, PEOPLE, promises, sheetOf, yesNo } from './worksheet.fixtures.js';

describe('tailoring and then evaluating', () => {
  test('gives what a plain reading gives that knows the circumstances', () => {
    fc.assert(
      fc.property(drawnForSomeone, ({ worksheet, circumstances, answers, previous }) => {
        const tailored = tailor(worksheet, circumstances);
        const compiled = compile(tailored);
        const shown = visibility(compiled, answers);
        const plain = plainly(worksheet, circumstances, answers, previous);
        for (const section of worksheet.sections) {
          const open = plain.section(section);
          if (compiled.sections.has(section.id))
            expect([section.id, shown.section(section.id)]).toEqual([section.id, open]);
          for (const item of section.items) {
            expect([item.id, shown.item(item.id)]).toEqual([item.id, plain.item(item)]);
            for (const row of rowsOf(answerOf(answers, item.id)))
              for (const field of item.type === 'group' ? item.fields : [])
                expect([item.id, field.id, shown.field(item.id, row.id, field.id)]).toEqual([
                  item.id,
                  field.id,
                  plain.field(item, row, field),
                ]);
          }
        }
        expect(raiseFlags(compiled, answers, previous)).toEqual(raisedPlainly(worksheet, plain.raised()));
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves no trace of what was known', () => {
    fc.assert(
      fc.property(drawnForSomeone, ({ worksheet, circumstances }) => {
        const text = JSON.stringify(tailor(worksheet, circumstances));
        expect(text).not.toMatch(/"op":"(?:role|agreementHasKind|flag)"|"gate"|"dynamic"|repairing/);
      }),
    );
  });
});

const LEVELS = ['urgent', 'read', 'note'] as const;

/** One flag for each code: the highest of its levels, and its items in the order of the worksheet. */
function raisedPlainly(worksheet: Worksheet, raised: ReadonlySet<string>): readonly RaisedFlag[] {
  const rules = [...raised].map((rule) => rule.split(' '));
  const ids = worksheet.sections.flatMap(({ items }) => items.map(({ id }) => id));
  const codes = ids.flatMap((id) => rules.filter((rule) => rule[2] === id).map(([code = '']) => code));
  const once = [...new Set(codes)];
  return LEVELS.flatMap((level) =>
    once.flatMap((code) => {
      const ofCode = rules.filter((rule) => rule[0] === code);
      if (LEVELS.find((one) => ofCode.some((rule) => rule[1] === one)) !== level) return [];
      return [{ code, level, items: ids.filter((id) => ofCode.some((rule) => rule[2] === id)) }];
    }),
  );
}

describe('what is shown', () => {
  test('hangs on no order: of answers, of items, of sections', () => {
    fc.assert(
      fc.property(drawnWithFacets, fc.infiniteStream(fc.nat()), ({ worksheet, compiled, answers }, ranks) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((one): [number, T] => [ranks.next().value ?? 0, one])
            .toSorted(([a], [b]) => a - b)
            .map(([, one]) => one);
        const sections = shuffle(worksheet.sections).map((section) => ({
          ...section,
          items: shuffle(section.items).map((item) =>
            item.type === 'group' ? { ...item, fields: shuffle(item.fields) } : item,
          ),
        }));
        const others = compile({ ...worksheet, sections });
        const shuffled = Object.fromEntries(shuffle(Object.entries(answers)));
        expect(shownIn(others, shuffled)).toEqual(shownIn(compiled, answers));
      }),
      { numRuns: 300 },
    );
  });
});

function shownIn(compiled: CompiledWorksheet, answers: Answers): ReadonlySet<string> {
  const shown = visibility(compiled, answers);
  const fields = [...compiled.items.values()].flatMap((entry) =>
    ['r1', 'r2', 'r3'].flatMap((row) =>
      [...entry.fields.keys()]
        .filter((field) => shown.field(entry.item.id, row, field))
        .map((field) => `${entry.item.id} ${row} ${field}`),
    ),
  );
  return new Set([
    ...[...compiled.sections.keys()].filter((id) => shown.section(id)),
    ...[...compiled.items.keys()].filter((id) => shown.item(id)),
    ...fields,
  ]);
}

describe('rows', () => {
  const compiled = compile(sheetOf({ id: 'only', title: 'Only', items: [PEOPLE, promises()] }));
  const rowId = fc.stringMatching(/^[A-Za-z0-9-]{1,36}$/);

  test('come through patches, JSON and handing in, in the order in which they were added', () => {
    fc.assert(
      fc.property(fc.uniqueArray(rowId, { maxLength: 100 }), (ids) => {
        const patches = ids.map((row): Patch => ({
          item: 'people',
          row,
          field: 'name',
          answer: { value: `Name of ${row}` },
        }));
        const answer = { value: 5 };
        const later = ids.toReversed().map((row): Patch => ({ item: 'people', row, field: 'trust', answer }));
        expect(savedIn(compiled, [...patches, ...later], 'people')).toEqual(ids);
      }),
    );
  });

  test('that are given come through in the order in which they are given', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['p1', 'p2']), (ids) => {
        const answer = { value: 'kept' };
        const patches = ids.map((row): Patch => ({ item: 'each', row, field: 'answer', answer }));
        expect(savedIn(compiled, patches, 'each')).toEqual(ids.toSorted());
      }),
    );
  });
});

/** The ids of the rows in what is handed in, after everything has travelled as JSON. */
function savedIn(compiled: CompiledWorksheet, patches: readonly Patch[], group: string): readonly string[] {
  const read = readPatches(JSON.parse(JSON.stringify(patches)));
  if (!read.ok) throw new Error('unreadable');
  const patched = applyPatches(compiled, {}, read.patches);
  if (!patched.ok) throw new Error('refused');
  const stored = JSON.parse(JSON.stringify(patched.answers)) as Answers;
  return rowsOf(answerOf(toSubmission(compiled, stored), group)).map(({ id }) => id);
}

describe('arbitrary JSON', () => {
  const flags: readonly FlagRule[] = [
    { code: 'ONE', level: 'read', when: { not: { op: 'in', values: ['yes'] } } },
    { code: 'TWO', level: 'read', when: { op: 'dropGte', value: 1, against: 'previous' } },
    { code: 'THREE', level: 'read', when: { op: 'matchesTerms', field: 'name', terms: ['a'] } },
  ];
  const ruled = <T extends Item>(item: T): T => ({ ...item, flags });
  const items: readonly Item[] = [
    ...Object.values({ ...EVERY_ITEM, group: { ...PEOPLE, fields: PEOPLE.fields.map(ruled) } }).map(ruled),
    { ...EVERY_ITEM.long, type: 'long', id: 'letter', wording: true },
    { ...yesNo('open'), open: true },
    { ...yesNo('set'), readOnly: true, initial: 'yes' },
    ruled(promises()),
  ];
  const sums = (['count', 'sum', 'mean', 'rate', 'bars', 'lines'] as const).map((rule): Sum => ({
    name: rule,
    rule,
    items: items.map(({ id }) => id),
    values: ['yes'],
    map: { yes: 1 },
  }));
  const compiled = compile({ ...sheetOf({ id: 'only', title: 'Only', items }), sums });
  const ids = [...compiled.items.keys()];

  const json = fc.jsonValue({ maxDepth: 2 });
  const loose = fc.oneof(json, fc.constantFrom('yes', 5, true, ['r1'], { yes: 3 }, { toString: 1 }));
  const answer = fc.oneof(
    json,
    fc.record({ value: loose }),
    fc.record({ skipped: json }),
    fc.record({
      rows: fc.oneof(
        json,
        fc.array(
          fc.record({
            id: fc.constantFrom('r1', 'r2', 'p1', 5, null),
            answers: fc.oneof(
              json,
              fc.dictionary(
                fc.constantFrom('name', 'trust', 'parents', 'answer', '__proto__'),
                fc.oneof(json, fc.record({ value: loose })),
              ),
            ),
          }),
          { maxLength: 3 },
        ),
      ),
    }),
  );
  const someAnswers = fc.oneof(
    json,
    fc.dictionary(fc.constantFrom(...ids, 'nowhere', '__proto__'), answer, { maxKeys: 6 }),
  );

  test('is judged, summed, handed in and displayed without a throw and without a change', () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (garbage, before) => {
        const answers = frozen(garbage) as Answers;
        draftProblems(compiled, answers);
        submitProblems(compiled, answers);
        raiseFlags(compiled, answers, frozen(before) as Answers);
        sumUp(compiled, answers);
        progress(compiled, answers);
        toSubmission(compiled, answers);
        for (const id of ids) displayAnswer(compiled, id, answerOf(answers, id), answers);
        const read = readPatches([garbage, before]);
        if (read.ok) applyPatches(compiled, answers, read.patches);
      }),
      { numRuns: 10_000 },
    );
  });
});

/** A change would throw, since modules are strict. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
