import type { Answers, Patch } from '../../core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { Section } from '../../core/worksheet/definition.js';
import { displayAnswer, type DisplayedAnswer } from '../../core/worksheet/display.js';
import { answerOf, rowsOf } from '../../core/worksheet/reading.js';
import { startingAnswers } from '../../core/worksheet/starting.js';
import { type Fields, valuesOf } from './control.js';
import { answerAt } from './form.js';
import { controlName, placeOf, TWO_VERSIONS } from './names.js';
import { hasRow, keyOf } from './rebase.js';
import { sameAnswer } from './same.js';

/** What was typed in an older form, and what of it somebody else may have changed meanwhile. */
export interface Weighed {
  readonly typed: readonly Patch[];
  readonly clash: readonly Patch[];
}

/** The answers with an empty row for each that was on the page and is gone, so that what was typed in it is read. */
export function withPostedRows(section: Section, answers: Answers, fields: Fields): Answers {
  const marks = Object.keys(fields).map(placeOf);
  return section.items.reduce((next, { id, type }) => {
    const gone = marks.flatMap(({ item, row, field }) =>
      item === id && row !== undefined && field === undefined && !hasRow(answers, id, row)
        ? [{ id: row, answers: {} }]
        : [],
    );
    if (type !== 'group' || gone.length === 0) return next;
    return { ...next, [id]: { rows: [...rowsOf(answerOf(next, id)), ...gone] } };
  }, answers);
}

/**
 * Weighs what an older form says against the draft. A form holds every control of its part, touched or not. What it
 * began with is known only where that was the beginning of the draft: then what was not touched says nothing, and what
 * nobody touched elsewhere is no second version. Of other forms all that differs may be one.
 */
export function weighOlder(
  { worksheet }: CompiledWorksheet,
  answers: Answers,
  fields: Fields,
  all: readonly Patch[],
): Weighed {
  if (valuesOf(fields, 'revision')[0] !== '0') return { typed: all, clash: all };
  const base = startingAnswers(worksheet.sections.flatMap(({ items }) => items));
  const typed = all.filter((patch) => 'answer' in patch && !sameAnswer(patch.answer, answerAt(base, patch)));
  const clash = typed.filter((patch) => !sameAnswer(answerAt(answers, patch), answerAt(base, patch)));
  return { typed, clash };
}

/** Of these, what the page showed in two versions. */
export function stillTwo(patches: readonly Patch[], fields: Fields): readonly Patch[] {
  const two = valuesOf(fields, TWO_VERSIONS);
  return patches.filter((patch) => two.includes(keyOf(patch)));
}

/** How the answers read where the patches would change them, by control name. */
export function othersOf(
  compiled: CompiledWorksheet,
  answers: Answers,
  patches: Iterable<Patch>,
): Readonly<Record<string, string>> {
  const others = [...patches].map((patch): [string, string] => {
    const field = 'field' in patch ? patch.field : undefined;
    const answer = answerAt(answers, patch);
    return [controlName(patch), wordsOf(displayAnswer(compiled, patch.item, answer, answers, field))];
  });
  return Object.fromEntries(others);
}

function wordsOf(shown: DisplayedAnswer): string {
  if (shown.kind === 'list') return shown.items.join(', ');
  return shown.kind === 'text' ? shown.text : '';
}
