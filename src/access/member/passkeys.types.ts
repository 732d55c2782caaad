import { z } from 'zod';

/** How the owner of a passkey tells it from others. */
export const passkeyLabel = z
  .string()
  .trim()
  .min(1, 'Give the passkey a name of 1 to 60 characters.')
  .max(60, 'Give the passkey a name of 1 to 60 characters.')
  .regex(/^\P{C}*$/u, 'Leave out characters that cannot be seen.');

/** A passkey in its owner’s list. */
export interface Passkey {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/** What a browser is to be asked for, and the challenge to come back with. */
export interface PasskeyOptions<Options> {
  readonly challenge: string;
  readonly options: Options;
}

/** What became of keeping a new passkey. */
export type EnrolledPasskey =
  | { readonly ok: true; readonly passkey: Passkey }
  | { readonly ok: false; readonly reason: 'refused' | 'known' | 'too_many' };
