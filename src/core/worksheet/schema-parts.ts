import { z } from 'zod';
import type { Gate, ShareClass } from './definition.js';
import { explain, problemsIn } from './explain.js';

/** The small shapes that worksheets, libraries and programs are written with. */

/** How many entries a list may have, so that a file cannot grow without measure by its references. */
export const MAX_ENTRIES = 500;

/** A list of at least one. */
export const list = <T extends z.ZodType>(of: T): z.ZodArray<T> => z.array(of).min(1).max(MAX_ENTRIES);

/** Text that says something. */
export const words = z.string().regex(/\S/);

/** The id of an item, a field or a section. */
export const id = z.string().regex(/^[a-z][A-Za-z0-9._-]{0,63}$/, {
  error: 'Ids begin with a small letter and go on with letters, digits, dots, dashes: 1 to 64 in all.',
});

/** The id of a worksheet or a program. */
export const worksheetId = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  error: 'A worksheet is named in small letters, digits and single dashes, such as family-history.',
});

/** What is stored for an option or a decision. */
export const code = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, {
  error: 'Stored values are made of letters, digits, _ and -: 1 to 64 in all. What people read is the label.',
});

export const flagCode = z
  .string()
  .regex(/^[A-Z][A-Z-]*$/, { error: 'Flag codes are capitals and dashes, such as CHILD-NOW.' });

export const shareClass: z.ZodType<ShareClass> = z.literal(['P', 'S', 'R', 'J', 'C']);

/**
 * A value of which there are several shapes. Looks at what the author meant and judges by that shape alone,
 * where a union would complain of every shape.
 */
export function meant<T>(shapeOf: (value: unknown) => z.ZodType): z.ZodType<T> {
  return z.custom<T>().superRefine((value, context) => {
    if (value === undefined) {
      context.addIssue({ code: 'custom', input: value });
      return;
    }
    const { error } = shapeOf(value).safeParse(value, { error: explain });
    for (const { path, message } of problemsIn(error)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
}

const decision = z.strictObject({ decision: code });
const progress = z.strictObject({
  worksheet: worksheetId,
  state: z.literal(['submitted', 'reviewed', 'released']),
});

export const gates = list(
  meant<Gate>((value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'decision') ? decision : progress,
  ),
);

const DAY = '(?:[+-]?\\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)';
const NUMBERS = '-?\\d{1,3}(?:,-?\\d{1,3})*';
const RULE_PARTS = [
  'INTERVAL=[1-9]\\d{0,3}',
  'COUNT=[1-9]\\d{0,3}',
  'UNTIL=\\d{8}(?:T\\d{6}Z?)?',
  `BYDAY=${DAY}(?:,${DAY})*`,
  `BY(?:MONTH|MONTHDAY|YEARDAY|WEEKNO|SETPOS|HOUR|MINUTE)=${NUMBERS}`,
  'WKST=(?:MO|TU|WE|TH|FR|SA|SU)',
].join('|');

/** A recurrence rule of RFC 5545, judged by its shape. */
const rule = z.string().regex(new RegExp(`^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:${RULE_PARTS}))*$`), {
  error:
    'Write a recurrence rule of RFC 5545, such as FREQ=WEEKLY;COUNT=12 or FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO.',
});

/** Rules that follow one another: each but the last has to run out, or the next never comes. */
export const recurrence = list(rule).superRefine((rules, context) => {
  for (const [index, one] of rules.slice(0, -1).entries()) {
    if (!/;(?:COUNT|UNTIL)=/.test(one))
      context.addIssue({
        code: 'custom',
        path: [index],
        message: 'This never ends, so the next rule never comes. Add COUNT or UNTIL.',
      });
  }
});
