import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { ASSUMED_LENGTH } from '../src/platform/graphql/cost.js';
import { COST_HEADER } from '../src/platform/graphql/limits.plugin.js';
import { LIMITS } from '../src/platform/graphql/limits.js';
import { MAX_PAGE } from '../src/platform/paging/connection.js';
import { DEFAULT_RATE_LIMITS, type Bucket } from '../src/platform/rate-limits/rate-limits.types.js';

/**
 * The figures of docs/api.md are those in force. Write the tables anew with
 * `npm test -- test/api-doc.test.ts --globals '{"writeApiDoc":true}'` and read the difference.
 */
const FILE = path.join(import.meta.dirname, '../docs/api.md');

const figure = (value: number): string => value.toLocaleString('en-US');

function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], filler = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
  const rule = line(
    head.map(() => '-'),
    '-',
  );
  return [line(head), rule, ...rows.slice(1).map((row) => line(row))].join('\n');
}

const sizes = table([
  ['limit', 'at most', 'of', 'instead'],
  ...Object.entries(LIMITS).map(([name, { most, counted, wayOut }]) => [
    `\`${name}\``,
    figure(most),
    counted,
    wayOut,
  ]),
]);

const COUNTED: Readonly<Record<Bucket, string>> = {
  'frame-network': 'openings of frames from one network, with those that let somebody in',
  'graphql-actor': 'GraphQL requests of one who is signed in',
  'login-address':
    'tries to sign in to one e-mail address; beyond it nothing is sent, and the answer stays the same',
  'login-ip': 'tries to sign in from one IP address',
  'login-network': 'tries to sign in from one network (IPv4 /24, IPv6 /64)',
  'login-practice': 'tries to sign in to one practice',
};
const rates = table([
  ['at most', 'within', 'of'],
  ...Object.entries(DEFAULT_RATE_LIMITS).map(([bucket, { points, seconds }]) => [
    figure(points),
    seconds % 60 === 0 ? (seconds === 60 ? '1 minute' : `${seconds / 60} minutes`) : `${seconds} seconds`,
    COUNTED[bucket as Bucket],
  ]),
]);

const between = (name: string): RegExp => new RegExp(`(?<=<!-- ${name} -->\n)[^]*?(?=<!-- /${name} -->)`);

test('docs/api.md shows the limits in force', () => {
  const before = readFileSync(FILE, 'utf8');
  const expected = before
    .replace(between('limits'), `\n${sizes}\n\n`)
    .replace(between('rates'), `\n${rates}\n\n`);
  if ((globalThis as { writeApiDoc?: boolean }).writeApiDoc) writeFileSync(FILE, expected);
  expect(readFileSync(FILE, 'utf8')).toBe(expected);
});

test('docs/api.md says in prose what is in force', () => {
  const text = readFileSync(FILE, 'utf8').replaceAll(/\s+/g, ' ');
  expect(text).toContain(`A page (\`first\`) has ${MAX_PAGE} entries at most`);
  expect(text).toContain(`What is inside of another list costs ${ASSUMED_LENGTH} times`);
  expect(text).toContain(`\`${COST_HEADER}: 1\``);
  expect(text).toContain(`"limit": ${LIMITS.cost.most} }`);
  const { points, seconds } = DEFAULT_RATE_LIMITS['graphql-actor'];
  expect(text).toContain(`"requests";q=${points};w=${seconds}`);
});
