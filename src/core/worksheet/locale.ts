import { z } from 'zod';
import { parseDefinition } from './read-definition.js';
import { list, words } from './schema-parts.js';

/** What is so in one place: whom to call there. */
export interface Locale {
  /** A BCP 47 tag, such as en-US. */
  readonly id: string;
  /** How the place is called, such as "United States". */
  readonly region: string;
  /** Where help comes at once, whatever the need, such as 911. */
  readonly emergency: string;
  readonly crisisLines: readonly CrisisLine[];
}

/** A line that answers in a crisis. At least one of `phone`, `text` and `url` is there. */
export interface CrisisLine {
  readonly name: string;
  /** Digits as they are dialled. */
  readonly phone?: string;
  /** How to reach it by text message, in words. */
  readonly text?: string;
  /** https only. */
  readonly url?: string;
  /** What else to know, such as "Veterans: press 1". */
  readonly note?: string;
  /** Where it answers. */
  readonly region: string;
  /** When it answers, in words. */
  readonly hours: string;
  /** Who runs it. */
  readonly owner: string;
  /** Where this entry was read. */
  readonly source: string;
  /** The day it was last held against its source, YYYY-MM-DD; null as long as nobody has. */
  readonly verified_on: string | null;
}

const https = z.string().regex(/^https:\/\/[^\s/]+\.[^\s]+$/, {
  error: 'Write a whole address that begins with https://.',
});
const day = z.iso.date({
  error: ({ input }) =>
    input === undefined ? undefined : 'Write a day of the calendar as YYYY-MM-DD, in quotes.',
});

const crisisLine: z.ZodType<CrisisLine> = z
  .strictObject({
    name: words,
    phone: z
      .string()
      .regex(/^\+?\d[\d -]{1,18}$/, { error: 'Write the digits as they are dialled, in quotes.' })
      .optional(),
    text: words.optional(),
    url: https.optional(),
    note: words.optional(),
    region: words,
    hours: words,
    owner: words,
    source: words,
    verified_on: day.nullable(),
  })
  .refine(({ phone, text, url }) => phone !== undefined || text !== undefined || url !== undefined, {
    error: 'Give at least one of `phone`, `text` and `url`.',
  });

const locale: z.ZodType<Locale> = z.strictObject({
  id: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, {
    error: 'Write a language tag, such as en-US.',
  }),
  region: words,
  emergency: words,
  crisisLines: list(crisisLine),
});

/**
 * Reads a locale (`worksheets/locales/<id>.yaml`). `file` is only for messages.
 * @throws {WorksheetDefinitionError} listing every error at once
 */
export function parseLocale(source: string, file: string): Locale {
  return parseDefinition(source, file, { schema: locale });
}
