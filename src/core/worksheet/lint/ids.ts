import { optionsOf } from '../item-kinds.js';
import { error, repeated, type LintProblem, type Named } from './problem.js';
import type { Located, Survey } from './survey.js';

/** A letter, a digit or a sign such as a smiling face; dots and dashes alone say nothing. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{S}]/u;

/** Ids that are there twice, in the sheet or among the common blocks; options that are there twice or have no words. */
export function idProblems({ sections, items, rows, everything, around }: Survey): readonly LintProblem[] {
  const twice = (id: string): string => `The id \`${id}\` is there twice. Give one of them another id.`;
  const takenByBlocks = (id: string): string =>
    `The id \`${id}\` belongs to the common blocks, which every sheet gets. Give this another id.`;
  const namedSections = sections.map(({ section, path }) => ({ id: section.id, path: [...path, 'id'] }));
  return [
    ...repeated(namedSections, twice),
    ...among(new Set(around.map(({ id }) => id)), namedSections, takenByBlocks),
    ...repeated(items.map(named), twice),
    ...among(
      new Set(around.flatMap((block) => block.items.map(({ id }) => id))),
      items.map(named),
      takenByBlocks,
    ),
    ...rows.flatMap(({ fields }) => repeated(fields.map(named), twice)),
    ...everything.flatMap(optionProblems),
  ];
}

function named({ item, path }: Located): Named {
  return { id: item.id, path: [...path, 'id'] };
}

function among(
  taken: ReadonlySet<string>,
  own: readonly Named[],
  message: (id: string) => string,
): readonly LintProblem[] {
  return own.filter(({ id }) => taken.has(id)).map(({ id, path }) => error(path, message(id)));
}

function optionProblems({ item, path }: Located): readonly LintProblem[] {
  const options = optionsOf(item);
  const values = options.map(({ value }, index) => ({
    id: value,
    path: [...path, 'options', index, 'value'],
  }));
  return [
    ...repeated(values, (id) => `The option \`${id}\` is there twice. Give one of them another value.`),
    ...options.flatMap(({ value, label }, index) =>
      SAYS_SOMETHING.test(label)
        ? []
        : [error([...path, 'options', index, 'label'], `The option \`${value}\` has no words. Label it.`)],
    ),
  ];
}
