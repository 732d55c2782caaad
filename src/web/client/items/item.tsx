import type { JSX } from 'preact';
import type { Item } from '../../../core/worksheet/definition.js';
import { type Form, questionAt } from '../form.js';
import { DynamicQuestion } from './dynamic.js';
import { FieldQuestion } from './field.js';
import { GroupQuestion } from './group.js';

/** One item of any type. */
export function ItemQuestion(props: { readonly item: Item; readonly form: Form }): JSX.Element | null {
  const { item, form } = props;
  const place = { item: item.id };
  switch (item.type) {
    case 'group':
      return <GroupQuestion question={questionAt(form, item, place)} form={form} />;
    case 'dynamic':
      return <DynamicQuestion question={questionAt(form, item, place)} form={form} />;
    case 'computed':
      return null;
    default:
      return <FieldQuestion item={item} place={place} form={form} />;
  }
}
