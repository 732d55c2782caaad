import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Starts the product as a process of its own and reads what it prints to a newcomer.
 * @param {string[]} command how to start it
 * @param {{ port: number, dataFolder: string }} settings
 */
export async function startServer(command, { port, dataFolder }) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, PORT: String(port), MENDWORK_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  // Listened for from the start: whoever asks only after the end would wait for ever.
  const ended = once(child, 'exit');
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  while (!/^ *Stop /m.test(printed)) {
    assert.equal(child.exitCode, null, `the server ended: ${printed}`);
    await sleep(20);
  }
  return {
    child,
    ended,
    base: `http://localhost:${port}`,
    token: /#token=([\w.-]+)/.exec(printed)?.[1],
    clientId: /&client=([\w-]+)/.exec(printed)?.[1],
    sessionId: /&session=([\w-]+)/.exec(printed)?.[1],
    logIn: {
      practiceId: /\/console\/p\/([\w-]+)/.exec(printed)?.[1],
      email: /E-mail +(\S+)/.exec(printed)?.[1],
      password: /Password +(\S+)/.exec(printed)?.[1],
      totpSecret: /or by hand: (\w+)/.exec(printed)?.[1],
    },
    link: /(http\S+\/me\/enter\/\S+)/.exec(printed)?.[1],
  };
}

/** Stops it as Ctrl+C in a terminal does, which reaches the whole group. */
export async function stopServer({ child, ended }) {
  process.kill(-child.pid, 'SIGINT');
  await ended;
}

/** Sends one GraphQL operation and gives its data. */
export async function graphql(base, credentials, query, variables) {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  return data;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
