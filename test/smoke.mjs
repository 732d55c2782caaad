// Starts the product with the README's command on a new data folder and uses it once: page, query, PDF, stop, start again.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { freePort, graphql, startServer, stopServer } from './support/running-server.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-smoke-'));
chmodSync(folder, 0o755);
const dataFolder = path.join(folder, 'data');
const port = await freePort();
/** A code of an authenticator app is shown for so long. */
const STEP_MS = 30_000;

try {
  const first = await start();
  await use(first);
  await stop(first);
  const second = await start();
  const { clients } = await graphql(second.base, asMember(second), '{ clients { edges { node { code } } } }');
  assert.equal(clients.edges.length, 2, 'starting again keeps the data and adds none');
  await stop(second);
  console.log(
    'The built product starts, serves a page, a query and a PDF, stops, and starts again with its data.',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function asMember({ token }) {
  return { authorization: `Bearer ${token}` };
}

async function start() {
  const began = performance.now();
  const server = await startServer(['npm', 'start', '--silent'], { port, dataFolder });
  console.log(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return server;
}

async function stop(server) {
  await stopServer(server);
  await assert.rejects(fetch(`${server.base}/livez`));
}

/** As whoever has just read what the start printed, with the code on the app’s screen. */
async function signIn({ base, logIn: { practiceId, email, password, totpSecret } }) {
  const post = async (where, what) => {
    const answer = await fetch(base + where, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base },
      body: JSON.stringify(what),
    });
    const said = await answer.json();
    assert.equal(answer.status, 200, said.message);
    return said;
  };
  const { challenge } = await post('/auth/sign-in', { practiceId, email, password });
  // In its last five seconds a code may be the one that the demonstration itself has used.
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left <= 5_000) await sleep(left);
  const code = new TOTP({ secret: Secret.fromBase32(totpSecret) }).generate();
  const { next } = await post('/auth/second-factor', { practiceId, challenge, totp: code });
  assert.equal(next, 'done');
}

async function use(server) {
  await signIn(server);
  assert.equal((await fetch(`${server.base}/readyz`)).status, 200);
  const page = await fetch(server.link.split('#')[0]);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<form/);
  const graphiql = await fetch(`${server.base}/graphiql`);
  assert.match(await graphiql.text(), /graphiql\.min\.js/);
  const { sessionSummary } = await graphql(
    server.base,
    asMember(server),
    'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { kind pdf { url } } } } }',
    { id: server.sessionId },
  );
  assert.deepEqual(
    sessionSummary.copies.map(({ kind }) => kind),
    ['INDIVIDUAL_A', 'INDIVIDUAL_B', 'COUPLE'],
  );
  for (const { pdf } of sessionSummary.copies) {
    const file = await fetch(pdf.url);
    assert.equal(file.headers.get('content-type'), 'application/pdf');
    assert.equal((await file.text()).slice(0, 5), '%PDF-');
  }
}
