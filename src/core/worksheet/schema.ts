import { z } from 'zod';
import { MAX_ROWS } from './answers.js';
import type { Condition, FieldItem, Item, Worksheet } from './definition.js';
import type { LintProblem } from './lint.js';
import { isRecord } from './reading.js';

/** How deep `all`, `any` and `not` may stand in one another: more than a person can follow. */
const MAX_NESTING = 8;
/** How many entries a list may have, so that a file cannot grow without measure by its references. */
const MAX_ENTRIES = 500;

const words = z.string().regex(/\S/);
const id = z.string().regex(/^[a-z][A-Za-z0-9._-]{0,63}$/, {
  error: 'Ids begin with a small letter and go on with letters, digits, dots, dashes: 1 to 64 in all.',
});
const code = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, {
  error: 'Stored values are made of letters, digits, _ and -: 1 to 64 in all. What people read is the label.',
});
const share = z.literal(['P', 'S', 'R', 'J', 'C']);
const list = <T extends z.ZodType>(of: T): z.ZodArray<T> => z.array(of).min(1).max(MAX_ENTRIES);

const comparison = z.discriminatedUnion('op', [
  z.strictObject({ item: id.optional(), op: z.literal('answered') }),
  z.strictObject({ item: id.optional(), op: z.literal(['in', 'notIn', 'includesAny']), values: list(code) }),
  z.strictObject({ item: id.optional(), op: z.literal(['gte', 'lte']), value: z.number() }),
]);

/** Looks at what the author meant and judges by that shape alone, where a union would complain of every shape. */
function condition(depth = 0): z.ZodType<Condition> {
  return z.custom<Condition>().superRefine((value, context) => {
    if (value === undefined) {
      context.addIssue({ code: 'custom', input: value });
      return;
    }
    const { error } = conditionShape(value, depth).safeParse(value, { error: explain });
    for (const { path, message } of problemsIn(error)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
}

function conditionShape(value: unknown, depth: number): z.ZodType {
  const isLogic = isRecord(value) && ['all', 'any', 'not'].some((key) => Object.hasOwn(value, key));
  if (!isLogic) return comparison;
  if (depth === MAX_NESTING) return z.never({ error: `Nest conditions at most ${MAX_NESTING} deep.` });
  if ('not' in value) return z.strictObject({ not: condition(depth + 1) });
  const parts = list(condition(depth + 1));
  return 'all' in value ? z.strictObject({ all: parts }) : z.strictObject({ any: parts });
}

const flag = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z][A-Z-]*$/, { error: 'Flag codes are capitals and dashes, such as CHILD-NOW.' }),
  level: z.literal(['urgent', 'read', 'note']),
  when: condition(),
});

const options = list(z.strictObject({ value: code, label: words }));

const scale = z
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

const base = {
  id,
  text: words,
  help: words.optional(),
  required: z.boolean().optional(),
  showIf: condition().optional(),
  share: share.optional(),
  flags: list(flag).optional(),
};

const fieldShapes = [
  z.strictObject({ ...base, type: z.literal(['text', 'long']) }),
  z.strictObject({ ...base, type: z.literal(['choice', 'multi']), options }),
  z.strictObject({ ...base, type: z.literal('scale'), scale }),
  z.strictObject({ ...base, type: z.literal(['number', 'date', 'year']) }),
  z.strictObject({ ...base, type: z.literal('consent') }),
  z.strictObject({ ...base, type: z.literal('sign') }),
  z.strictObject({ ...base, type: z.literal('info') }),
  z.strictObject({ ...base, type: z.literal('grid'), options, scale }),
  z.strictObject({ ...base, type: z.literal(['link', 'links']), of: id }),
] as const;

const field: z.ZodType<FieldItem> = z.discriminatedUnion('type', fieldShapes);

const item: z.ZodType<Item> = z.discriminatedUnion('type', [
  ...fieldShapes,
  z.strictObject({ ...base, type: z.literal('computed') }),
  z.strictObject({ ...base, type: z.literal('dynamic'), options }),
  z.strictObject({
    ...base,
    type: z.literal('group'),
    noun: words.optional(),
    maxRows: z.int().min(1).max(MAX_ROWS).optional(),
    fields: list(field),
  }),
]);

const section = z.strictObject({
  id,
  title: words,
  intro: words.optional(),
  audience: z.literal(['client', 'clinician']).optional(),
  showIf: condition().optional(),
  items: list(item),
});

const sum = z.strictObject({
  name: words,
  rule: z.literal('count'),
  items: list(id),
  values: list(code),
  note: words.optional(),
});

/** A worksheet as written in a file. Strict: a key that nobody knows is a fault, since it is most often a typing slip. */
export const worksheetSchema: z.ZodType<Worksheet> = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    error: 'A worksheet is named in small letters, digits and single dashes, such as family-history.',
  }),
  version: words,
  title: words,
  fills: words,
  when: words,
  minutes: z.int().min(1),
  share,
  shareNote: words.optional(),
  riskBlock: z.boolean(),
  intro: words,
  contentNote: words.optional(),
  closing: words.optional(),
  citations: z.array(words).max(MAX_ENTRIES),
  therapistNotes: z.strictObject({ debrief: words, contraindications: words }),
  sums: list(sum).optional(),
  sections: list(section),
});

/** Says in plain words what is wrong and what to write instead. */
export const explain: z.core.$ZodErrorMap = (issue) => {
  const key = String(issue.path?.at(-1) ?? 'worksheet');
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missing(key) : wrongKind(issue.expected);
    case 'invalid_union':
      return `Write one of these as \`${key}\`: ${choicesOf(issue)}.`;
    case 'invalid_value':
      return `Write one of these: ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.origin === 'array'
        ? `Put at least one entry in \`${key}\`.`
        : `Write ${issue.minimum} or more.`;
    case 'too_big':
      return issue.origin === 'array'
        ? `Keep to ${issue.maximum} entries in \`${key}\`.`
        : `Write ${issue.maximum} or less.`;
    case 'invalid_format':
      return `\`${key}\` is empty. Write something, or take it out.`;
    case 'custom':
      return issue.input === undefined ? missing(key) : undefined;
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
      break;
  }
  return undefined;
};

/** What a failed parse complains of. Unknown keys come in one issue of their map; here each stands in its own place. */
export function problemsIn(error: z.ZodError | undefined): readonly LintProblem[] {
  return (error?.issues ?? []).flatMap((issue): readonly LintProblem[] => {
    const path = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `Nothing here is called \`${key}\`. Correct it or take it out.`,
    }));
  });
}

function missing(key: string): string {
  return `\`${key}\` is missing. Add it.`;
}

function wrongKind(expected: string): string {
  const wanted: Readonly<Record<string, string>> = {
    string: 'Write text here; put quotes around numbers, true, false and null.',
    number: 'Write a number here, without quotes.',
    int: 'Write a whole number here.',
    boolean: 'Write true or false here.',
    array: 'Write a list here: each entry on a line of its own, after a dash.',
    object: 'Write keys and values here, such as `id: mood`.',
  };
  return wanted[expected] ?? `Write ${expected} here.`;
}

function choicesOf(issue: object): string {
  return 'options' in issue && Array.isArray(issue.options)
    ? issue.options.map(String).join(', ')
    : 'another shape';
}
