import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Worksheet } from './definition.js';
import { lintWorksheet, type DefinitionPath, type LintProblem } from './lint.js';
import { explain, problemsIn, worksheetSchema } from './schema.js';
import { MAX_ALIASES, placesIn, syntaxFaults, unfitShape } from './yaml-places.js';

/** One fault of a worksheet file. `line` and `column` count from 1; `path` reads like `sections[0].items[2].type`. */
export interface DefinitionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/** A worksheet file that cannot be used, with everything that is wrong with it, in the order of the file. */
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

/** Characters that a worksheet file may have: ten times what the longest we know has. */
const MAX_SOURCE = 256 * 1024;

/** Faults that are listed at most: more than anyone reads, and finding the place of each takes time. */
const MAX_FAULTS = 200;

/** A fault `offset` characters into the file. */
interface Fault {
  readonly offset: number;
  readonly path?: DefinitionPath;
  readonly message: string;
}

/**
 * Reads a worksheet from YAML and freezes it. `file` is only for messages.
 * @throws {WorksheetDefinitionError} listing every fault at once, or the first 200 of very many.
 */
export function parseWorksheet(source: string, file: string): Worksheet {
  const lines = new LineCounter();
  const unfit = unfitToRead(source);
  if (unfit !== undefined) throw refusal([{ offset: 0, message: unfit }], file, lines);
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
  });
  const syntax = syntaxFaults(document);
  if (!syntax.readable) throw refusal(syntax.faults, file, lines);
  const { worksheet, faults } = interpret(document);
  const all = [...syntax.faults, ...faults];
  if (worksheet === undefined || all.length > 0) throw refusal(all, file, lines);
  return deepFreeze(worksheet);
}

function unfitToRead(source: string): string | undefined {
  if (source.length > MAX_SOURCE) return 'This file is longer than 256 KB. Split it into several worksheets.';
  return unfitShape(source);
}

function interpret(document: Document): {
  readonly worksheet?: Worksheet;
  readonly faults: readonly Fault[];
} {
  const placeOf = placesIn(document);
  const placed = (problems: readonly LintProblem[]): readonly Fault[] =>
    problems.slice(0, MAX_FAULTS).map(({ path, message }) => ({ offset: placeOf(path), path, message }));
  const data = plainData(document);
  if (typeof data === 'string') return { faults: [{ offset: 0, message: data }] };
  const result = worksheetSchema.safeParse(data.json, { error: explain });
  if (!result.success) return { faults: placed(problemsIn(result.error)) };
  return { worksheet: result.data, faults: placed(lintWorksheet(result.data)) };
}

/** The document as plain data, or why its references cannot be followed. */
function plainData(document: Document): { readonly json: unknown } | string {
  try {
    return { json: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch {
    return 'The `*` references here grow too large. Write some of the lists out.';
  }
}

function refusal(faults: readonly Fault[], file: string, lines: LineCounter): WorksheetDefinitionError {
  const inOrder = faults.toSorted((a, b) => a.offset - b.offset).slice(0, MAX_FAULTS);
  return new WorksheetDefinitionError(
    inOrder.map(({ offset, path, message }) => {
      const { line, col } = lines.linePos(offset);
      return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: written(path ?? []), message };
    }),
  );
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
