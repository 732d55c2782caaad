import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../secrets.js';

/** OWASP Password Storage Cheat Sheet for argon2id, which is what the library does: 19 MiB, 2 passes, 1 lane. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobodys: Promise<string> | undefined;

/** A password’s argon2id hash as a PHC string. The same text typed on another keyboard is the same password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COSTS);
}

/**
 * Whether `password` is the one behind `known`. Where there is none the same work is done in vain, so that time does
 * not tell who has an account.
 */
export async function isPassword(password: string, known: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword(newSecret());
  const right = await verify(known ?? (await nobodys), password.normalize('NFKC'));
  return right && known !== null && known !== undefined;
}
