import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { connectTo, type Sql } from './support/sql.js';

/** `docs/data.md` says of every column how it is kept. It says so of each there is, once, and of no other. */

const KINDS = ['sealed', 'wrapped key', 'lookup', 'password hash', 'public key', 'hash', 'plain'];

/** Hashes of worksheets' content, in hex. `assignment.worksheet_hash` names a version, as an id does. */
const CONTENT_HASHES = [
  'worksheet_version.hash',
  'practice_worksheet.hash',
  'assignment.shipped_hash',
  'assignment.practice_hash',
];

interface Line {
  readonly column: string;
  readonly kept: string;
  readonly holds: string;
}

/** The document's lines by `table.column`; each table has a heading of its own. */
function readDocument(): Line[] {
  const sections = readFileSync('docs/data.md', 'utf8').split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const [table = ''] = section.split('\n');
    // The first two lines of a table are its head.
    const rows = section.split('\n').filter((line) => line.startsWith('| '));
    return rows.slice(2).map((row) => {
      const [, column, kept, holds, end, ...more] = row.split('|').map((cell) => cell.trim());
      if (column === undefined || kept === undefined || holds === undefined || end !== '' || more.length > 0)
        throw new Error(`A line of ${table} has not three cells: ${row}`);
      return { column: `${table}.${column}`, kept, holds };
    });
  });
}

const lines = readDocument();
let database: TestDatabase;
let owner: Sql;
let columns: ReadonlyMap<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connectTo(database.url);
  const found = await owner.rows<{ column: string; type: string }>(
    `SELECT table_name || '.' || column_name AS column, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'mendwork' ORDER BY table_name, ordinal_position`,
  );
  columns = new Map(found.map(({ column, type }) => [column, type]));
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

test('every column is there, once, and nothing else', () => {
  expect(columns.size).toBeGreaterThan(100);
  expect(lines.map(({ column }) => column).toSorted()).toEqual([...columns.keys()].toSorted());
});

test('every line says how the column is kept, and what it holds', () => {
  expect(lines.filter(({ kept }) => !KINDS.includes(kept))).toEqual([]);
  expect(lines.filter(({ holds }) => holds.length < 5)).toEqual([]);
});

test('what is sealed, wrapped or looked up has the type and the name of it, and what is plain has not', () => {
  const kindOf = (column: string): string => {
    const type = columns.get(column);
    if (column.endsWith('_sealed')) return type === 'bytea' ? 'sealed' : 'a sealed column that is no bytea';
    if (/^(member_password|client_pin)\.hash$/.test(column)) return 'password hash';
    if (type !== 'bytea') return CONTENT_HASHES.includes(column) ? 'hash' : 'plain';
    if (column.endsWith('.wrapped_key')) return 'wrapped key';
    // A keyed hash looks like any other: which ones are keyed is known from the code that writes them.
    if (/_passkey\.(credential_id|public_key)$/.test(column)) return 'public key';
    return /\.(\w+_lookup|\w+_mac|request_hash)$/.test(column) ? 'lookup' : 'hash';
  };
  expect(lines.filter(({ column, kept }) => kept !== kindOf(column))).toEqual([]);
});

test('the document begins with what sealed means', () => {
  const [, first = ''] = readFileSync('docs/data.md', 'utf8').split('\n\n');
  expect(first).toMatch(/\*\*sealed\*\* when it was encrypted before it reached Postgres/);
});
