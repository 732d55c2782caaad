// Kills the server with SIGKILL between autosaves and after submits, ten times, and counts what was acknowledged and
// is gone: nothing may be. Acknowledged means that the answer to the request had arrived here.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, graphql, startServer, stopServer } from './support/running-server.mjs';

const ROUNDS = 10;
const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-kill-'));
chmodSync(folder, 0o755);
const port = await freePort();
const base = `http://localhost:${port}`;

const SAVE = `mutation($i: SaveDraftInput!) { saveDraft(input: $i) { __typename ... on DraftSaved { revision } } }`;
const SUBMIT = `mutation($i: SubmitInput!) { submit(input: $i) { __typename ... on Submission { id } } }`;
const MINE = '{ myAssignments { id state draft { revision answers } } }';
const SUBMISSION = 'query($id: ID!) { submission(id: $id) { ... on Submission { answers } } }';

const acknowledged = { saves: 0, submits: 0 };
let lost = 0;
let running;
try {
  for (let round = 1; round <= ROUNDS; round++) {
    const server = await start();
    const written = await writeUntilKilled(server, round % 2 === 0);
    const again = await start();
    await check(again, written);
    await stopServer(again);
  }
} finally {
  // A Postgres whose Mendwork was killed goes on; the next one that is stopped takes it along.
  const left = running && !hasEnded(running) ? running : await start();
  await stopServer(left);
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `${ROUNDS} kills: ${acknowledged.saves} saves and ${acknowledged.submits} submits were acknowledged, ${lost} of them lost.`,
);
assert.ok(
  acknowledged.saves > ROUNDS && acknowledged.submits === ROUNDS / 2,
  'the drill wrote enough to mean something',
);
assert.equal(lost, 0);

/**
 * Saves until the kill comes in the middle of it; in every other round submits first and is killed right after. Counted
 * in saves and not in time, so that a fast machine stays below the limit of requests that a client may send.
 */
async function writeUntilKilled(server, submitting) {
  const cookie = await signIn(server);
  const assignmentId = await assign(server);
  const written = { assignmentId, revision: 0, text: undefined, submissionId: undefined };
  const last = 10 + Math.floor(Math.random() * 40);
  for (let n = 1; n <= last && !hasEnded(server); n++) {
    const text = `sentence ${n} ${randomUUID()}`;
    const patches = [{ item: 'learn.rule', answer: { value: text } }];
    const saving = graphql(base, cookie, SAVE, { i: { assignmentId, revision: written.revision, patches } });
    const late = n === last;
    if (late && !submitting) setTimeout(() => kill(server), Math.random() * 15);
    const saved = await saving.catch(() => undefined);
    if (saved?.saveDraft.__typename === 'DraftSaved') {
      acknowledged.saves++;
      Object.assign(written, { revision: saved.saveDraft.revision, text });
    }
    if (late && submitting) {
      const idempotencyKey = randomUUID();
      const { submit } = await graphql(base, cookie, SUBMIT, {
        i: { assignmentId, revision: written.revision, idempotencyKey },
      });
      written.submissionId = submit.id;
      acknowledged.submits++;
      kill(server);
    }
  }
  await server.ended;
  return written;
}

async function check(server, { assignmentId, revision, text, submissionId }) {
  const { myAssignments } = await graphql(base, await signIn(server), MINE);
  const { draft, state } = myAssignments.find(({ id }) => id === assignmentId);
  // A save whose answer never arrived may have been kept as well; one that was acknowledged must have been.
  const kept = draft.answers['learn.rule']?.value;
  // Of what was handed in the draft shows nothing; the submission does.
  const differs = state !== 'SUBMITTED' && kept !== text;
  if (draft.revision < revision || (draft.revision === revision && differs)) lost++;
  if (submissionId === undefined) return;
  if (state !== 'SUBMITTED') lost++;
  const { submission } = await graphql(base, { authorization: `Bearer ${server.token}` }, SUBMISSION, {
    id: submissionId,
  });
  if (submission.answers?.['learn.rule']?.value !== text) lost++;
}

function kill({ child }) {
  child.kill('SIGKILL');
}

function hasEnded({ child }) {
  return child.exitCode !== null || child.signalCode !== null;
}

async function signIn({ link }) {
  const { pathname, hash } = new URL(link);
  const [, , , practice, linkId] = pathname.split('/');
  const entered = await fetch(`${base}/auth/client/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', origin: base },
    body: new URLSearchParams({ practice, link: linkId, secret: hash.slice(1) }),
  });
  assert.equal(entered.status, 303, await entered.text());
  return { cookie: entered.headers.getSetCookie()[0].split(';')[0], 'sec-fetch-site': 'same-origin' };
}

async function assign({ token, clientId }) {
  const input = { clientId, worksheetId: 'family-history', idempotencyKey: randomUUID() };
  const { assignWorksheet } = await graphql(
    base,
    { authorization: `Bearer ${token}` },
    'mutation($i: AssignWorksheetInput!) { assignWorksheet(input: $i) { ... on Assignment { id } } }',
    { i: input },
  );
  return assignWorksheet.id;
}

async function start() {
  const command = [process.execPath, 'dist/src/main.js'];
  running = await startServer(command, { port, dataFolder: path.join(folder, 'data') });
  return running;
}
