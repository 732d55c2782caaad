import { z } from 'zod';
import type { ShownCode } from './member-factors.service.js';

/*
 * What members send when they sign in. Lengths are bounded, since each is hashed; that it is the right length is told
 * by nothing but the service.
 */

/** In one form: what is counted by practice must not be begun anew by another way of writing it. */
export const practiceId = z
  .uuid('This is no practice. Open the address that your practice gave you.')
  .toLowerCase();
export const email = z.string('Write your e-mail address.').min(1, 'Write your e-mail address.').max(320);
export const password = z.string('Write your password.').min(1, 'Write your password.').max(1_000);
export const secret = z.string().min(1).max(200);
export const challenge = secret.optional();
const code = z.string('Write the code.').min(1, 'Write the code.').max(40);
export const totpCode = code;

/** One code, of one kind. */
export const codeShown: z.ZodType<ShownCode> = z.union(
  [z.object({ totp: code }), z.object({ recoveryCode: code })],
  'Send the code as totp or as recoveryCode.',
);
