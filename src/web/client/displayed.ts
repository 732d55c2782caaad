import type { Answer } from '../../core/worksheet/answers.js';
import { displayAnswer, type DisplayedAnswer } from '../../core/worksheet/display.js';
import type { Place } from '../../core/worksheet/validation.js';
import { formatMoment } from './dates.js';
import { type Form, itemAt } from './form.js';

const DAY_AT_THE_END = /\d{4}-\d\d-\d\d$/;

/** An answer as people read it on the page: as `displayAnswer` has it, with days written out. */
export function displayed(form: Form, place: Place, answer: Answer | undefined): DisplayedAnswer {
  const shown = displayAnswer(form.compiled, place.item, answer, form.answers, place.field);
  const type = itemAt(form.compiled, place)?.type;
  if (shown.kind !== 'text' || (type !== 'date' && type !== 'sign')) return shown;
  const text = shown.text.replace(DAY_AT_THE_END, (day) => formatMoment(day, form.shell.lang, 'UTC'));
  return { ...shown, text };
}
