import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { explain, problemsIn } from './explain.js';
import type { DefinitionPath, LintProblem, Severity } from './lint/problem.js';
import { isKeepable, UNKEPT } from './keepable.js';
import { MAX_ALIASES, placesIn, syntaxFaults, unfitShape } from './yaml-places.js';

/** One fault of a definition file. `line` and `column` count from 1; `path` reads like `sections[0].items[2].type`. */
export interface DefinitionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly severity: Severity;
  readonly message: string;
}

/** A definition file that cannot be used, with everything that is wrong with it, in the order of the file. */
export class WorksheetDefinitionError extends Error {
  override readonly name = 'WorksheetDefinitionError';
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    super(
      problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n'),
    );
    this.problems = problems;
  }
}

/** What came of reading a file: its value, frozen, unless there are errors; and every problem in the order of the file. */
export interface Reading<T> {
  readonly value?: T;
  readonly problems: readonly DefinitionProblem[];
}

/** What a definition has to be: its shape, and what to find fault with when the shape is right. */
export interface Kind<T> {
  readonly schema: z.ZodType<T>;
  readonly lint?: (value: T) => readonly LintProblem[];
}

/** Characters that a definition file may have: ten times what the longest we know has. */
const MAX_SOURCE = 128 * 1024;

/** Problems that are listed at most: more than anyone reads, and finding the place of each takes time. */
const MAX_PROBLEMS = 200;

/** A problem `offset` characters into the file. */
interface Placed {
  readonly offset: number;
  readonly path?: DefinitionPath;
  readonly severity?: Severity;
  readonly message: string;
}

/**
 * Reads a definition (worksheet, library, program …) from YAML or JSON. `file` is only for messages.
 * Never throws; lists every problem at once, or the first 200 of very many.
 */
export function readDefinition<T>(source: string, file: string, kind: Kind<T>): Reading<T> {
  const lines = new LineCounter();
  const { value, placed } = interpret(source, lines, kind);
  const problems = placed
    .toSorted((a, b) => a.offset - b.offset)
    .slice(0, MAX_PROBLEMS)
    .map(({ offset, path = [], severity = 'error', message }): DefinitionProblem => {
      const { line, col } = lines.linePos(offset);
      return {
        file,
        line: Math.max(line, 1),
        column: Math.max(col, 1),
        path: written(path),
        severity,
        message,
      };
    });
  const hasErrors = placed.some(({ severity = 'error' }) => severity === 'error');
  return value === undefined || hasErrors ? { problems } : { value: deepFreeze(value), problems };
}

/**
 * Reads a definition that has to be well.
 * @throws {WorksheetDefinitionError} listing every error at once, or the first of very many.
 */
export function parseDefinition<T>(source: string, file: string, kind: Kind<T>): T {
  const { value, problems } = readDefinition(source, file, kind);
  if (value !== undefined) return value;
  throw new WorksheetDefinitionError(problems.filter(({ severity }) => severity === 'error'));
}

function interpret<T>(
  source: string,
  lines: LineCounter,
  { schema, lint }: Kind<T>,
): { readonly value?: T; readonly placed: readonly Placed[] } {
  const unfit = unfitToRead(source);
  if (unfit !== undefined) return { placed: [{ offset: 0, message: unfit }] };
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
  });
  const { faults, readable } = syntaxFaults(document);
  if (!readable) return { placed: faults };
  const data = plainData(document);
  if (typeof data === 'string') return { placed: [...faults, { offset: 0, message: data }] };
  const placeOf = placesIn(document);
  const withPlaces = (problems: readonly LintProblem[]): readonly Placed[] => [
    ...faults,
    ...firstOf(problems).map((problem) => ({ ...problem, offset: placeOf(problem.path) })),
  ];
  const result = schema.safeParse(data.json, { error: explain });
  if (!result.success) return { placed: withPlaces(problemsIn(result.error)) };
  if (!isKeepable(result.data)) return { placed: [...faults, { offset: 0, message: UNKEPT }] };
  return { value: result.data, placed: withPlaces(lint?.(result.data) ?? []) };
}

function unfitToRead(source: string): string | undefined {
  if (source.length > MAX_SOURCE) return 'This file is longer than 128 KB. Split it into several worksheets.';
  return unfitShape(source);
}

/** Of very many problems the first, errors before warnings. */
function firstOf(problems: readonly LintProblem[]): readonly LintProblem[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return [...errors, ...warnings].slice(0, MAX_PROBLEMS);
}

/** The document as plain data, or why its references cannot be followed. */
function plainData(document: Document): { readonly json: unknown } | string {
  try {
    return { json: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch {
    return 'The `*` references here grow too large. Write some of the lists out.';
  }
}

function written(path: DefinitionPath): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
