import type { JSX } from 'preact';
import type { FieldItem } from '../../../core/worksheet/definition.js';
import type { Place } from '../../../core/worksheet/validation.js';
import { type Form, questionAt } from '../form.js';
import { worksheetLang } from '../messages.js';
import { ChoiceQuestion, ConsentQuestion } from './chosen.js';
import { LinkQuestion } from './linked.js';
import { Reply } from './question.js';
import { ReadOnly } from './read-only.js';
import { GridQuestion, ScaleQuestion } from './scale.js';
import { PlainQuestion, SignQuestion, WrittenQuestion } from './written.js';

/** An item that can stand inside a repeating group as well as outside. */
export function FieldQuestion(props: {
  readonly item: FieldItem;
  readonly place: Place;
  readonly form: Form;
}): JSX.Element {
  const { item, place, form } = props;
  if (item.readOnly && item.type !== 'info') return <ReadOnly item={item} place={place} form={form} />;
  switch (item.type) {
    case 'text':
    case 'long':
      return <WrittenQuestion question={questionAt(form, item, place)} form={form} />;
    case 'number':
    case 'date':
    case 'year':
      return <PlainQuestion question={questionAt(form, item, place)} />;
    case 'sign':
      return <SignQuestion question={questionAt(form, item, place)} form={form} />;
    case 'choice':
    case 'multi':
      return <ChoiceQuestion question={questionAt(form, item, place)} form={form} />;
    case 'consent':
      return <ConsentQuestion question={questionAt(form, item, place)} />;
    case 'scale':
      return <ScaleQuestion question={questionAt(form, item, place)} />;
    case 'grid':
      return <GridQuestion question={questionAt(form, item, place)} />;
    case 'link':
    case 'links':
      return <LinkQuestion question={questionAt(form, item, place)} form={form} />;
    case 'info':
      return (
        <>
          <p class="info" lang={worksheetLang}>
            {item.text}
          </p>
          <Reply question={questionAt(form, item, place)} />
        </>
      );
  }
}
