import { hasBrackets } from '../brackets.js';
import type { FlagCode } from '../flag-codes.js';
import { isLink } from '../item-kinds.js';
import { error, type DefinitionPath, type LintProblem } from './problem.js';
import type { Located, Survey } from './survey.js';

/** Links, wording helpers and inserts that name what there is not. Conditions and sums are judged elsewhere. */
export function referenceProblems(survey: Survey): readonly LintProblem[] {
  return survey.everything.flatMap((located) => [
    ...linkProblems(located, survey),
    ...wordingProblems(located, survey),
    ...insertProblems(located),
  ]);
}

function linkProblems({ item, path }: Located, survey: Survey): readonly LintProblem[] {
  if (!isLink(item)) return [];
  if (survey.find(item.of)?.item.type === 'group') return [];
  return [error([...path, 'of'], `\`${item.of}\` is no group. Name the group whose rows can be chosen.`)];
}

function wordingProblems({ item, path }: Located, survey: Survey): readonly LintProblem[] {
  if (item.type !== 'computed' || item.wordingOf === undefined) return [];
  const type = survey.find(item.wordingOf)?.item.type;
  if (type === 'text' || type === 'long') return [];
  const message = `\`${item.wordingOf}\` is no text. Name the item whose wording is to be marked.`;
  return [error([...path, 'wordingOf'], message)];
}

function insertProblems({ item, path }: Located): readonly LintProblem[] {
  const { insert, text } = item;
  if (insert === undefined || hasBrackets(text)) return [];
  return [error([...path, 'insert'], 'Put into `text` the part in [square brackets] that this replaces.')];
}

/** Flags whose code is not among `codes`, the list that says what each means and what to do. */
export function codeProblems(survey: Survey, codes: readonly FlagCode[]): readonly LintProblem[] {
  const known = new Set(codes.map(({ code }) => code));
  return codesIn(survey)
    .filter(({ code }) => !known.has(code))
    .map(({ code, path }) =>
      error(path, `No flag has the code \`${code}\`. Correct it, or add it to the list of flags.`),
    );
}

function codesIn({
  everything,
}: Survey): readonly { readonly code: string; readonly path: DefinitionPath }[] {
  return everything.flatMap(({ item, path }) =>
    (item.flags ?? []).map(({ code }, index) => ({ code, path: [...path, 'flags', index, 'code'] })),
  );
}
