import type { Words } from './extensions.js';

/** What worksheets say and FHIR has no element for, each under a named extension of ours. */

const string = (name: string) => ({ name, kind: 'string' }) as const;
const code = (name: string) => ({ name, kind: 'code' }) as const;
const boolean = (name: string) => ({ name, kind: 'boolean' }) as const;
const json = (name: string) => ({ name, kind: 'json' }) as const;
const many = <T extends object>(word: T) => ({ ...word, list: true }) as const;

/** Of the worksheet itself. */
export const WORKSHEET_WORDS = {
  id: string('worksheet-id'),
  titleNote: string('title-note'),
  fills: string('fills'),
  when: string('when'),
  minutes: { name: 'minutes', kind: 'integer' },
  share: code('share'),
  shareNote: string('share-note'),
  riskBlock: boolean('risk-block'),
  contentNote: string('content-note'),
  closing: string('closing'),
  citations: many(string('citation')),
  gate: many(json('gate')),
  gateNote: string('gate-note'),
  recurrence: many(string('recurrence')),
  recurrenceNote: string('recurrence-note'),
  sums: many(json('sum')),
} as const satisfies Words;

/** Of its notes for the therapist. */
export const NOTES_WORDS = {
  debrief: string('debrief'),
  contraindications: string('contraindications'),
} as const satisfies Words;

/** Of a section. */
export const SECTION_WORDS = {
  audience: code('audience'),
  gate: many(json('gate')),
  share: code('share'),
} as const satisfies Words;

/** Of an item or a field. */
export const ITEM_WORDS = {
  share: code('share'),
  flags: many(json('flag')),
  apart: code('apart'),
  insert: code('insert'),
  card: json('card'),
  wording: boolean('wording'),
  of: string('link-to'),
  wordingOf: string('wording-of'),
  noun: string('noun'),
} as const satisfies Words;

/** Of an option. */
export const OPTION_WORDS = { closes: boolean('closes') } as const satisfies Words;

/** Said by the FHIR type where it is so; said here where a definition denies it in so many words. */
export const DENIED_WORDS = { open: boolean('open'), whole: boolean('whole') } as const satisfies Words;
/** What a signature or a grid begins with; of all other items it is FHIR's `initial`. */
export const INITIAL_WORDS = { initial: json('initial') } as const satisfies Words;
/** What a display of FHIR's cannot have and all other items have in FHIR's own words. */
export const DISPLAY_WORDS = {
  help: string('help'),
  readOnly: boolean('read-only'),
} as const satisfies Words;
/** Rows that a tailored worksheet was given. They are the client's and no part of a definition, so they are never read. */
export const GIVEN = many(json('given'));
/** Our type of item, where the FHIR type stands for another. */
export const ITEM_TYPE = code('item-type');
/** A condition that `enableWhen` cannot say, or not in the same shape. */
export const CONDITION = json('condition');
/** Required, but only where a condition is met that FHIR does not know of. */
export const REQUIRED_WHEN_SHOWN = boolean('required-when-shown');
/** The display that is a section's introduction. */
export const INTRO = boolean('intro');
/** Of a response: the id of a row, by which others point to it. */
export const ROW = string('row');
/**
 * Of a response: the linkId of a group that was skipped. An item without rows would count as a row, in which what the
 * group requires is missing.
 */
export const SKIPPED_GROUP = string('skipped-group');
