import type { JSX } from 'preact';
import type { LinkItem, Option } from '../../../core/worksheet/definition.js';
import { rowLabel } from '../../../core/worksheet/display.js';
import { type Form, type Question, rowsIn } from '../form.js';
import { messages } from '../messages.js';
import { FoldedBoxes, ListQuestion, Options } from './chosen.js';
import { GroupedQuestion } from './question.js';

/** More boxes than this fold away under the names that are ticked. */
const FEW = 8;

/** A choice among the people, or whatever else, of another list of this worksheet. */
export function LinkQuestion(props: {
  readonly question: Question<LinkItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const options = candidates(form, question);
  if (options.length > 0 && question.item.type === 'link') {
    return <ListQuestion question={question} options={options} />;
  }
  return (
    <GroupedQuestion question={question}>
      {options.length === 0 && (
        <p class="hint">
          {messages.noCandidates(form.compiled.items.get(question.item.of)?.item.text ?? '')}
        </p>
      )}
      {options.length > FEW ? (
        <FoldedBoxes question={question} options={options} />
      ) : (
        <Options question={question} options={options} several />
      )}
    </GroupedQuestion>
  );
}

/** Every row of the other list but this one: no one is their own parent. */
function candidates(form: Form, { item, place }: Question<LinkItem>): readonly Option[] {
  const group = form.compiled.items.get(item.of)?.item;
  if (group?.type !== 'group') return [];
  return rowsIn(group, form.answers)
    .map((row, index) => ({ value: row.id, label: rowLabel(group, row, index) }))
    .filter(({ value }) => !(place.item === item.of && place.row === value));
}
