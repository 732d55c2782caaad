import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LaunchError } from '../errors/launch-error.js';
import { fileKeyProvider, RootKeyProvider } from './key-provider.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mendwork-key-'));
  file = path.join(folder, 'keys', 'root.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the first start makes a key that only its owner can read, and nothing beside it', () => {
  fileKeyProvider(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(readdirSync(path.dirname(file))).toEqual(['root.key']);
});

test('every later start reads the same key and leaves the file as it is', async () => {
  const practiceId = randomUUID();
  const key = randomBytes(32);
  const wrapped = await fileKeyProvider(file).wrap(key, practiceId);
  const written = readFileSync(file, 'utf8');
  expect((await fileKeyProvider(file).unwrap(wrapped, practiceId)).equals(key)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(written);
});

test('first starts at a time end up with one key', async () => {
  const started = await Promise.all(Array.from({ length: 4 }, () => secretOfOtherProcess()));
  expect(new Set(started).size).toBe(1);
  expect(readdirSync(path.dirname(file))).toEqual(['root.key']);
});

test.each([
  ['empty', ''],
  ['cut short', (key: string) => key.slice(0, 20)],
  ['with one letter changed', (key: string) => (key.startsWith('A') ? 'B' : 'A') + key.slice(1)],
  ['without its checksum', (key: string) => key.split('.')[0] ?? ''],
  ['of another kind', '-----BEGIN PRIVATE KEY-----'],
])('a key file that is %s is refused and kept', (_how, damage) => {
  fileKeyProvider(file);
  const damaged = typeof damage === 'string' ? damage : damage(readFileSync(file, 'utf8'));
  writeFileSync(file, damaged);
  expect(() => fileKeyProvider(file)).toThrow(LaunchError);
  expect(() => fileKeyProvider(file)).toThrow('Put it back from its backup');
  expect(readFileSync(file, 'utf8')).toBe(damaged);
});

test('a practice’s key opens for that practice and under that root key alone', async () => {
  const [practiceId, key] = [randomUUID(), randomBytes(32)];
  const provider = new RootKeyProvider(randomBytes(32));
  const wrapped = await provider.wrap(key, practiceId);
  expect(wrapped.includes(key)).toBe(false);
  expect((await provider.unwrap(wrapped, practiceId)).equals(key)).toBe(true);
  await expect(provider.unwrap(wrapped, randomUUID())).rejects.toThrow();
  await expect(new RootKeyProvider(randomBytes(32)).unwrap(wrapped, practiceId)).rejects.toThrow();
});

test('derived secrets are the same at every start and differ by purpose', async () => {
  const root = randomBytes(32);
  const derive = async (purpose: string): Promise<string> =>
    (await new RootKeyProvider(root).derive(purpose, 24)).toString('hex');
  expect(await derive('tokens')).toBe(await derive('tokens'));
  expect(await derive('tokens')).not.toBe(await derive('passwords'));
  expect(await derive('tokens')).toHaveLength(48);
});

test('a root key of another length is refused', () => {
  expect(() => new RootKeyProvider(randomBytes(16))).toThrow('32 bytes');
});

/** Starts a process that reads the key file, making it if it is the first, and tells a secret derived from it. */
async function secretOfOtherProcess(): Promise<string> {
  const hooks = path.resolve('test/support/typescript-hooks.mjs');
  const program = `
    import { register } from 'node:module';
    register(${JSON.stringify(new URL(`file://${hooks}`).href)});
    const { fileKeyProvider } = await import(${JSON.stringify(path.resolve('src/platform/vault/key-provider.ts'))});
    process.stdout.write((await fileKeyProvider(${JSON.stringify(file)}).derive('test', 16)).toString('hex'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return stdout;
}
