import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Where a sealed value stands. It opens nowhere else: a value copied to another row or column is refused. */
export interface SealedPlace {
  readonly practiceId: string;
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

const VERSION = 1;
const NONCE_AT = 17;
const TEXT_AT = NONCE_AT + 12;
const TAG_BYTES = 16;

function boundTo(place: SealedPlace): Buffer {
  return Buffer.from([place.practiceId, place.table, place.column, place.rowId].join('\0'));
}

/**
 * Seals `plain` with AES-256-GCM under `key`, compressed first.
 * Layout: version (1 byte), key id (16), nonce (12), ciphertext, tag (16).
 */
export function seal(key: Buffer, keyId: string, place: SealedPlace, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place));
  const id = Buffer.from(keyId.replaceAll('-', ''), 'hex');
  if (id.length !== 16) throw new Error('A key id is a UUID.');
  return Buffer.concat([
    Buffer.from([VERSION]),
    id,
    nonce,
    cipher.update(deflateRawSync(plain)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** The id of the key that `sealed` was sealed with. */
export function keyIdOf(sealed: Buffer): string {
  if (sealed[0] !== VERSION || sealed.length < TEXT_AT + TAG_BYTES) throw new Error('Not a sealed value.');
  const hex = sealed.toString('hex', 1, NONCE_AT);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Opens what `seal` made. Throws when the key, the place or a single bit is another. */
export function open(key: Buffer, place: SealedPlace, sealed: Buffer): Buffer {
  keyIdOf(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(NONCE_AT, TEXT_AT), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const packed = Buffer.concat([decipher.update(sealed.subarray(TEXT_AT, -TAG_BYTES)), decipher.final()]);
  return inflateRawSync(packed);
}
