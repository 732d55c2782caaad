import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { printAccess } from './support/access-doc.js';

const FILE = 'docs/access.md';

test('docs/access.md is what the rules say', async () => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const printed = await format(printAccess(schema), { ...(await resolveConfig(FILE)), parser: 'markdown' });
  if ((globalThis as { writeSchema?: boolean }).writeSchema) writeFileSync(FILE, printed);
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  // Write it anew with `npm run schema` and read the difference before committing it.
  expect(committed).toBe(printed);
});
