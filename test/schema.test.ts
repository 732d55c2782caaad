import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, parse, printSchema, validate } from 'graphql';
import { readyQueries } from '../src/web/graphiql/queries.js';
import { startTestApp, type TestApp } from './support/app.js';

const FILE = 'schema.graphql';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.stop());

test('schema.graphql is what the code says', () => {
  const printed = `${printSchema(lexicographicSortSchema(app.app.get(GraphQLSchemaHost).schema))}\n`;
  if ((globalThis as { writeSchema?: boolean }).writeSchema) writeFileSync(FILE, printed);
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  // Write it anew with `npm run schema` and read the difference before committing it.
  expect(committed).toBe(printed);
});

test('the six queries that GraphiQL opens with fit the schema', () => {
  const { schema } = app.app.get(GraphQLSchemaHost);
  const queries = readyQueries({ client: 'c', session: 's' });
  expect(queries).toHaveLength(6);
  for (const { query } of queries) expect(validate(schema, parse(query))).toEqual([]);
});
