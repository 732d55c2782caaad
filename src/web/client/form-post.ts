import type { Answer, Answers, Patch } from '../../core/worksheet/answers.js';
import type { CompiledItem, CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { Item, Section } from '../../core/worksheet/definition.js';
import { answerOf, isSkipped } from '../../core/worksheet/reading.js';
import { isFixed } from '../../core/worksheet/starting.js';
import type { Place } from '../../core/worksheet/validation.js';
import { type Visibility, visibility } from '../../core/worksheet/visibility.js';
import { type Fields, readControl, speaksBySilence } from './control.js';
import { rowsIn } from './form.js';
import { controlName, rowMark } from './names.js';
import { sameAnswer } from './same.js';

/**
 * What a posted part changes in the answers. Everything posted for one of the items counts; a group of boxes
 * that is not there at all counts as cleared where its question was on the page: shown, not skipped, and, in a
 * repeating group, in a row whose mark was posted. What is only to be read changes nothing. `shown` is what
 * `visibility` says of the same answers, where it is known already.
 */
export function patchesFromForm(
  compiled: CompiledWorksheet,
  items: Section['items'],
  answers: Answers,
  fields: Fields,
  shown = visibility(compiled, answers),
): Patch[] {
  return items.flatMap((item): Patch[] => {
    const entry = compiled.items.get(item.id);
    if (entry === undefined) return [];
    if (item.type === 'group') return rowPatches(shown, entry, answers, fields);
    const place = { item: item.id };
    const before = answerOf(answers, item.id);
    const after = change(item, place, before, fields, shown.item(item.id));
    return after === undefined ? [] : [{ item: item.id, answer: after }];
  });
}

function rowPatches(shown: Visibility, entry: CompiledItem, answers: Answers, fields: Fields): Patch[] {
  const group = entry.item.id;
  const onPage = rowsIn(entry.item, answers).filter((row) => Object.hasOwn(fields, rowMark(group, row.id)));
  return onPage.flatMap((row) =>
    [...entry.fields.values()].flatMap((field): Patch[] => {
      const place = { item: group, row: row.id, field: field.id };
      const before = answerOf(row.answers, field.id);
      const after = change(field, place, before, fields, shown.field(group, row.id, field.id));
      return after === undefined ? [] : [{ ...place, answer: after }];
    }),
  );
}

/** The new answer, `null` where it was cleared, `undefined` where nothing changed. */
function change(
  item: Item,
  place: Place,
  before: Answer | undefined,
  fields: Fields,
  onPage: boolean,
): Answer | null | undefined {
  if (isFixed(item)) return undefined;
  const name = controlName(place);
  const silent = !Object.hasOwn(fields, name) && speaksBySilence(item);
  if (silent && (!onPage || isSkipped(before))) return undefined;
  const after = readControl(item, name, before, fields);
  return after === undefined || sameAnswer(after, before) ? undefined : after;
}
