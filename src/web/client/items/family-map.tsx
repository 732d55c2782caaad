import type { JSX } from 'preact';
import { FAMILY_WORKSHEET, PEOPLE_GROUP } from '../../../core/genogram/family-worksheet.js';
import type { GroupItem } from '../../../core/worksheet/definition.js';
import { type Form, rowsIn } from '../form.js';
import { messages } from '../messages.js';
import { domId, MAP_OPEN } from '../names.js';
import { KeptPlace } from './kept-place.js';

/** Under the people of a family, once there are some: their map, drawn when it is opened. */
export function FamilyMap(props: { readonly group: GroupItem; readonly form: Form }): JSX.Element | null {
  const { group, form } = props;
  const isFamily = form.compiled.worksheet.id === FAMILY_WORKSHEET && group.id === PEOPLE_GROUP;
  if (!isFamily || rowsIn(group, form.answers).length === 0) return null;
  const { title, lead, draw } = messages.familyMap;
  const id = `${domId(form.compiled, { item: group.id })}-map`;
  return (
    <details class="more map" open={form.mapped === true} id={id}>
      <summary>{title}</summary>
      <div class="more-body">
        <p>{lead}</p>
        {!form.live &&
          (form.mapped ? (
            <input type="hidden" name={MAP_OPEN} value="1" />
          ) : (
            <p>
              <button class="second" name={MAP_OPEN} value="1" formAction={`#${id}`}>
                {draw}
              </button>
            </p>
          ))}
        <KeptPlace class="map-body" id={`${id}-body`} form={form}>
          {form.mapped && form.drawn?.map(form)}
        </KeptPlace>
      </div>
    </details>
  );
}
