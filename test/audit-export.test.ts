import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { connectTo, type Sql } from './support/sql.js';
import { addStaff } from './support/staff.js';

/** The audit as a file: what a member is called is text of a stranger's to whoever opens it in a spreadsheet. */

let app: TestApp;
let owner: Sql;
let practice: TestPractice;
beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  practice = await app.practice();
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Exported {
  exportAuditTrail: { csv: string; count: number; after: string | null };
}
const EXPORT = 'query($after: String) { exportAuditTrail(after: $after) { csv count after } }';

test('names no formula, leaves nothing out, and is noted itself', async () => {
  const { browser } = await addStaff(app, practice, 'auditor');
  await owner.rows(`UPDATE mendwork.member SET display_name = $2 WHERE practice_id = $1`, [
    practice.practiceId,
    '=HYPERLINK("https://elsewhere.example","Aster")',
  ]);
  await app.graphql(practice.member, '{ clients { edges { node { id } } } }');
  const { data } = await app.graphql<Exported>(browser, EXPORT);
  const { csv, count, after } = data.exportAuditTrail;
  const [there] = await owner.rows<{ entries: number }>(
    'SELECT count(*)::int AS entries FROM mendwork.audit_entry WHERE practice_id = $1',
    [practice.practiceId],
  );
  expect([count, after]).toEqual([(there?.entries ?? 0) - 1, null]);
  const lines = csv.slice(1).split('\r\n').slice(0, -1);
  expect(lines).toHaveLength(count + 1);
  expect(csv).toContain(`"'=HYPERLINK(""https://elsewhere.example"",""Aster"")"`);
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
  const [last] = await owner.rows<{ action: string }>(
    'SELECT action FROM mendwork.audit_entry WHERE practice_id = $1 ORDER BY seq DESC LIMIT 1',
    [practice.practiceId],
  );
  expect(last).toEqual({ action: 'audit.exported' });
});

test('goes on where the file before ended', async () => {
  const { browser } = await addStaff(app, practice, 'auditor');
  await owner.rows(
    `INSERT INTO mendwork.audit_entry (practice_id, seq, actor_kind, actor_id, request_id, action, detail, hash)
     SELECT $1, 1000000 + n, 'system', $1, $2, 'client.read', '{}', '' FROM generate_series(1, 5001) n`,
    [practice.practiceId, randomUUID()],
  );
  const first = (await app.graphql<Exported>(browser, EXPORT)).data.exportAuditTrail;
  expect(first.count).toBe(5000);
  const second = (await app.graphql<Exported>(browser, EXPORT, { after: first.after })).data.exportAuditTrail;
  expect(second.csv).toContain('"1000001"');
  expect(first.csv).not.toContain('"1000001"');
  expect(second.after).toBeNull();
});
