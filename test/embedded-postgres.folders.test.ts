import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LaunchError } from '../src/platform/errors/launch-error.js';
import { Workbench, ask, failureOf, hashOf, kill, killServer } from './support/embedded.js';

const bench = new Workbench();
afterAll(() => bench.clear());

const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

const folder = (name: string): string => path.join(bench.home, name, 'postgres');

function write(text: string): (file: string) => void {
  return (file) => writeFileSync(file, text);
}

function flipByte(file: string): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  writeFileSync(file, bytes);
}

function empty(directory: string): void {
  for (const name of readdirSync(directory)) rmSync(path.join(directory, name), { recursive: true });
}

/** Two starts with data between them. */
async function startTwice(dataDir: string): Promise<void> {
  const first = await bench.start({ dataDir });
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  const second = await bench.start({ dataDir });
  expect(await ask(second.url, 'select answer from kept')).toEqual([[42]]);
  await second.stop();
  const { host } = second.connection;
  expect(existsSync(host)).toBe(host === dataDir);
}

describe('what is not a usable cluster is refused with a sentence and left as it is', () => {
  const good = folder('good');
  const damage = (name: string, file: string, change: (path: string) => void): string => {
    const copy = folder(name);
    mkdirSync(path.dirname(copy));
    execFileSync('cp', ['-a', good, copy]);
    change(path.join(copy, file));
    return copy;
  };
  beforeAll(async () => {
    await (await bench.start({ dataDir: good })).stop();
  });

  test.each<[string, RegExp, string, (file: string) => void]>([
    ['no-version', /holds files but no Postgres data: restore/, 'PG_VERSION', rmSync],
    [
      'other-version',
      /made by Postgres 17 and this Mendwork brings Postgres 18: start/,
      'PG_VERSION',
      write('17\n'),
    ],
    ['no-password', /has no file mendwork.password: put it back/, 'mendwork.password', rmSync],
    ['no-control', /is damaged \(global.pg_control has 0 bytes\): keep a copy/, 'global/pg_control', rmSync],
    ['wrong-control', /is damaged \(.*control file.*\): keep a copy/, 'global/pg_control', flipByte],
    [
      'short-control',
      /is damaged \(.*pg_control.*\): keep a copy/,
      'global/pg_control',
      (file) => truncateSync(file, 99),
    ],
    ['no-journal', /is damaged \(.*checkpoint.*\): keep a copy/, 'pg_wal', empty],
  ])('%s', async (name, sentence, file, change) => {
    const dataDir = damage(name, file, change);
    const before = hashOf(dataDir);
    const failure = await failureOf(dataDir);
    expect(failure).toBeInstanceOf(LaunchError);
    expect(failure).toMatchObject({ message: expect.stringMatching(sentence) });
    expect(hashOf(dataDir)).toBe(before);
    expect(readdirSync(path.dirname(dataDir))).toEqual(['postgres']);
  });

  testAsRoot('data that belongs to root', async () => {
    const dataDir = damage('of-root', '.', (copy) => chownSync(copy, 0, 0));
    const before = hashOf(dataDir);
    expect(await failureOf(dataDir)).toMatchObject({
      name: 'LaunchError',
      message: expect.stringMatching(/belongs to root, .*: chown -R postgres: /),
    });
    expect(hashOf(dataDir)).toBe(before);
  });

  test('a folder of other things', async () => {
    const dataDir = folder('letters');
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path.join(dataDir, 'letter.txt'), 'Dear reader');
    expect(await failureOf(dataDir)).toMatchObject({ name: 'LaunchError' });
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
  });

  test('a file', async () => {
    const dataDir = folder('file');
    mkdirSync(path.dirname(dataDir));
    writeFileSync(dataDir, 'a file');
    expect(await failureOf(dataDir)).toMatchObject({
      message: expect.stringMatching(/is not a folder: remove it or/),
    });
    expect(readFileSync(dataDir, 'utf8')).toBe('a file');
  });
});

describe('unusual places', () => {
  test('an empty folder that is already there', async () => {
    const dataDir = folder('empty');
    mkdirSync(dataDir, { recursive: true });
    await startTwice(dataDir);
  });

  test('a path longer than a socket may have', () =>
    startTwice(path.join(folder('long'), 'x'.repeat(120), 'postgres')));

  test('a path with everything that a shell would mind', () =>
    startTwice(folder(`a 'b' "c", $HOME ä %2F \`d\``)));

  testAsRoot('a parent that is closed to all but root', async () => {
    const closed = mkdtempSync(path.join(bench.home, 'closed-'));
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    const dataDir = path.join(closed, 'data', 'postgres');
    await startTwice(dataDir);
    const { child, url } = await bench.startChild(dataDir);
    await kill(child);
    const adopted = await bench.start({ dataDir });
    expect(adopted).toMatchObject({ adopted: true, url });
    await killServer(dataDir);
    await adopted.stop();
  });
});
