import type { Worksheet } from './definition.js';
import type { FlagCode } from './flag-codes.js';
import { blocksFor, withBlocks, type Library } from './library.js';
import { lintErrors, lintWorksheet, type Surroundings } from './lint.js';
import { parseDefinition, readDefinition, type DefinitionProblem } from './read-definition.js';
import { worksheetSchema } from './schema.js';

export { WorksheetDefinitionError, type DefinitionProblem } from './read-definition.js';

/**
 * Reads a worksheet from YAML (or JSON) and freezes it. `file` is only for messages. With a library, sets of options
 * may stand by their name and the common blocks are put around the sheet's own sections.
 * @throws {WorksheetDefinitionError} listing every error at once, or the first 200 of very many
 */
export function parseWorksheet(source: string, file: string, library?: Library): Worksheet {
  const own = parseDefinition(source, file, {
    schema: worksheetSchema(library?.options),
    lint: (worksheet) => lintErrors(worksheet, surroundingsOf(worksheet, library)),
  });
  return joined(own, library);
}

/** What the lint has to say of a worksheet file. The worksheet is there, as `parseWorksheet` gives it, unless there are errors. */
export interface LintReport {
  readonly worksheet?: Worksheet;
  /** Errors and warnings, in the order of the file. */
  readonly problems: readonly DefinitionProblem[];
}

/**
 * Looks at a worksheet file as its publication does, and never throws. `codes` are the flags that there are; where
 * none are given, any will do.
 */
export function lintWorksheetSource(
  source: string,
  file: string,
  library?: Library,
  codes?: readonly FlagCode[],
): LintReport {
  const { value, problems } = readDefinition(source, file, {
    schema: worksheetSchema(library?.options),
    lint: (worksheet) => lintWorksheet(worksheet, surroundingsOf(worksheet, library, codes)),
  });
  return value === undefined ? { problems } : { worksheet: joined(value, library), problems };
}

function surroundingsOf(worksheet: Worksheet, library?: Library, codes?: readonly FlagCode[]): Surroundings {
  const { before, after } = library ? blocksFor(worksheet, library.blocks) : { before: [], after: [] };
  return { blocks: [...before, ...after], ...(codes && { codes }) };
}

function joined(worksheet: Worksheet, library: Library | undefined): Worksheet {
  return library ? withBlocks(worksheet, library.blocks) : worksheet;
}
