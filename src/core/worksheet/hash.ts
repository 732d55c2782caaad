import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Worksheet } from './definition.js';
import { isRecord } from './reading.js';

/**
 * The name of a worksheet version: hex SHA-256 of its canonical JSON. Equal content gives equal hashes whatever
 * the order of keys; any change of a word gives another.
 */
export function contentHash(worksheet: Worksheet): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(worksheet))));
}

/** JSON with the keys of every object sorted and without undefined entries: one text for one content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
