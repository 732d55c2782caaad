/** Where in the definition: keys and indexes from the top, as in `['sections', 0, 'items', 2, 'showIf']`. */
export type DefinitionPath = readonly (string | number)[];

/** An error keeps a definition from being used; a warning is for its author to weigh. */
export type Severity = 'error' | 'warning';

/** One fault of a definition, and what to do about it. */
export interface LintProblem {
  readonly severity: Severity;
  readonly path: DefinitionPath;
  readonly message: string;
}

/** A fault that keeps the definition from being used. */
export function error(path: DefinitionPath, message: string): LintProblem {
  return { severity: 'error', path, message };
}

/** A fault that its author may decide to keep. */
export function warning(path: DefinitionPath, message: string): LintProblem {
  return { severity: 'warning', path, message };
}

/** An id and where it stands. */
export interface Named {
  readonly id: string;
  readonly path: DefinitionPath;
}

/** Complains of every id that was there before. */
export function repeated(named: readonly Named[], message: (id: string) => string): readonly LintProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, path }) => {
    if (seen.has(id)) return [error(path, message(id))];
    seen.add(id);
    return [];
  });
}
