import type { JSX } from 'preact';
import type { DynamicItem } from '../../../core/worksheet/definition.js';
import { isRecord, valueOf } from '../../../core/worksheet/reading.js';
import type { Form, Question } from '../form.js';
import { messages } from '../messages.js';
import { cellName } from '../names.js';
import { GroupedQuestion } from './question.js';

/** One choice for each line that other data has brought. The lines are those that the answer so far names. */
export function DynamicQuestion(props: {
  readonly question: Question<DynamicItem>;
  readonly form: Form;
}): JSX.Element {
  const { question, form } = props;
  const value: unknown = valueOf(question.answer);
  const lines = isRecord(value) ? Object.entries(value) : [];
  return (
    <GroupedQuestion question={question} form={form} look="grid">
      {lines.length === 0 && <p class="hint">{messages.noRowsYet}</p>}
      {lines.map(([line, chosen], index) => (
        <fieldset key={line} class="grid-line">
          <legend>{messages.rowNumber(index + 1)}</legend>
          <div class="opts">
            {question.item.options.map((option) => (
              <label key={option.value} class="opt">
                <input
                  type="radio"
                  name={cellName(question.place, line)}
                  value={option.value}
                  checked={chosen === option.value}
                />
                <span>{option.label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </GroupedQuestion>
  );
}
