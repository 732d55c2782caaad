import type { z } from 'zod';
import { PublicError } from './problem.js';

/**
 * What somebody sent, checked against `schema`.
 * @throws PublicError BAD_INPUT that names each field that is wrong; it never repeats a value
 */
export function checkInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new PublicError(
    'BAD_INPUT',
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' '),
  );
}
