const IV_BYTES = 12;
const REVISION_BYTES = 4;

/** A key for AES-GCM from the bytes that the server gave, in base64url. It cannot be read back. */
export function keyOf(text: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(text), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Seals a text, bound to `place` and to the revision that it was written on. Gives one character for each byte, since
 * that is how browsers store texts: the revision (4), a fresh nonce (12), the ciphertext.
 */
export async function seal(key: CryptoKey, place: string, revision: number, text: string): Promise<string> {
  const head = new Uint8Array(REVISION_BYTES + IV_BYTES);
  crypto.getRandomValues(head);
  new DataView(head.buffer).setUint32(0, revision);
  const sealed = await crypto.subtle.encrypt(parameters(head, place), key, new TextEncoder().encode(text));
  return charactersOf(head) + charactersOf(new Uint8Array(sealed));
}

/** What `seal` was given, for the same place; undefined where anything about it is another. */
export async function open(key: CryptoKey, place: string, sealed: string): Promise<string | undefined> {
  const bytes = Uint8Array.from(sealed, (character) => character.charCodeAt(0));
  const head = bytes.subarray(0, REVISION_BYTES + IV_BYTES);
  try {
    const text = await crypto.subtle.decrypt(parameters(head, place), key, bytes.subarray(head.length));
    return new TextDecoder().decode(text);
  } catch {
    return undefined;
  }
}

function parameters(head: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  const revision = new DataView(head.buffer, head.byteOffset).getUint32(0);
  return {
    name: 'AES-GCM',
    iv: head.subarray(REVISION_BYTES),
    additionalData: new TextEncoder().encode(`${place}|${revision}`),
  };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function charactersOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
