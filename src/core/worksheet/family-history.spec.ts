import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Answer, Answers } from './answers.js';
import { compile } from './compile.js';
import type { Condition, FlagLevel, FlagRule } from './definition.js';
import { displayAnswer } from './display.js';
import { parseWorksheet } from './parse.js';
import { toSubmission } from './submission.js';
import { draftProblems } from './validation.js';
import { visibility } from './visibility.js';
import { EVERY_ITEM } from './worksheet.fixtures.js';

/** A worksheet as the content's twin in JSON has it. */
interface Twin {
  readonly id: string;
  readonly title: string;
  readonly alt_title: null;
  readonly fills: string;
  readonly when: string;
  readonly minutes: number;
  readonly share_default: string;
  readonly intro: string;
  readonly content_note: string;
  readonly closing: string;
  readonly scoring: readonly { readonly name: string; readonly rule: string; readonly note?: string }[];
  readonly therapist_notes: { readonly debrief: string; readonly contraindications: string };
  readonly article_refs: readonly string[];
  readonly risk_block: boolean;
  readonly recurrence: null;
  readonly gate: null;
  readonly version: string;
  readonly sections: readonly TwinSection[];
}
interface TwinSection {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly items: readonly TwinItem[];
}
interface TwinItem {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly help?: string;
  readonly options?: readonly { readonly v: string; readonly label: string }[];
  readonly fields?: readonly TwinItem[];
  readonly show_if?: TwinCondition;
  readonly flags?: readonly {
    readonly code: string;
    readonly level: 'U' | 'R' | 'N';
    readonly when: TwinCondition;
  }[];
}
type TwinCondition =
  | { readonly op: 'any_of'; readonly items: readonly string[]; readonly test: TwinCondition }
  | { readonly op: 'in'; readonly item?: string; readonly values: readonly string[] }
  | {
      readonly op: 'not_in';
      readonly item?: string;
      readonly values: readonly string[];
      readonly and_answered: true;
    };

const LEVELS: Readonly<Record<'U' | 'R' | 'N', FlagLevel>> = { U: 'urgent', R: 'read', N: 'note' };

const source = new URL('../../../worksheets/family-history.yaml', import.meta.url);
const worksheet = parseWorksheet(readFileSync(source, 'utf8'), 'family-history.yaml');
const compiled = compile(worksheet);
const twin = twinOf('family-history');

describe('family-history says what the content says:', () => {
  test('the sheet', () => {
    const { sums: _sums, sections: _sections, share, shareNote, ...said } = worksheet;
    expect(said).toEqual({
      id: twin.id,
      version: twin.version,
      title: twin.title,
      fills: twin.fills,
      when: twin.when,
      minutes: twin.minutes,
      riskBlock: twin.risk_block,
      intro: twin.intro,
      contentNote: twin.content_note,
      closing: twin.closing,
      citations: twin.article_refs,
      therapistNotes: twin.therapist_notes,
    });
    expect(`${share}, ${shareNote}`).toBe(twin.share_default);
    expect([twin.alt_title, twin.recurrence, twin.gate]).toEqual([null, null, null]);
  });

  test('the sections', () => {
    const said = worksheet.sections.map(({ items: _items, ...section }) => section);
    expect(said).toEqual(twin.sections.map(({ items: _items, ...section }) => section));
  });

  test.each(twin.sections.flatMap(({ items }) => items).map((item): [string, TwinItem] => [item.id, item]))(
    'the item %s',
    (id, item) => expect(compiled.items.get(id)?.item).toEqual(fromTwin(item)),
  );

  test('the items in their order', () => {
    const order = worksheet.sections.map(({ items }) => items.map(({ id }) => id));
    expect(order).toEqual(twin.sections.map(({ items }) => items.map(({ id }) => id)));
  });
});

describe('the sums of family-history', () => {
  const home = worksheet.sections.find(({ id }) => id === 'home')?.items ?? [];
  const lines = home.filter(({ type }) => type === 'choice').map(({ id }) => id);

  test('have the names and notes of the content', () => {
    expect(worksheet.sums?.map(({ name, note }) => ({ name, note }))).toEqual(
      twin.scoring.map(({ name, note }) => ({ name, note })),
    );
  });

  test("count what is marked above 'Never', where 'Not sure' is no mark", () => {
    for (const sum of worksheet.sums ?? []) {
      expect(sum).toMatchObject({ rule: 'count', values: ['once_or_twice', 'sometimes', 'often'] });
    }
  });

  test('take all lines of home, then each of the three parts that the content names', () => {
    const [all, ...parts] = worksheet.sums ?? [];
    expect(all?.items).toEqual(lines);
    const named = twin.scoring
      .slice(1)
      .map(({ rule }) => [...rule.replace('count of home.', '').matchAll(/[a-z]+/g)].map(([word]) => word));
    for (const [index, part] of parts.entries()) {
      const words = named[index] ?? [];
      const ofHome = words.filter((word) => lines.includes(`home.${word}`)).map((word) => `home.${word}`);
      const ofHarm = words.includes('harm') ? ['harm.body', 'harm.words', 'harm.sexual', 'harm.saw'] : [];
      expect(part.items).toEqual([...ofHome, ...ofHarm]);
      expect(words).toHaveLength(ofHome.length + (words.includes('harm') ? 2 : 0));
    }
    expect(
      parts
        .flatMap(({ items }) => items)
        .filter((id) => id.startsWith('home.'))
        .toSorted(),
    ).toEqual(lines.toSorted());
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

test('every type of item that the content uses can be defined', () => {
  const items = allTwins().flatMap(({ sections }) => sections.flatMap((section) => section.items));
  const used = new Set([...items, ...items.flatMap(({ fields }) => fields ?? [])].map(({ type }) => type));
  expect([...used].toSorted()).toEqual(Object.keys(EVERY_ITEM).toSorted());
});

function allTwins(): readonly Twin[] {
  const file = new URL('../../../test/fixtures/worksheets.json', import.meta.url);
  const { worksheets }: { worksheets: readonly Twin[] } = JSON.parse(readFileSync(file, 'utf8'));
  return worksheets;
}

function twinOf(id: string): Twin {
  const found = allTwins().find((one) => one.id === id);
  if (found === undefined) throw new Error(`The content has no ${id}.`);
  return found;
}

/** What the item must be, with what is data here and was prose or left open there: links, ends of scales, nouns. */
function fromTwin({ options, fields, show_if, flags, ...item }: TwinItem): object {
  const nouns: Readonly<Record<string, string>> = { members: 'person', couples: 'couple', bonds: 'bond' };
  return {
    ...item,
    ...(options && { options: options.map(({ v, label }) => ({ value: v, label })) }),
    ...(fields && { fields: fields.map(fromTwin), noun: nouns[item.id] }),
    ...(show_if && { showIf: conditionOf(show_if) }),
    ...(flags && {
      flags: flags.map(({ code, level, when }): FlagRule => ({
        code,
        level: LEVELS[level],
        when: conditionOf(when),
      })),
    }),
    ...((item.type === 'link' || item.type === 'links') && { of: 'members' }),
    ...(item.type === 'scale' && { scale: { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' } }),
  };
}

function conditionOf(condition: TwinCondition): Condition {
  switch (condition.op) {
    case 'any_of':
      return { any: condition.items.map((item) => ({ ...conditionOf(condition.test), item })) };
    case 'not_in':
      return { ...(condition.item && { item: condition.item }), op: 'notIn', values: condition.values };
    case 'in':
      break;
  }
  return condition;
}
