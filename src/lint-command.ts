import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMON, FLAGS, shippedFolder } from './catalogue/shipped.js';
import { type FlagCode, parseFlagCodes } from './core/worksheet/flag-codes.js';
import { type Library, parseLibrary } from './core/worksheet/library.js';
import {
  type DefinitionProblem,
  lintWorksheetSource,
  WorksheetDefinitionError,
} from './core/worksheet/parse.js';

/** What worksheet files may use, or why it cannot be read. */
interface Shared {
  readonly library?: Library;
  readonly codes?: readonly FlagCode[];
  readonly problems: readonly DefinitionProblem[];
}

/**
 * `mendwork lint FILE…`: looks at worksheet files as their publication does, without a database. Writes every problem
 * as `file:line:column error|warning message`, then a closing sentence.
 * @param folder has `common.yaml` and `flags.yaml`, which worksheets may use. They are no worksheets: named as files,
 * each is read as what it is
 * @returns whether there are no errors
 */
export function lintFiles(
  files: readonly string[],
  write: (line: string) => void,
  folder = shippedFolder(),
): boolean {
  const sheets = files.filter((file) => !isShared(file));
  const shared = sheets.length > 0 ? readShared(folder) : { problems: [] };
  // Worksheets are judged by what they share, so not before that is mended.
  const judged = shared.problems.length > 0 ? files.filter(isShared) : files;
  const named = new Set(files.map((file) => path.resolve(file)));
  const problems = [
    ...shared.problems.filter(({ file }) => !named.has(path.resolve(file))),
    ...judged.flatMap((file) => problemsOf(file, shared)),
  ];
  for (const { file, line, column, severity, message } of problems)
    write(`${file}:${line}:${column} ${severity} ${message}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  write(closing(files.length, errors, problems.length - errors));
  return errors === 0;
}

function isShared(file: string): boolean {
  return [COMMON, FLAGS].includes(path.basename(file));
}

function readShared(folder: string): Shared {
  const read = <T>(name: string, parse: (source: string, file: string) => T): Attempt<T> => {
    const file = path.join(folder, name);
    return existsSync(file) ? attempt(() => parse(readFileSync(file, 'utf8'), file)) : { problems: [] };
  };
  const library = read(COMMON, parseLibrary);
  const codes = read(FLAGS, parseFlagCodes);
  return {
    ...(library.value && { library: library.value }),
    ...(codes.value && { codes: codes.value }),
    problems: [...library.problems, ...codes.problems],
  };
}

function problemsOf(file: string, { library, codes }: Shared): readonly DefinitionProblem[] {
  const source = textOf(file);
  if (source === undefined) return [unreadable(file)];
  const name = path.basename(file);
  if (name === COMMON) return attempt(() => parseLibrary(source, file)).problems;
  if (name === FLAGS) return attempt(() => parseFlagCodes(source, file)).problems;
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

interface Attempt<T> {
  readonly value?: T;
  readonly problems: readonly DefinitionProblem[];
}

function attempt<T>(parse: () => T): Attempt<T> {
  try {
    return { value: parse(), problems: [] };
  } catch (error) {
    if (error instanceof WorksheetDefinitionError) return { problems: error.problems };
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
