import { z } from 'zod';
import type { Gate } from './definition.js';
import { error, type DefinitionPath, type LintProblem } from './lint/problem.js';
import { parseDefinition } from './read-definition.js';
import { gates, list, recurrence, words, worksheetId } from './schema-parts.js';

/** An order of worksheets that a clinician may follow, and change. */
export interface Program {
  /** Kebab-case, stable. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** In their order. */
  readonly steps: readonly ProgramStep[];
  /** To be given at any time, beside the steps. */
  readonly support: readonly ProgramStep[];
}

/** Who fills in a step's worksheet: each for themselves, one of them, whichever, or both at one table. */
export type Fills = 'both' | 'hurt' | 'repairing' | 'either' | 'together';

export interface ProgramStep {
  /** The worksheet's id. */
  readonly worksheet: string;
  readonly fills: Fills;
  /** When to give it, in words for the clinician. */
  readonly timing: string;
  /** What must be so before. */
  readonly after?: readonly Gate[];
  /** RFC 5545 rules, each in force when the one before has run out. */
  readonly recurrence?: readonly string[];
  /** The clinician decides whether it is given at all. */
  readonly optional?: boolean;
}

const step: z.ZodType<ProgramStep> = z.strictObject({
  worksheet: worksheetId,
  fills: z.literal(['both', 'hurt', 'repairing', 'either', 'together']),
  timing: words,
  after: gates.optional(),
  recurrence: recurrence.optional(),
  optional: z.boolean().optional(),
});

const program: z.ZodType<Program> = z.strictObject({
  id: worksheetId,
  title: words,
  description: words,
  steps: list(step),
  support: list(step),
});

/**
 * Reads a program (`worksheets/programs/<id>.yaml`). `file` is only for messages. With the ids of the catalogue's
 * worksheets, one that is not among them is an error.
 * @throws {WorksheetDefinitionError} listing every error at once
 */
export function parseProgram(source: string, file: string, worksheets?: ReadonlySet<string>): Program {
  return parseDefinition(source, file, {
    schema: program,
    lint: (read) => (worksheets ? unknownWorksheets(read, worksheets) : []),
  });
}

function unknownWorksheets(read: Program, known: ReadonlySet<string>): readonly LintProblem[] {
  return (['steps', 'support'] as const).flatMap((part) =>
    read[part].flatMap((one, index) =>
      namesIn(one, [part, index])
        .filter(([name]) => !known.has(name))
        .map(([name, path]) => error(path, `No worksheet has the id \`${name}\`. Correct the id.`)),
    ),
  );
}

function namesIn(one: ProgramStep, path: DefinitionPath): readonly (readonly [string, DefinitionPath])[] {
  return [
    [one.worksheet, [...path, 'worksheet']],
    ...(one.after ?? []).flatMap((gate, index): [string, DefinitionPath][] =>
      'worksheet' in gate ? [[gate.worksheet, [...path, 'after', index, 'worksheet']]] : [],
    ),
  ];
}
