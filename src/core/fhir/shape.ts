import { z } from 'zod';
import { MAX_LIST } from './limits.js';
import type { Questionnaire, QuestionnaireItem, ValueTypes } from './types.js';

/** The shapes of what we read in a stranger's resource. What we do not read may be there in whatever shape. */

const text = z.string().optional();
const flag = z.boolean().optional();
const number = z.number().optional();
const several = <T extends z.ZodType>(one: T) => z.array(one).optional();
const few = <T extends z.ZodType>(one: T) => z.array(one).max(MAX_LIST).optional();

const coding = z.looseObject({ system: text, code: text, display: text });
const quantity = z.looseObject({ value: number, unit: text, system: text, code: text });

const extension = z.looseObject({
  url: z.string(),
  valueBoolean: flag,
  valueInteger: number,
  valueDecimal: number,
  valueString: text,
  valueCode: text,
  valueCoding: coding.optional(),
  valueQuantity: quantity.optional(),
  valueCodeableConcept: z.looseObject({ coding: several(coding) }).optional(),
});

const extended = { extension: several(extension) };

const values: { readonly [Type in keyof ValueTypes]: z.ZodType } = {
  Boolean: z.boolean(),
  Decimal: z.number(),
  Integer: z.int(),
  Date: z.string(),
  DateTime: z.string(),
  Time: z.string(),
  String: z.string(),
  Uri: z.string(),
  Coding: coding.extend(extended),
  Quantity: quantity,
  Reference: z.looseObject({ reference: text, display: text }),
};

function choice(prefix: 'value' | 'answer') {
  return Object.fromEntries(Object.entries(values).map(([type, shape]) => [prefix + type, shape.optional()]));
}

const enableWhen = z.looseObject({
  question: z.string(),
  operator: z.literal(['exists', '=', '!=', '>', '<', '>=', '<=']),
  ...choice('answer'),
});

const item: z.ZodType = z.looseObject({
  ...extended,
  linkId: z.string().min(1),
  type: z.string(),
  text,
  code: several(coding),
  enableWhen: few(enableWhen),
  enableBehavior: z.literal(['all', 'any']).optional(),
  required: flag,
  repeats: flag,
  readOnly: flag,
  maxLength: z.int().optional(),
  answerValueSet: text,
  answerOption: few(z.looseObject({ ...extended, ...choice('value'), initialSelected: flag })),
  initial: few(z.looseObject(choice('value'))),
  item: z.lazy(() => several(item)),
} satisfies Partial<Record<keyof QuestionnaireItem, z.ZodType>> & z.core.$ZodLooseShape);

const questionnaire = z.looseObject({
  ...extended,
  resourceType: z.literal('Questionnaire'),
  url: text,
  identifier: several(z.looseObject({ system: text, value: text })),
  version: text,
  name: text,
  title: text,
  description: text,
  contained: several(z.looseObject({})),
  item: several(item),
});

/** What is wrong with the shape of a resource, and where: `item[2].item[0].text`. */
export interface ShapeFault {
  readonly where: string;
  readonly message: string;
}

const MAX_FAULTS = 50;

/** Is this a Questionnaire in all that we read of it? The value is the resource itself. */
export function asQuestionnaire(
  resource: unknown,
): { readonly value: Questionnaire } | { readonly faults: readonly ShapeFault[] } {
  const { error } = questionnaire.safeParse(resource);
  if (!error) return { value: resource as Questionnaire };
  const faults = error.issues
    .slice(0, MAX_FAULTS)
    .map(({ path, message }) => ({ where: written(path), message }));
  return { faults };
}

function written(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
