import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { open, seal, type SealedPlace } from './seal.js';

/** The purpose under which e-mail addresses are looked up. */
export const EMAIL_LOOKUP = 'lookup:email';

/** The form in which addresses are compared: case and surrounding blanks do not matter. */
export function emailInNormalForm(address: string): string {
  return address.trim().toLowerCase().normalize('NFKC');
}

/** HMAC-SHA-256 of `text` under a key that is drawn from another, the practice’s or a data key, for one named purpose. */
export function macUnder(from: Buffer, purpose: string, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', from, '', purpose, 32));
  return createHmac('sha256', key).update(text).digest();
}

/** A new data key, and the same wrapped by the practice’s key for keeping in the row `keyId`. */
export function newDataKey(
  practiceKey: Buffer,
  practiceId: string,
  keyId: string,
): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: seal(practiceKey, keyId, keyPlace(practiceId, keyId), key) };
}

/** Opens what `newDataKey` wrapped for the same row. */
export function openDataKey(practiceKey: Buffer, practiceId: string, keyId: string, wrapped: Buffer): Buffer {
  return open(practiceKey, keyPlace(practiceId, keyId), wrapped);
}

function keyPlace(practiceId: string, keyId: string): SealedPlace {
  return { practiceId, table: 'data_key', column: 'wrapped_key', rowId: keyId };
}
