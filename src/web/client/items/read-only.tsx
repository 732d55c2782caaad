import type { JSX } from 'preact';
import type { Item } from '../../../core/worksheet/definition.js';
import { initialAnswer } from '../../../core/worksheet/starting.js';
import type { Place } from '../../../core/worksheet/validation.js';
import { displayed } from '../displayed.js';
import { type Form, questionAt } from '../form.js';
import { worksheetLang } from '../messages.js';
import { domId } from '../names.js';
import { Reply } from './question.js';
import { Said } from './said.js';

/** What is to be read and not changed: the question with the answer that it hands in. */
export function ReadOnly(props: {
  readonly item: Item;
  readonly place: Place;
  readonly form: Form;
}): JSX.Element {
  const { item, place, form } = props;
  const answer = initialAnswer(item);
  return (
    <div class="q" id={domId(form.compiled, place)} tabIndex={-1}>
      <p class="asked" lang={worksheetLang}>
        {item.text}
      </p>
      {item.help && (
        <p class="hint" lang={worksheetLang}>
          {item.help}
        </p>
      )}
      <Said item={item} shown={displayed(form, place, answer)} />
      <Reply question={questionAt(form, item, place)} />
    </div>
  );
}
