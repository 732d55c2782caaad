import type { JSX } from 'preact';
import type { Item } from '../../../core/worksheet/definition.js';
import { type Form, questionAt } from '../form.js';
import { FamilyMap } from './family-map.js';
import { FieldQuestion } from './field.js';
import { GivenQuestion } from './given.js';
import { GroupQuestion } from './group.js';
import { ReadOnly } from './read-only.js';
import { WordingHelper } from './wording.js';

/** One item of any type. What the software makes, and rows that the assignment has not brought, are not here. */
export function ItemQuestion(props: { readonly item: Item; readonly form: Form }): JSX.Element | null {
  const { item, form } = props;
  const place = { item: item.id };
  switch (item.type) {
    case 'group':
      if (item.readOnly) return <ReadOnly item={item} place={place} form={form} />;
      if (item.given) return <GivenQuestion question={questionAt(form, item, place)} form={form} />;
      return (
        <>
          <GroupQuestion question={questionAt(form, item, place)} form={form} />
          <FamilyMap group={item} form={form} />
        </>
      );
    case 'computed':
      return <WordingHelper item={item} form={form} />;
    case 'dynamic':
      return null;
    default:
      return <FieldQuestion item={item} place={place} form={form} />;
  }
}
