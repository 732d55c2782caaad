import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Condition, Gate, GateState } from './definition.js';
import { type FlagCode, parseFlagCodes } from './flag-codes.js';
import { type Blocks, type Library, parseLibrary } from './library.js';
import { type CrisisLine, type Locale, parseLocale } from './locale.js';
import { lintWorksheetSource } from './parse.js';
import {
  parseSummarySources,
  type SourceChoice,
  type SourceLine,
  type SummarySources,
} from './summary-sources.js';
import { type Fills, parseProgram, type Program, type ProgramStep } from './program.js';
import { isRecord } from './reading.js';
import { worksheetSchema } from './schema.js';

/** The guide for authors: every example is compiled, and nothing that can be written is without one. */

const read = (name: string): string =>
  readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
const guide = read('README.md');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const codes = parseFlagCodes(read('flags.yaml'), 'flags.yaml');

interface Example {
  /** What it is a part of, as the word after `yaml` says; the conditions of the table are such parts too. */
  readonly kind: string;
  readonly yaml: string;
}
const examples: readonly Example[] = [
  ...guide.matchAll(/^```yaml *(?<kind>\w*)\n(?<fenced>[^]*?)^```|^\| `(?<condition>\{.*?\})` /gm),
].map(({ groups: { kind = 'condition', fenced, condition } = {} }) => ({
  kind,
  yaml: fenced ?? condition ?? '',
}));

const PARTS = ['sheet', 'top', 'section', 'item', 'sum', 'condition'];
const parts = examples.filter(({ kind }) => PARTS.includes(kind));
const beside = (kind: string): string => examples.find((example) => example.kind === kind)?.yaml ?? '';

/** One worksheet of all these parts. */
function together(some: readonly Example[]): object {
  const entries = (kind: string): readonly object[] =>
    some.filter((one) => one.kind === kind).flatMap(({ yaml }) => parse(yaml) as object[]);
  const { sections, ...top } = Object.assign({}, ...entries('sheet'), ...entries('top')) as {
    readonly sections: readonly object[];
  };
  const asked = entries('condition').map((showIf, index) => ({
    id: `condition-${index}`,
    type: 'info',
    text: 'Shown.',
    showIf,
  }));
  const items = [...entries('item'), ...asked];
  const sums = entries('sum');
  return {
    ...top,
    sections: [
      ...sections,
      ...(items.length > 0 ? [{ id: 'items', title: 'Items', items }] : []),
      ...entries('section'),
    ],
    ...(sums.length > 0 && { sums }),
  };
}

const problemsIn = (source: string): readonly string[] =>
  lintWorksheetSource(source, 'README.md', library, codes).problems.map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('the examples', () => {
  test('each say what they are', () => {
    const known = [...PARTS, 'common', 'flags', 'program', 'locale', 'summary'];
    expect(examples.filter(({ kind }) => !known.includes(kind))).toEqual([]);
    expect([...new Set(examples.map(({ kind }) => kind))].toSorted()).toEqual(known.toSorted());
  });

  test('begin with a whole sheet that is well as it stands', () => {
    expect(parts[0]?.kind).toBe('sheet');
    expect(problemsIn(parts[0]?.yaml ?? '')).toEqual([]);
  });

  test.each(parts.map(({ kind, yaml }, index) => [kind, yaml.slice(0, 60), index] as const))(
    'are well together with those before: %s %j',
    (_kind, _yaml, index) => {
      expect(problemsIn(JSON.stringify(together(parts.slice(0, index + 1))))).toEqual([]);
    },
  );

  test('of the files beside are well', () => {
    const worksheets = new Set(
      [...beside('program').matchAll(/worksheet: ([a-z0-9-]+)/g)].map(([, id = '']) => id),
    );
    for (const id of worksheets) expect(read(`${id}.yaml`)).toContain(`id: ${id}\n`);
    expect(parseProgram(beside('program'), 'README.md', worksheets).steps.length).toBeGreaterThan(1);
    expect(parseLocale(beside('locale'), 'README.md').crisisLines).toHaveLength(1);
    expect(parseSummarySources(beside('summary'), 'README.md').lines).toHaveLength(1);
    expect(parseFlagCodes(beside('flags'), 'README.md')).toHaveLength(1);
    expect(Object.keys(parseLibrary(beside('common'), 'README.md').options)).toHaveLength(1);
  });
});

/** A key with what it stands in, as `items.type`; or a key with a word that is its value, as `type=scale`. */
type Name = string;
const inside = (key: string): string => (key === 'fields' ? 'items' : key);

/** The names that stand in data. */
function namesIn(data: unknown, owner: string): readonly Name[] {
  if (Array.isArray(data)) return data.flatMap((one) => namesIn(one, owner));
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    `${owner}.${key}`,
    ...(typeof value === 'string' ? [`${key}=${value}`] : []),
    ...namesIn(value, inside(key)),
  ]);
}

/** The names that a schema knows, and of a key with a few fixed values each of them. */
function namesOf(schema: z.core.JSONSchema.JSONSchema, owner: string): readonly Name[] {
  const shapes = [schema.oneOf, schema.anyOf, schema.items].flat().filter((one) => typeof one === 'object');
  const keys = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return [];
    const values = value.enum ?? (value.const === undefined ? [] : [value.const]);
    const named = values.map((one) => `${key}=${String(one)}`);
    return [`${owner}.${key}`, ...named, ...namesOf(value, inside(key))];
  });
  return [...keys, ...shapes.flatMap((shape) => namesOf(shape, owner))];
}

/** The compiler says when a name is missing in one of these lists, or is there and means nothing. */
const listed = <T extends string>(all: Readonly<Record<T, 1>>): readonly string[] => Object.keys(all);
/** The keys of every shape that there is. */
type KeyOf<T> = T extends T ? keyof T & string : never;
type Op = Extract<Condition, { op: unknown }>['op'];

describe('there is an example of', () => {
  const shown = new Set(namesIn(together(parts), 'sheet'));
  const without = (names: Iterable<Name>, there: ReadonlySet<Name> = shown): Name[] =>
    [...new Set(names)].filter((name) => !there.has(name));

  test('every key of the definition, and every named value: types, rules, levels, classes', () => {
    const schema = z.toJSONSchema(worksheetSchema(), { io: 'output', unrepresentable: 'any' });
    const known = namesOf(schema, 'sheet');
    expect(known).toEqual(expect.arrayContaining(['type=grid', 'options.closes', 'sums.map']));
    expect(without(known)).toEqual([]);
    const [first] = parts;
    const few = new Set(namesIn(together(first ? [first] : []), 'sheet'));
    expect(without(known, few)).toEqual(expect.arrayContaining(['sheet.gate', 'type=grid']));
  });

  test('every operator and every key of conditions', () => {
    const ops = listed<Op>({
      answered: 1,
      in: 1,
      notIn: 1,
      includesAny: 1,
      gte: 1,
      lte: 1,
      dropGte: 1,
      matchesTerms: 1,
      flag: 1,
      role: 1,
      agreementHasKind: 1,
    });
    const keys = listed<KeyOf<Condition>>({
      all: 1,
      any: 1,
      not: 1,
      item: 1,
      op: 1,
      values: 1,
      value: 1,
      against: 1,
      field: 1,
      terms: 1,
      code: 1,
    });
    const conditions = new Set(
      [...shown].flatMap((name) => /^(?:showIf|when|all|any|not)\.(.+)$/.exec(name)?.[1] ?? []),
    );
    expect(without(keys, conditions)).toEqual([]);
    expect(without(ops.map((op) => `op=${op}`))).toEqual([]);
  });

  test('every gate', () => {
    const keys = listed<KeyOf<Gate>>({ worksheet: 1, state: 1, decision: 1 });
    const states = listed<GateState>({ submitted: 1, reviewed: 1, released: 1 });
    expect(without(keys.map((key) => `gate.${key}`))).toEqual([]);
    expect(without(states.map((state) => `state=${state}`))).toEqual([]);
  });

  test.each([
    ['common', '', listed<keyof Library>({ options: 1, blocks: 1 })],
    ['common', 'blocks', listed<keyof Blocks>({ opening: 1, risk: 1, closing: 1 })],
    ['flags', '', listed<keyof FlagCode>({ code: 1, label: 1, suggestedAction: 1 })],
    ['program', '', listed<keyof Program>({ id: 1, title: 1, description: 1, steps: 1, support: 1 })],
    [
      'program',
      'steps',
      listed<keyof ProgramStep>({ worksheet: 1, fills: 1, timing: 1, after: 1, recurrence: 1, optional: 1 }),
    ],
    [
      'summary',
      '',
      listed<keyof SummarySources>({
        lines: 1,
        quotes: 1,
        agenda: 1,
        requests: 1,
        slips: 1,
        notCompared: 1,
        again: 1,
      }),
    ],
    ['summary', 'lines', listed<keyof SourceLine>({ line: 1, title: 1, items: 1 })],
    ['summary', 'requests', listed<keyof SourceChoice>({ worksheet: 1, item: 1, values: 1, says: 1 })],
    ['locale', '', listed<keyof Locale>({ id: 1, region: 1, emergency: 1, crisisLines: 1 })],
    [
      'locale',
      'crisisLines',
      listed<keyof CrisisLine>({
        name: 1,
        phone: 1,
        text: 1,
        url: 1,
        note: 1,
        region: 1,
        hours: 1,
        owner: 1,
        source: 1,
        verified_on: 1,
      }),
    ],
  ])('every key of %s %s', (kind, owner, keys) => {
    const names = new Set(namesIn(parse(beside(kind)), ''));
    expect(
      without(
        keys.map((key) => `${owner}.${key}`),
        names,
      ),
    ).toEqual([]);
  });

  test('all who fill in a step of a program', () => {
    const fills = listed<Fills>({ both: 1, hurt: 1, repairing: 1, either: 1, together: 1 });
    const names = new Set(namesIn(parse(beside('program')), ''));
    expect(
      without(
        fills.map((one) => `fills=${one}`),
        names,
      ),
    ).toEqual([]);
  });
});

test('the sets of options are those that there are', () => {
  const told = [...guide.matchAll(/^\| `([A-Z_]{2,})` +\| (.*?) *\|$/gm)].map(
    ([, name = '', values = '']) => [name, values.split(', ')] as const,
  );
  const known = Object.entries(library.options).map(
    ([name, options]) => [name, options.map(({ value }) => value)] as const,
  );
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
});
