import { describe, expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import type { Item, Section, Worksheet } from '../src/core/worksheet/definition.js';
import {
  addedTo,
  itemAsTwin,
  readTwin,
  sectionAsTwin,
  writtenOut,
  type TwinItem,
  type TwinSection,
} from './support/twin.js';

/** Nothing of the content was lost or changed when it was typed anew as YAML: the catalogue is held against its twin. */

const twin = readTwin();
const shipped = readWorksheets(shippedFolder());
const { opening, risk, closing } = shipped.library.blocks;
const worksheets = shipped.worksheets.map(({ worksheet }) => worksheet);

/** Where we differ from the twin on purpose. Each is undone in the twin before the two are compared. */
const DEPARTURES: readonly {
  readonly at: string;
  readonly key: 'help' | 'id';
  readonly twin: string;
  readonly ours: string | undefined;
  readonly why: string;
}[] = [
  {
    at: 'open.private',
    key: 'help',
    twin: "'Not right now' or 'with my therapist' closes the sheet, saves nothing, and returns to a neutral page.",
    ours: undefined,
    why: 'It speaks to the software, which reads `closes` on the two options instead.',
  },
  {
    at: 'open.steady',
    key: 'help',
    twin: 'At 2 or less: show the grounding card and offer to stop.',
    ours: undefined,
    why: 'It speaks to the software, which reads `card` instead.',
  },
  {
    at: 'ap.helper',
    key: 'help',
    twin: "See 'Wording helper rules'. Advice only. It never blocks and never scores sincerity.",
    ours: 'Advice only. It never blocks and never scores sincerity.',
    why: 'Its first sentence names a chapter that no client can open.',
  },
  {
    at: 'trust-agreement/close',
    key: 'id',
    twin: 'close',
    ours: 'agree',
    why: 'The closing block is the section called `close` of every worksheet.',
  },
];

function expected<T extends TwinSection | TwinItem>(part: T, at: string): T {
  const departures = DEPARTURES.filter((departure) => departure.at === at);
  const changed = departures.map(({ key, ours }) => [key, ours] as const);
  for (const { key, twin: was } of departures) expect({ ...part }).toMatchObject({ [key]: was });
  return { ...part, ...Object.fromEntries(changed) };
}

function expectedItem({ share: _share, ...item }: TwinItem): unknown {
  return writtenOut(expected(item, item.id));
}

/** The sheet's own sections, without the common blocks. */
function ownSections({ sections, riskBlock }: Worksheet): readonly Section[] {
  return sections.slice(1, riskBlock ? -2 : -1);
}

const ownItems = (worksheet: Worksheet): readonly Item[] =>
  ownSections(worksheet).flatMap(({ items }) => items);
const fieldsOf = (item: Item): readonly Item[] => (item.type === 'group' ? item.fields : []);

test('the catalogue has 27 worksheets, 386 items, 483 with the fields of groups, and the common blocks', () => {
  const items = worksheets.flatMap(ownItems);
  expect(worksheets.map(({ id }) => id)).toEqual(twin.worksheets.map(({ id }) => id).toSorted());
  expect([
    worksheets.length,
    items.length,
    items.flatMap((item) => [item, ...fieldsOf(item)]).length,
  ]).toEqual([27, 386, 483]);
  expect([opening, risk, closing].map(({ items: { length } }) => length)).toEqual([2, 3, 4]);
});

describe.each(twin.worksheets.map((sheet) => [sheet.id, sheet] as const))('%s', (id, sheet) => {
  const worksheet = worksheets.find((one) => one.id === id);
  if (worksheet === undefined) throw new Error(`No worksheet is called ${id}.`);

  test('says of itself what the twin says', () => {
    const { sections: _s, sums: _u, share: _c, shareNote: _n, gate: _g, recurrence: _r, ...said } = worksheet;
    const twinSays = {
      id: sheet.id,
      version: sheet.version,
      title: sheet.title,
      titleNote: sheet.alt_title,
      fills: sheet.fills,
      when: sheet.when,
      minutes: sheet.minutes,
      riskBlock: sheet.risk_block,
      intro: sheet.intro,
      contentNote: sheet.content_note,
      closing: sheet.closing,
      citations: sheet.article_refs,
      therapistNotes: sheet.therapist_notes,
      gateNote: sheet.gate,
      recurrenceNote: sheet.recurrence,
    };
    expect(said).toEqual(Object.fromEntries(Object.entries(twinSays).filter(([, value]) => value !== null)));
  });

  test('has its sections and items in their order, with every word, option, condition and flag', () => {
    const sections = sheet.sections.map((section) => ({
      ...expected(section, `${id}/${section.id}`),
      items: section.items.map(expectedItem),
    }));
    expect(ownSections(worksheet).map(sectionAsTwin)).toEqual(sections.map(writtenOut));
  });

  test('stands between the common blocks', () => {
    const { sections, riskBlock } = worksheet;
    expect(sections[0]).toEqual(opening);
    expect(sections.slice(riskBlock ? -2 : -1)).toEqual(riskBlock ? [risk, closing] : [closing]);
  });
});

test('the common blocks ask what the twin asks', () => {
  expect(
    [opening, risk, closing].map(({ id, items }) => [id, items.map((item) => itemAsTwin(item))]),
  ).toEqual([
    ['open', twin.common.open.map(expectedItem)],
    ['risk', twin.common.risk.map(expectedItem)],
    ['close', twin.common.close.map(expectedItem)],
  ]);
  expect(risk.gate).toEqual([{ decision: 'risk_protocol' }]);
});

test('the flags have the labels and actions of the twin', () => {
  const flags = shipped.flagCodes.map(({ code, label, suggestedAction }) => [
    code,
    { label, suggested_action: suggestedAction },
  ]);
  expect(flags).toHaveLength(26);
  expect(Object.fromEntries(flags)).toEqual(twin.flags);
});

test('every flag that an item raises is among the 26', () => {
  const raised = worksheets
    .flatMap(({ sections }) => sections.flatMap(({ items }) => items.flatMap(({ flags = [] }) => flags)))
    .map(({ code }) => code);
  const codes = new Set(shipped.flagCodes.map(({ code }) => code));
  expect([...codes].toSorted()).toEqual([...new Set(raised)].toSorted());
});

/** What an item says in data and the twin in prose or not at all. Nothing else was added. */
const ADDED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'open.private': { closes: ['not_right_now', 'i_would_rather_do_this_with_my_therapist'] },
  'open.steady': { card: { when: { op: 'lte', value: 2 }, text: twin.common.grounding } },
  'close.steady': {
    card: {
      when: {
        any: [
          { op: 'lte', value: 2 },
          { op: 'dropGte', value: 4, against: 'open.steady' },
        ],
      },
      text: twin.common.grounding,
    },
  },
  'risk.intro': { insert: 'risk_protocol' },
  'contact.person': { noun: 'person', maxRows: 5 },
  'policy.text': { insert: 'secrets_policy' },
  'ma.policy': { insert: 'secrets_policy' },
  members: { noun: 'person' },
  'members.parents': { of: 'members' },
  'members.trustthen': { scale: { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' } },
  'members.trustnow': { scale: { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' } },
  couples: { noun: 'couple' },
  'couples.a': { of: 'members' },
  'couples.b': { of: 'members' },
  bonds: { noun: 'bond' },
  'bonds.a': { of: 'members' },
  'bonds.b': { of: 'members' },
  'wh.ask': { noun: 'question' },
  's1h.minutes': { unit: 'minutes', min: 0 },
  's1r.log': { noun: 'talk' },
  's1r.log.min': { unit: 'minutes', min: 0 },
  's1r.log.felt': { scale: { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' } },
  's2r.cost': { noun: 'cost' },
  's3h.needs': { noun: 'need' },
  's3r.heard': { noun: 'request' },
  'ta.commit': { noun: 'promise', maxRows: 12 },
  'ta.free.a': { apart: 'A' },
  'ta.free.b': { apart: 'B' },
  's5.points': { noun: 'point' },
  's5.rewrite': { noun: 'line' },
  's5.rewrite.new': { wording: true },
  'ap.draft': { wording: true },
  'ap.helper': { wordingOf: 'ap.draft' },
  'oc.minutes': { unit: 'minutes', min: 0 },
  'rw.grid': { scale: { min: 0, max: 10, step: 1, low: 'Very unhappy', high: 'Very happy' } },
  'rw.want': { noun: 'part', maxRows: 3 },
  'lh.dates': { noun: 'date' },
  'sp.meet': { noun: 'meeting' },
  'ml.days': { unit: 'days', min: 0 },
  'ls.meet': { noun: 'meeting' },
};

test('what items say beyond the twin is this and nothing else', () => {
  const added = worksheets
    .flatMap(ownItems)
    .concat([opening, risk, closing].flatMap(({ items }) => items))
    .flatMap((item) => [
      [item.id, addedTo(item)] as const,
      ...fieldsOf(item).map((field) => [`${item.id}.${field.id}`, addedTo(field, true)] as const),
    ]);
  expect(Object.fromEntries(added.filter(([, more]) => Object.keys(more).length > 0))).toEqual(ADDED);
});
