import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, extendSchema, parse } from 'graphql';
import { SchemaGuard } from './guard-schema.js';
import { Refusals } from './refusals.service.js';
import { fieldsToGuard, ruledFields } from './schema-rules.js';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
// Building the guard refuses nobody.
const guard = new SchemaGuard(Object.create(Refusals.prototype) as Refusals);

test('nothing starts with an operation or a type that has no rule', () => {
  const more = 'type Forgotten { a: String } extend type Query { forgotten: Forgotten }';
  expect(() => guard.guard(extendSchema(schema, parse(more)))).toThrow(
    'The access rules (src/access/rules.ts) do not fit the schema. Query.forgotten has no rule. Forgotten has no rule.',
  );
});

test('few fields are guarded: all others cost what they did', () => {
  const [guarded, all] = [fieldsToGuard(schema).length, ruledFields(schema).length];
  process.stdout.write(`a guard before ${guarded} of ${all} fields\n`);
  expect(guarded).toBeLessThan(all / 5);
});
