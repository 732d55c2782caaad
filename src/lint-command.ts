import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { shippedFolder } from './catalogue/shipped.js';
import { type FlagCode, parseFlagCodes } from './core/worksheet/flag-codes.js';
import { type Library, parseLibrary } from './core/worksheet/library.js';
import {
  type DefinitionProblem,
  lintWorksheetSource,
  WorksheetDefinitionError,
} from './core/worksheet/parse.js';

/** What a worksheet file may use: what is shipped, where that is there. */
interface Shared {
  readonly library?: Library;
  readonly codes?: readonly FlagCode[];
}

/** `common.yaml` and `flags.yaml` are no worksheets but stand beside them; each is read as what it is. */
const COMMON = 'common.yaml';
const FLAGS = 'flags.yaml';

/**
 * `mendwork lint FILE…`: looks at worksheet files as their publication does, without a database. Writes every problem
 * as `file:line:column error|warning message`, then a closing sentence.
 * @returns whether there are no errors
 */
export function lintFiles(files: readonly string[], write: (line: string) => void): boolean {
  const shared = readShared(shippedFolder());
  const problems = files.flatMap((file) => problemsOf(file, shared));
  for (const { file, line, column, severity, message } of problems)
    write(`${file}:${line}:${column} ${severity} ${message}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  write(closing(files.length, errors, problems.length - errors));
  return errors === 0;
}

function readShared(folder: string): Shared {
  const read = <T>(name: string, parse: (source: string, file: string) => T): T | undefined => {
    const file = path.join(folder, name);
    return existsSync(file) ? parse(readFileSync(file, 'utf8'), file) : undefined;
  };
  const library = read(COMMON, parseLibrary);
  const codes = read(FLAGS, parseFlagCodes);
  return { ...(library && { library }), ...(codes && { codes }) };
}

function problemsOf(file: string, { library, codes }: Shared): readonly DefinitionProblem[] {
  const source = textOf(file);
  if (source === undefined) return [unreadable(file)];
  const name = path.basename(file);
  if (name === COMMON) return errorsOf(() => parseLibrary(source, file));
  if (name === FLAGS) return errorsOf(() => parseFlagCodes(source, file));
  return lintWorksheetSource(source, file, library, codes).problems;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function unreadable(file: string): DefinitionProblem {
  const message = 'This cannot be read. Name a file that is there and that you may read.';
  return { file, line: 1, column: 1, path: '', severity: 'error', message };
}

function errorsOf(parse: () => unknown): readonly DefinitionProblem[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof WorksheetDefinitionError) return error.problems;
    throw error;
  }
}

function closing(files: number, errors: number, warnings: number): string {
  const looked = `${count(files, 'file')} looked at`;
  if (errors > 0)
    return `${looked}: ${count(errors, 'error')}, ${count(warnings, 'warning')}. Mend the errors before you publish.`;
  if (warnings > 0)
    return `${looked}: no errors, ${count(warnings, 'warning')}. It can be published; weigh the warnings first.`;
  return `${looked}: all is well.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
