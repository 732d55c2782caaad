import { z } from 'zod';
import { TOKEN_SCOPES, type TokenScope } from '../actor.js';

/** What a new token is asked to be: a name, what it may do, and how many days it lives. */
export const newAccessToken = z.strictObject({
  /** How its owner tells it from others. */
  label: z
    .string()
    .trim()
    .min(1, 'Give the token a name of 1 to 60 characters.')
    .max(60, 'Give the token a name of 1 to 60 characters.')
    .regex(/^\P{C}*$/u, 'Leave out characters that cannot be seen.'),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'Choose at least one of read and write.').max(2),
  days: z
    .int('Let the token live 1 to 365 days.')
    .min(1, 'Let the token live 1 to 365 days.')
    .max(365, 'Let the token live 1 to 365 days.'),
});

/** A token as it is told once, at its making; nothing can tell it again. */
export interface CreatedAccessToken {
  readonly id: string;
  /** To be sent as `authorization: Bearer …`. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** A token in its owner’s list. */
export interface AccessToken {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  /** To the minute; null until it is used. */
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
}
