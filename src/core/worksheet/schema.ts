import { z } from 'zod';
import { MAX_ROWS, MAX_TEXT, type AnswerValue } from './answers.js';
import type { FieldItem, Item, KeptFhir, Option, Scale, Section, Sum, Worksheet } from './definition.js';
import { condition } from './schema-conditions.js';
import {
  code,
  flagCode,
  gates,
  id,
  list,
  MAX_ENTRIES,
  meant,
  recurrence,
  shareClass,
  words,
  worksheetId,
} from './schema-parts.js';

/** Lists of options by the name that a file may use in their place. */
export type OptionSets = Readonly<Record<string, readonly Option[]>>;

const NO_SETS: OptionSets = {};

const MAX_FHIR_DEPTH = 40;

/** What is kept of FHIR is JSON and ends somewhere, which a YAML map that holds itself does not. */
const fhir: z.ZodType<KeptFhir> = z
  .record(z.string(), z.unknown())
  .refine((kept) => isJson(kept, MAX_FHIR_DEPTH), {
    error: 'Write plain data here, not nested without end.',
  });

function isJson(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isJson(inner, depth - 1));
}

/** The options of an item, written out. */
export const optionList = list(
  z.strictObject({
    value: code,
    label: words,
    weight: z.number().optional(),
    closes: z.boolean().optional(),
    fhir: fhir.optional(),
  }),
);

function optionsOf(sets: OptionSets): z.ZodType<readonly Option[]> {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    if (Object.hasOwn(sets, value)) return sets[value];
    context.addIssue({ code: 'custom', input: value, message: unknownSet(value, sets) });
    return z.NEVER;
  }, optionList);
}

function unknownSet(name: string, sets: OptionSets): string {
  const known = Object.keys(sets);
  const wayOut = known.length === 0 ? 'Write the list out.' : `There are: ${known.join(', ')}.`;
  return `No set of options is called \`${name}\`. ${wayOut}`;
}

const scale: z.ZodType<Scale> = z
  .strictObject({
    min: z.int().default(0),
    max: z.int().default(10),
    step: z.int().min(1).default(1),
    low: words,
    high: words,
  })
  .refine(({ min, max, step }) => step < 1 || (max > min && (max - min) % step === 0), {
    error: '`max` must be above `min`, and a whole number of steps away from it.',
  });

const flag = z.strictObject({
  code: flagCode,
  level: z.literal(['urgent', 'read', 'note']),
  when: condition(),
});

const initial = meant<AnswerValue>((value) => {
  if (Array.isArray(value)) return list(z.string());
  if (typeof value === 'object') return z.record(z.string(), z.union([z.string(), z.number()]));
  return z.union([z.string(), z.number(), z.boolean()]);
});

const base = {
  id,
  text: words,
  help: words.optional(),
  required: z.boolean().optional(),
  showIf: condition().optional(),
  share: shareClass.optional(),
  flags: list(flag).optional(),
  apart: z.literal(['A', 'B']).optional(),
  insert: z.literal(['risk_protocol', 'secrets_policy', 'crisis_lines']).optional(),
  card: z.strictObject({ when: condition(), text: words }).optional(),
  hidden: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  initial: initial.optional(),
  fhir: fhir.optional(),
};

const text = {
  ...base,
  maxLength: z.int().min(1).max(MAX_TEXT).optional(),
  wording: z.boolean().optional(),
};

const number = z
  .strictObject({
    ...base,
    type: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    whole: z.boolean().optional(),
    unit: words.optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || max >= min, {
    path: ['max'],
    error: '`max` must not be below `min`.',
  });

/** The shapes of what can stand in a group. */
function fieldShapes(options: z.ZodType<readonly Option[]>) {
  return [
    z.strictObject({
      ...text,
      type: z.literal('text'),
      format: z.literal(['url', 'time', 'dateTime']).optional(),
    }),
    z.strictObject({ ...text, type: z.literal('long') }),
    z.strictObject({
      ...base,
      type: z.literal(['choice', 'multi']),
      options,
      open: z.boolean().optional(),
    }),
    z.strictObject({ ...base, type: z.literal('scale'), scale }),
    number,
    z.strictObject({ ...base, type: z.literal(['date', 'year']) }),
    z.strictObject({ ...base, type: z.literal('consent') }),
    z.strictObject({ ...base, type: z.literal('sign') }),
    z.strictObject({ ...base, type: z.literal('info') }),
    z.strictObject({ ...base, type: z.literal('grid'), options, scale }),
    z.strictObject({ ...base, type: z.literal(['link', 'links']), of: id }),
  ] as const;
}

function itemOf(options: z.ZodType<readonly Option[]>): z.ZodType<Item> {
  const shapes = fieldShapes(options);
  const field: z.ZodType<FieldItem> = z.discriminatedUnion('type', shapes);
  return z.discriminatedUnion('type', [
    ...shapes,
    z.strictObject({ ...base, type: z.literal('computed'), wordingOf: id.optional() }),
    z.strictObject({ ...base, type: z.literal('dynamic'), options }),
    // Rows that are `given` come with the circumstances, never from a file.
    z.strictObject({
      ...base,
      type: z.literal('group'),
      noun: words.optional(),
      maxRows: z.int().min(1).max(MAX_ROWS).optional(),
      fields: list(field),
    }),
  ]);
}

/** A section as written in a file that may use these sets of options by name. */
export function sectionSchema(sets: OptionSets): z.ZodType<Section> {
  return z.strictObject({
    id,
    title: words,
    intro: words.optional(),
    audience: z.literal(['client', 'clinician']).optional(),
    showIf: condition().optional(),
    gate: gates.optional(),
    share: shareClass.optional(),
    items: list(itemOf(optionsOf(sets))),
    fhir: fhir.optional(),
  });
}

const sumBase = {
  name: words,
  items: list(id),
  how: words.optional(),
  note: words.optional(),
};
const numbers = z.record(code, z.number());

const sum: z.ZodType<Sum> = z.discriminatedUnion('rule', [
  z.strictObject({ ...sumBase, rule: z.literal('count'), values: list(code) }),
  z.strictObject({ ...sumBase, rule: z.literal('rate'), map: numbers }),
  z.strictObject({
    ...sumBase,
    rule: z.literal(['sum', 'mean', 'bars', 'lines']),
    map: numbers.optional(),
  }),
]);

const made = new WeakMap<OptionSets, z.ZodType<Worksheet>>();

/**
 * A worksheet as written in a file that may use these sets of options by name.
 * Strict: a key that nobody knows is a fault, since it is most often a typing slip.
 */
export function worksheetSchema(sets: OptionSets = NO_SETS): z.ZodType<Worksheet> {
  const known = made.get(sets);
  if (known) return known;
  // A catalogue's files share their sets, and a schema costs more to make than a file to check with it.
  const schema = newWorksheetSchema(sets);
  made.set(sets, schema);
  return schema;
}

function newWorksheetSchema(sets: OptionSets): z.ZodType<Worksheet> {
  return z.strictObject({
    id: worksheetId,
    version: words,
    title: words,
    titleNote: words.optional(),
    fills: words,
    when: words,
    minutes: z.int().min(1),
    share: shareClass,
    shareNote: words.optional(),
    riskBlock: z.boolean(),
    intro: words,
    contentNote: words.optional(),
    closing: words.optional(),
    citations: z.array(words).max(MAX_ENTRIES),
    therapistNotes: z.strictObject({ debrief: words, contraindications: words }),
    gate: gates.optional(),
    gateNote: words.optional(),
    recurrence: recurrence.optional(),
    recurrenceNote: words.optional(),
    sums: list(sum).optional(),
    sections: list(sectionSchema(sets)),
    fhir: fhir.optional(),
  });
}
