import type { CompiledWorksheet } from '../../core/worksheet/compile.js';
import type { Item } from '../../core/worksheet/definition.js';
import type { Place } from '../../core/worksheet/validation.js';

/**
 * How controls are called in the forms of a part:
 * - `item`, or `item/row/field` in a repeating group;
 * - `item~cell` for one line of a grid, `item~name` and `item~date` for a signature, `item~own` for an answer in
 *   the client's own words, `item~offset` for the zone that a moment is in;
 * - `item/row` with the value `1`, a hidden mark that the questions of this row are on the page.
 */
const CELL = '~';

/** The name of the control that says “the map of the family is drawn on the page”. */
export const MAP_OPEN = '_map';

/** The name of the control that says which answers stand on the page in two versions. */
export const TWO_VERSIONS = '_two';

/** The name of the control for a place. */
export function controlName({ item, row, field }: Place): string {
  return [item, row, field].filter((part) => part !== undefined).join('/');
}

/** The name of one of several controls that make up one answer. */
export function cellName(place: Place, cell: string): string {
  return `${controlName(place)}${CELL}${cell}`;
}

/** The name of the control that takes the text of an item's answer. */
export function textName(item: Item, place: Place): string {
  if (item.type === 'sign') return cellName(place, 'name');
  return 'open' in item && item.open ? cellName(place, 'own') : controlName(place);
}

/** The mark that says "the questions of this row are on the page". */
export function rowMark(item: string, row: string): string {
  return `${item}/${row}`;
}

/** The mark of the card that a place lies in; none outside of groups, and in rows that are given, which stand open. */
export function cardMark(compiled: CompiledWorksheet, { item, row }: Place): string | undefined {
  const group = compiled.items.get(item)?.item;
  const isGiven = group?.type === 'group' && group.given !== undefined;
  return row === undefined || isGiven ? undefined : rowMark(item, row);
}

/** The place that a control of this name answers. */
export function placeOf(name: string): Place {
  const [item = '', row, field] = (name.split(CELL)[0] ?? '').split('/');
  return { item, ...(row === undefined ? {} : { row }), ...(field === undefined ? {} : { field }) };
}

/**
 * The element id of a question. It counts instead of naming, so that an address with a fragment,
 * which the browser's history keeps, says nothing of what was asked.
 */
export function domId(compiled: CompiledWorksheet, { item, row, field }: Place): string {
  const entry = compiled.items.get(item);
  const section = entry ? compiled.worksheet.sections.indexOf(entry.section) : -1;
  const within = entry ? entry.section.items.indexOf(entry.item) : -1;
  const parts: (number | string)[] = [section + 1, within + 1];
  if (row !== undefined) parts.push(row);
  if (field !== undefined) parts.push([...(entry?.fields.keys() ?? [])].indexOf(field) + 1);
  return `q${parts.join('-')}`;
}
