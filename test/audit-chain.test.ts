import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { makeWorld, type World } from './support/world.js';

/** The audit's entries are chained by hash, a chain a practice: what was tampered with shows. */

let app: TestApp;
let owner: Sql;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

/** Reckoned anew from what is stored: entries whose hash is not that of their content and of the one before. */
const FAULTS = `
  SELECT seq FROM (
    SELECT seq, hash, row_number() OVER chain AS place, lag(hash, 1, sha256(convert_to(practice_id::text, 'UTF8'))) OVER chain AS before,
      convert_to(jsonb_build_object('practice_id', practice_id, 'seq', seq,
        'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor_kind', actor_kind,
        'actor_id', actor_id, 'request_id', request_id, 'action', action, 'client_id', client_id,
        'detail', detail)::text, 'UTF8') AS content
    FROM mendwork.audit_entry WHERE practice_id = $1 WINDOW chain AS (ORDER BY seq)) AS entries
  WHERE seq <> place OR hash <> sha256(before || content)
  UNION ALL
  SELECT seq FROM mendwork.audit_head h WHERE practice_id = $1 AND NOT EXISTS (
    SELECT FROM mendwork.audit_entry e WHERE e.practice_id = h.practice_id AND e.seq = h.seq AND e.hash = h.hash)
  ORDER BY seq`;
const faults = ({ practiceId }: TestPractice): Promise<number> => owner.count(FAULTS, [practiceId]);

test('holds, without gaps, after many writers at a time', async () => {
  const practice = await app.practice();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      app.graphql(
        practice.member,
        'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }',
        {
          input: { name: `Writer ${n}`, idempotencyKey: randomUUID() },
        },
      ),
    ),
  );
  expect(answers.filter(({ errors }) => errors)).toEqual([]);
  const entries = await owner.rows<{ seq: string }>(
    'SELECT seq FROM mendwork.audit_entry WHERE practice_id = $1 ORDER BY seq',
    [practice.practiceId],
  );
  // The member's own signing in comes first.
  expect(entries.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  expect(await faults(practice)).toBe(0);
  expect(await faults(world)).toBe(0);
});

test.each([
  ['changed', `UPDATE mendwork.audit_entry SET action = 'nothing' WHERE practice_id = $1 AND seq = 4`],
  [
    'changed at its beginning',
    `UPDATE mendwork.audit_entry SET request_id = 'another' WHERE practice_id = $1 AND seq = 1`,
  ],
  ['deleted', 'DELETE FROM mendwork.audit_entry WHERE practice_id = $1 AND seq = 4'],
  ['cut at its beginning', 'DELETE FROM mendwork.audit_entry WHERE practice_id = $1 AND seq = 1'],
  ['cut at its end', 'DELETE FROM mendwork.audit_entry WHERE practice_id = $1 AND seq > 9'],
  [
    'swapped',
    `UPDATE mendwork.audit_entry e SET action = o.action, detail = o.detail, client_id = o.client_id
     FROM mendwork.audit_entry o WHERE e.practice_id = $1 AND o.practice_id = $1 AND (e.seq, o.seq) IN ((4, 5), (5, 4))`,
  ],
])('shows what was %s', async (_how, tampering) => {
  await owner.rows('BEGIN');
  expect(await owner.count(tampering, [world.practiceId])).toBeGreaterThan(0);
  const found = await faults(world);
  await owner.rows('ROLLBACK');
  expect(found).toBeGreaterThan(0);
  expect(await faults(world)).toBe(0);
});
