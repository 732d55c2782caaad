import type { z } from 'zod';
import type { LintProblem } from './lint/problem.js';

/** Says in plain words what is wrong and what to write instead. */
export const explain: z.core.$ZodErrorMap = (issue) => {
  const key = String(issue.path?.at(-1) ?? 'worksheet');
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missing(key) : wrongKind(issue.expected);
    case 'invalid_union':
      return `Write one of these as \`${key}\`: ${choicesOf(issue)}.`;
    case 'invalid_value':
      return issue.input === undefined
        ? missing(key)
        : `Write one of these: ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.origin === 'array'
        ? `Put at least one entry in \`${key}\`.`
        : `Write ${issue.minimum} or more.`;
    case 'too_big':
      return issue.origin === 'array'
        ? `Keep to ${issue.maximum} entries in \`${key}\`.`
        : `Write ${issue.maximum} or less.`;
    case 'invalid_format':
      return `\`${key}\` is empty. Write something, or take it out.`;
    case 'custom':
      return issue.input === undefined ? missing(key) : undefined;
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'not_multiple_of':
      break;
  }
  return undefined;
};

/** What a failed parse complains of. Unknown keys come in one issue of their map; here each stands in its own place. */
export function problemsIn(error: z.ZodError | undefined): readonly LintProblem[] {
  return (error?.issues ?? []).flatMap((issue): readonly LintProblem[] => {
    const path = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ severity: 'error', path, message: issue.message }];
    return issue.keys.map((key) => ({
      severity: 'error',
      path: [...path, key],
      message: `Nothing here is called \`${key}\`. Correct it or take it out.`,
    }));
  });
}

function missing(key: string): string {
  return `\`${key}\` is missing. Add it.`;
}

function wrongKind(expected: string): string {
  const wanted: Readonly<Record<string, string>> = {
    string: 'Write text here; put quotes around numbers, true, false and null.',
    number: 'Write a number here, without quotes.',
    int: 'Write a whole number here.',
    boolean: 'Write true or false here.',
    array: 'Write a list here: each entry on a line of its own, after a dash.',
    object: 'Write keys and values here, such as `id: mood`.',
    record: 'Write keys and values here, such as `kept: 1`.',
  };
  return wanted[expected] ?? `Write ${expected} here.`;
}

function choicesOf(issue: object): string {
  return 'options' in issue && Array.isArray(issue.options)
    ? issue.options.map(String).join(', ')
    : 'another shape';
}
