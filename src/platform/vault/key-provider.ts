import { createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../errors/launch-error.js';
import { open, seal, type SealedPlace } from './seal.js';

/**
 * Holds the key that all other keys are wrapped with, off the database. A file by default; an operator's key
 * management service implements the same three calls.
 */
export interface KeyProvider {
  /** Wraps a practice's key for keeping in the database. */
  wrap(key: Buffer, practiceId: string): Promise<Buffer>;
  /** Opens what `wrap` made for the same practice. */
  unwrap(wrapped: Buffer, practiceId: string): Promise<Buffer>;
  /** A secret of `bytes` for one named purpose (signing tokens), the same at every start. */
  derive(purpose: string, bytes: number): Promise<Buffer>;
}

const ROOT_KEY_ID = '00000000-0000-7000-8000-000000000001';

/** A key provider over one key of 32 bytes in memory. */
export class RootKeyProvider implements KeyProvider {
  constructor(private readonly root: Buffer) {
    if (root.length !== 32) throw new Error('The root key has 32 bytes.');
  }

  async wrap(key: Buffer, practiceId: string): Promise<Buffer> {
    return seal(this.root, ROOT_KEY_ID, practiceKeyPlace(practiceId), key);
  }

  async unwrap(wrapped: Buffer, practiceId: string): Promise<Buffer> {
    return open(this.root, practiceKeyPlace(practiceId), wrapped);
  }

  async derive(purpose: string, bytes: number): Promise<Buffer> {
    return Buffer.from(hkdfSync('sha256', this.root, '', purpose, bytes));
  }
}

function practiceKeyPlace(practiceId: string): SealedPlace {
  return { practiceId, table: 'practice', column: 'wrapped_key', rowId: practiceId };
}

/**
 * Reads the root key from `file`, making one of random bytes at the first start. The file is readable by its owner
 * alone; without it nothing in the database can be read again, so it belongs into another backup than the database.
 * @throws LaunchError when the file is there but is not a key
 */
export function fileKeyProvider(file: string): KeyProvider {
  if (!existsSync(file)) writeNewKey(file);
  const [encoded = '', check] = readFileSync(file, 'utf8').trim().split('.');
  const key = Buffer.from(encoded, 'base64url');
  if (key.length !== 32 || check !== checksum(key))
    throw new LaunchError(
      `The key file ${file} is damaged. Put it back from its backup: without it stored answers cannot be read.`,
    );
  return new RootKeyProvider(key);
}

/**
 * Written aside and linked into place: two first starts at a time end up with one key, and a crash with none.
 * The name aside is drawn, since two containers on one folder have the same process ids.
 */
function writeNewKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  const draft = `${file}.${randomUUID()}`;
  const handle = openSync(draft, 'wx', 0o600);
  writeSync(handle, `${key.toString('base64url')}.${checksum(key)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function checksum(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}
