import { z } from 'zod';
import { repeated } from './lint/problem.js';
import { parseDefinition } from './read-definition.js';
import { flagCode, list, words } from './schema-parts.js';

/** What a flag says to the clinician, and what the practice does about it unless it has decided otherwise. */
export interface FlagCode {
  /** As in a worksheet's `flags`, such as CHILD-NOW. */
  readonly code: string;
  readonly label: string;
  readonly suggestedAction: string;
}

const flagCodes: z.ZodType<readonly FlagCode[]> = list(
  z.strictObject({ code: flagCode, label: words, suggestedAction: words }),
);

/**
 * Reads the list of flag codes (`worksheets/flags.yaml`). `file` is only for messages.
 * @throws {WorksheetDefinitionError} listing every error at once
 */
export function parseFlagCodes(source: string, file: string): readonly FlagCode[] {
  return parseDefinition(source, file, {
    schema: flagCodes,
    lint: (codes) =>
      repeated(
        codes.map(({ code }, index) => ({ id: code, path: [index, 'code'] })),
        (code) => `The code \`${code}\` is there twice. Keep one of them.`,
      ),
  });
}
