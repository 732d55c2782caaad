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

/** Made when it is first met with and only once: one depth knows the next, and making a schema takes longer than using it. */
const atDepth: z.ZodType<Condition>[] = [];

/** A condition as written in a file; `depth` counts the `all`, `any` and `not` that it stands in. */
export function condition(depth = 0): z.ZodType<Condition> {
  return (atDepth[depth] ??= conditionAt(depth));
}

function conditionAt(depth: number): z.ZodType<Condition> {
  if (depth > MAX_NESTING) return z.never({ error: `Nest conditions at most ${MAX_NESTING} deep.` });
  const inner = z.lazy(() => condition(depth + 1));
  const not = z.strictObject({ not: inner });
  const all = z.strictObject({ all: list(inner) });
  const any = z.strictObject({ any: list(inner) });
  return meant<Condition>((value) => {
    if (!isRecord(value)) return test;
    if (Object.hasOwn(value, 'not')) return not;
    if (Object.hasOwn(value, 'all')) return all;
    return Object.hasOwn(value, 'any') ? any : test;
  });
}
