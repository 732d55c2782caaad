import { z } from 'zod';
import type { Condition } from './definition.js';
import { isRecord } from './reading.js';
import { code, flagCode, id, list, meant, words } from './schema-parts.js';

/** How deep `all`, `any` and `not` may stand in one another: more than a person can follow. */
const MAX_NESTING = 8;

const test = z.discriminatedUnion('op', [
  z.strictObject({ item: id.optional(), op: z.literal('answered') }),
  z.strictObject({ item: id.optional(), op: z.literal(['in', 'notIn', 'includesAny']), values: list(code) }),
  z.strictObject({ item: id.optional(), op: z.literal(['gte', 'lte']), value: z.number() }),
  z.strictObject({ item: id.optional(), op: z.literal('dropGte'), value: z.number(), against: id }),
  z.strictObject({ item: id.optional(), op: z.literal('matchesTerms'), field: id, terms: list(words) }),
  z.strictObject({ op: z.literal('flag'), code: flagCode }),
  z.strictObject({ op: z.literal('role'), value: z.literal(['hurt', 'repairing']) }),
  z.strictObject({ op: z.literal('agreementHasKind'), value: code }),
]);

/** A condition as written in a file; `depth` counts the `all`, `any` and `not` that it stands in. */
export function condition(depth = 0): z.ZodType<Condition> {
  return meant<Condition>((value) => {
    const isLogic = isRecord(value) && ['all', 'any', 'not'].some((key) => Object.hasOwn(value, key));
    if (!isLogic) return test;
    if (depth === MAX_NESTING) return z.never({ error: `Nest conditions at most ${MAX_NESTING} deep.` });
    if ('not' in value) return z.strictObject({ not: condition(depth + 1) });
    const parts = list(condition(depth + 1));
    return 'all' in value ? z.strictObject({ all: parts }) : z.strictObject({ any: parts });
  });
}
