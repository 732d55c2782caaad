import type { Answer } from './answers.js';
import { compile, type CompiledWorksheet } from './compile.js';
import type {
  ChoiceItem,
  Condition,
  GroupItem,
  Item,
  ItemType,
  Option,
  Scale,
  Section,
  Worksheet,
} from './definition.js';

/** Small worksheets built by hand, for the specs of the engine. */

const YES_NO: readonly Option[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const SCALE: Scale = { min: 0, max: 10, step: 1, low: 'Not at all', high: 'Fully' };

/** A worksheet of these sections, with everything else filled in. */
export function sheetOf(...sections: readonly Section[]): Worksheet {
  return {
    id: 'sample',
    version: '1',
    title: 'Sample',
    fills: 'Anyone',
    when: 'Any time',
    minutes: 5,
    share: 'P',
    riskBlock: false,
    intro: 'A sample.',
    citations: [],
    therapistNotes: { debrief: 'None.', contraindications: 'None.' },
    sections,
  };
}

/** A worksheet of one section with these items, compiled. */
export function compiledOf(...items: readonly Item[]): CompiledWorksheet {
  return compile(sheetOf({ id: 'only', title: 'Only', items }));
}

/** A question with the options yes and no. */
export function yesNo(id: string, showIf?: Condition): ChoiceItem {
  return { id, type: 'choice', text: `Is it so: ${id}?`, options: YES_NO, ...(showIf && { showIf }) };
}

/** The condition that `item` was answered yes. */
export function saidYes(item: string): Condition {
  return { item, op: 'in', values: ['yes'] };
}

/** Given as the answer to a yes and no question. */
export const YES: Answer = { value: 'yes' };
export const SKIPPED: Answer = { skipped: true };

/** A group whose rows have names, a scale and links to one another. */
export const PEOPLE: GroupItem = {
  id: 'people',
  type: 'group',
  text: 'People',
  noun: 'person',
  fields: [
    { id: 'name', type: 'text', text: 'Name' },
    { id: 'trust', type: 'scale', text: 'Trust', scale: SCALE },
    { id: 'parents', type: 'links', text: 'Parents', of: 'people' },
  ],
};

/** What `tailor` makes of a `dynamic` item: two promises, each to be answered for. */
export function promises(more: Partial<GroupItem> = {}): GroupItem {
  return {
    id: 'each',
    type: 'group',
    text: 'Kept?',
    given: [
      { id: 'p1', label: 'Call when late' },
      { id: 'p2', label: 'Share the calendar' },
    ],
    fields: [
      {
        id: 'answer',
        type: 'choice',
        text: 'Your answer',
        options: [
          { value: 'kept', label: 'Kept' },
          { value: 'in_part', label: 'Kept in part' },
          { value: 'no', label: 'Not kept' },
          { value: 'none', label: 'It did not come up' },
        ],
      },
      { id: 'note', type: 'text', text: 'A note, if you like' },
    ],
    ...more,
  };
}

/** Every type of item once, by its type. */
export const EVERY_ITEM: Readonly<Record<ItemType, Item>> = {
  text: { id: 'text', type: 'text', text: 'Text' },
  long: { id: 'long', type: 'long', text: 'Long' },
  choice: { id: 'choice', type: 'choice', text: 'Choice', options: YES_NO },
  multi: { id: 'multi', type: 'multi', text: 'Multi', options: YES_NO },
  scale: { id: 'scale', type: 'scale', text: 'Scale', scale: SCALE },
  number: { id: 'number', type: 'number', text: 'Number' },
  date: { id: 'date', type: 'date', text: 'Date' },
  year: { id: 'year', type: 'year', text: 'Year' },
  consent: { id: 'consent', type: 'consent', text: 'Consent' },
  sign: { id: 'sign', type: 'sign', text: 'Sign' },
  info: { id: 'info', type: 'info', text: 'Info' },
  computed: { id: 'computed', type: 'computed', text: 'Computed' },
  grid: { id: 'grid', type: 'grid', text: 'Grid', options: YES_NO, scale: SCALE },
  dynamic: { id: 'dynamic', type: 'dynamic', text: 'Dynamic', options: YES_NO },
  link: { id: 'link', type: 'link', text: 'Link', of: 'people' },
  links: { id: 'links', type: 'links', text: 'Links', of: 'people' },
  group: PEOPLE,
};

/** A worksheet that has every type of item. */
export const EVERY_TYPE = compiledOf(...Object.values(EVERY_ITEM));
