import type { Item, Worksheet } from '../worksheet/definition.js';
import { EVERY_ITEM, saidYes, sheetOf } from '../worksheet/worksheet.fixtures.js';

const WRITTEN: readonly Item[] = [
  {
    id: 'address',
    type: 'text',
    text: 'Write your page here [address]',
    format: 'url',
    maxLength: 200,
    required: false,
    readOnly: true,
    hidden: false,
    initial: 'https://example.org/',
    insert: 'crisis_lines',
    share: 'R',
    help: 'With https in front.',
  },
  {
    id: 'apology',
    type: 'long',
    text: 'Your apology',
    wording: true,
    maxLength: 20_000,
    hidden: true,
    initial: 'None yet',
  },
  {
    id: 'marks',
    type: 'computed',
    text: 'What the wording helper says',
    wordingOf: 'apology',
    help: 'Made by the software.',
  },
  { id: 'noon', type: 'text', text: 'When?', format: 'time', initial: '12:00:00' },
  { id: 'once', type: 'text', text: 'And when exactly?', format: 'dateTime' },
  { id: 'note', type: 'info', text: 'Read this.', help: 'Slowly.', required: true },
];

const CHOSEN: readonly Item[] = [
  {
    id: 'mood',
    type: 'choice',
    text: 'How is it?',
    open: true,
    initial: 'good',
    options: [
      { value: 'good', label: 'Good', weight: 1.5 },
      { value: 'bad', label: 'Bad', weight: 0, closes: true },
    ],
    flags: [
      { code: 'DISTRESS', level: 'urgent', when: { op: 'in', values: ['bad'] } },
      { code: 'DISTRESS', level: 'note', when: { not: { op: 'answered' } } },
    ],
    card: { when: { op: 'in', values: ['bad'] }, text: 'Breathe out slowly.' },
    showIf: { any: [{ not: saidYes('choice') }, { item: 'scale', op: 'gte', value: 3 }] },
    required: true,
  },
  {
    id: 'moods',
    type: 'multi',
    text: 'And these?',
    open: false,
    initial: ['a', 'b'],
    options: [
      { value: 'a', label: 'A', closes: false },
      { value: 'b', label: 'B' },
    ],
  },
  { id: 'hours', type: 'number', text: 'Hours', min: 0.5, max: 24, whole: false, unit: 'hours', initial: 8 },
  { id: 'times', type: 'number', text: 'Times', min: 1, whole: true },
  {
    id: 'height',
    type: 'scale',
    text: 'How high?',
    scale: { min: -4, max: 4, step: 2, low: '-4', high: 'Sky' },
    initial: 0,
  },
  {
    id: 'trusts',
    type: 'grid',
    text: 'How much of each?',
    help: 'Guess.',
    scale: { min: 0, max: 10, step: 5, low: '0', high: 'All' },
    options: [
      { value: 'money', label: 'Money', weight: 2, closes: true },
      { value: 'time', label: 'Time' },
    ],
    initial: { money: 5, time: 'does_not_apply' },
  },
  {
    id: 'signed',
    type: 'sign',
    text: 'Signed',
    help: 'Both of you.',
    initial: { name: 'Ann Example', date: '2026-01-01' },
  },
  { id: 'agreed', type: 'consent', text: 'I agree', initial: true, required: true },
  {
    id: 'drop',
    type: 'scale',
    text: 'How steady?',
    scale: { min: 0, max: 10, step: 1, low: 'Shaky', high: 'Steady' },
    flags: [
      {
        code: 'PATTERN',
        level: 'read',
        when: {
          any: [
            { op: 'lte', value: 2 },
            { op: 'dropGte', value: 4, against: 'previous' },
          ],
        },
      },
    ],
  },
];

const ROWS: Item = {
  id: 'promises',
  type: 'group',
  text: 'Promises',
  help: 'Three to seven.',
  noun: 'promise',
  maxRows: 7,
  required: true,
  flags: [
    {
      code: 'SURVEIL',
      level: 'note',
      when: { op: 'matchesTerms', field: 'text', terms: ['gps', 'read my mail'] },
    },
  ],
  fields: [
    { id: 'text', type: 'text', text: 'What?' },
    {
      id: 'choice',
      type: 'choice',
      text: 'Agreed?',
      options: [{ value: 'no', label: 'No' }],
      help: 'In the row.',
    },
    {
      id: 'why',
      type: 'long',
      text: 'Why not?',
      showIf: { item: 'choice', op: 'in', values: ['no'] },
      required: true,
    },
    {
      id: 'grid',
      type: 'grid',
      text: 'Of each',
      options: [{ value: 'x', label: 'X' }],
      scale: { min: 0, max: 1, step: 1, low: 'None', high: 'All' },
    },
    { id: 'like', type: 'link', text: 'Like which other?', of: 'promises' },
  ],
};

/** A worksheet that says everything a definition can say, each thing at least once. */
export const EVERYTHING: Worksheet = {
  ...sheetOf(
    {
      id: 'every',
      title: 'Every type',
      intro: 'All of them.',
      audience: 'client',
      share: 'S',
      items: Object.values(EVERY_ITEM),
    },
    { id: 'written', title: 'Written', gate: [{ decision: 'apology_given' }], items: WRITTEN },
    { id: 'chosen', title: 'Chosen', showIf: { op: 'role', value: 'hurt' }, items: CHOSEN },
    {
      id: 'promises',
      title: 'Same name as an item',
      audience: 'clinician',
      showIf: {
        all: [
          {
            any: [
              { item: 'number', op: 'gte', value: 2 },
              { op: 'agreementHasKind', value: 'money' },
            ],
          },
          { not: { op: 'flag', code: 'DISTRESS' } },
        ],
      },
      items: [ROWS],
    },
  ),
  titleNote: 'For now',
  shareNote: 'Never to be shared',
  riskBlock: true,
  contentNote: 'It touches hard things.',
  closing: 'Drink some water.',
  citations: ['A01', 'A02'],
  gate: [{ worksheet: 'other', state: 'released' }, { decision: 'joint_work' }],
  gateNote: 'After the other one',
  recurrence: ['FREQ=WEEKLY;COUNT=12', 'FREQ=MONTHLY'],
  recurrenceNote: 'Weekly, then monthly',
  sums: [
    {
      name: 'Count',
      rule: 'count',
      items: ['choice', 'mood'],
      values: ['yes', 'bad'],
      note: 'no cut-off',
      how: 'How many',
    },
    { name: 'Rate', rule: 'rate', items: ['choice'], map: { yes: 1, no: 0.5 } },
    { name: 'Bars', rule: 'bars', items: ['trusts'] },
  ],
};
