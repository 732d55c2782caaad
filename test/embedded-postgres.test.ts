import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { chooseAccount } from '../src/platform/embedded-postgres/account.js';
import { findEmbeddedPostgres } from '../src/platform/embedded-postgres/embedded-postgres.js';
import { stateOfServer } from '../src/platform/embedded-postgres/processes.js';
import { Workbench, ask, failureOf, firstLine, kill, killServer, serverPid } from './support/embedded.js';
import { freePort } from './support/free-port.js';

const bench = new Workbench();
afterAll(() => bench.clear());

/** No process has this number. */
const NOBODY = 2_147_483_645;

const folder = (name: string): string => path.join(bench.home, name, 'postgres');

describe('a new folder', () => {
  const dataDir = folder('new');

  test('becomes a cluster whose data outlives a stop', async () => {
    const first = await bench.start({ dataDir });
    expect(first.adopted).toBe(false);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(existsSync(path.join(dataDir, 'postmaster.pid'))).toBe(false);
    const second = await bench.start({ dataDir });
    expect(await ask(second.url, 'select answer from kept')).toEqual([[42]]);
    expect(second.url).toBe(first.url);
  });

  test('is durable, checked, and the same on every system', async () => {
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding'];
    const values = settings.map((name) => `current_setting('${name}')`);
    expect(await ask(url, `select ${values.join()}`)).toEqual([['on', 'on', 'on', 'on', 'UTF8']]);
    const locale = 'select datlocprovider, datlocale from pg_database where datname = current_database()';
    expect(await ask(url, locale)).toEqual([['b', 'C.UTF-8']]);
  });

  test('lets nobody in without the password, which its owner alone can read', async () => {
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'authentication failed',
    );
    expect(await ask(url, `select distinct auth_method from pg_hba_file_rules`)).toEqual([['scram-sha-256']]);
    expect(statSync(path.join(dataDir, 'mendwork.password')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  test('listens on no network', async () => {
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    expect(await ask(url, `select current_setting('listen_addresses')`)).toEqual([['']]);
  });

  test('has a URL that TypeORM takes, and that can be taken apart', async () => {
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    const source = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
    expect(await source.query('select current_database() as name')).toEqual([{ name: 'mendwork' }]);
    await source.destroy();
    const other = new URL(url);
    other.pathname = '/postgres';
    expect(await ask(other.href, 'select current_database()')).toEqual([['postgres']]);
  });

  test('refuses a second Mendwork and goes on with the first', async () => {
    expect(await failureOf(dataDir)).toMatchObject({
      name: 'LaunchError',
      message: expect.stringMatching(/^Another Mendwork is running on the data in .*: stop it first, or /),
    });
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    expect(await ask(url, 'select answer from kept')).toEqual([[42]]);
  });

  test('gets its server back when that is killed, at the same address', async () => {
    const url = (await findEmbeddedPostgres(dataDir)) ?? '';
    const before = serverPid(dataDir);
    await killServer(dataDir);
    while (!(await findEmbeddedPostgres(dataDir)) || serverPid(dataDir) === before) await delay(50);
    expect(await ask(url, 'select answer from kept')).toEqual([[42]]);
  });
});

test('with a port, the server listens on that port of the loopback interface', async () => {
  const port = await freePort();
  const probe = await bench.start({ dataDir: folder('port'), port });
  expect(probe.connection).toMatchObject({ host: '127.0.0.1', port });
  expect(await ask(probe.url, 'select host(inet_server_addr()), inet_server_port()')).toEqual([
    ['127.0.0.1', port],
  ]);
  await probe.stop();
});

describe('after a kill', () => {
  const dataDir = folder('killed');

  test('of Mendwork, the server goes on and is adopted with what was committed', async () => {
    const { url, child } = await bench.startChild(dataDir);
    await ask(url, 'create table kept as select 42 as answer');
    const pid = serverPid(dataDir);
    await kill(child);
    const next = await bench.start({ dataDir });
    expect(next.adopted).toBe(true);
    expect(serverPid(dataDir)).toBe(pid);
    expect(await ask(next.url, 'select answer from kept')).toEqual([[42]]);
    await next.stop();
  });

  test('of Mendwork and its server, the next start recovers what was committed', async () => {
    const { url, child } = await bench.startChild(dataDir);
    await ask(url, 'update kept set answer = 43');
    await kill(child);
    await killServer(dataDir);
    const next = await bench.start({ dataDir });
    expect(next.adopted).toBe(false);
    expect(await ask(next.url, 'select answer from kept')).toEqual([[43]]);
    await next.stop();
  });

  test('another process that got the number of the server does not stop the next start', async () => {
    const { child } = await bench.startChild(dataDir);
    await kill(child);
    await killServer(dataDir);
    const stranger = bench.spawn('sleep', ['300'], chooseAccount(dataDir));
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
      const file = path.join(dataDir, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
    }
    const next = await bench.start({ dataDir });
    expect(next.adopted).toBe(false);
    expect(await ask(next.url, 'select answer from kept')).toEqual([[43]]);
    expect(stranger.exitCode).toBe(null);
    await next.stop();
  });

  test('of the machine, a note that broke off does not stop the next start', async () => {
    writeFileSync(path.join(dataDir, 'postmaster.pid'), '');
    const next = await bench.start({ dataDir });
    expect(await ask(next.url, 'select answer from kept')).toEqual([[43]]);
    await next.stop();
  });

  test('in the middle of the first start, the next one clears up and begins anew', async () => {
    const half = folder('half');
    const parent = path.dirname(half);
    const child = bench.spawnChild(half);
    while (!existsSync(parent) || !readdirSync(parent).some((name) => name.includes('.init-')))
      await delay(5);
    await kill(child);
    expect(existsSync(half)).toBe(false);
    const ofSomeoneAlive = `${half}.init-${process.ppid}`;
    mkdirSync(ofSomeoneAlive);
    const next = await bench.start({ dataDir: half });
    expect(next.adopted).toBe(false);
    expect(readdirSync(parent)).toEqual(['postgres', path.basename(ofSomeoneAlive)]);
    await next.stop();
  });
});

test('of two first starts at the same time, one gets the folder and the other is told', async () => {
  const dataDir = folder('race');
  const attempts = [bench.start({ dataDir }), bench.startChild(dataDir)];
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

describe('what has become of a server', () => {
  // The kernel's files, and a folder without them, where `ps` is asked.
  test.each(['/proc', '/nowhere'])('is seen with %s', async (files) => {
    const dataDir = realpathSync((await findEmbeddedPostgres(folder('new'))) ? folder('new') : '');
    const shell = bench.spawn('sh', ['-c', 'true & echo $!; exec sleep 300']);
    const zombie = Number(await firstLine(shell));
    await delay(200);
    const pids = {
      server: serverPid(dataDir),
      stranger: process.pid,
      zombie,
      nobody: NOBODY,
    };
    const states = Object.entries(pids).map(([name, pid]) => [name, stateOfServer(pid, dataDir, files)]);
    expect(Object.fromEntries(states)).toEqual({
      server: 'running',
      stranger: 'gone',
      zombie: 'gone',
      nobody: 'gone',
    });
  });

  test.each([
    ['S', 'running'],
    ['Z', 'gone'],
  ])('is told by the state %s that the kernel gives', (letter, state) => {
    const files = path.join(bench.home, `state-${letter}`);
    mkdirSync(path.join(files, String(process.pid)), { recursive: true });
    writeFileSync(path.join(files, String(process.pid), 'stat'), `${process.pid} (a) b) ${letter} 1 1`);
    symlinkSync('/data', path.join(files, String(process.pid), 'cwd'));
    expect(stateOfServer(process.pid, '/data', files)).toBe(state);
  });
});
