import type { Answer, AnswerValue, GridValue, Signature } from '../../core/worksheet/answers.js';
import type { Item, Scale, TextItem } from '../../core/worksheet/definition.js';
import { valueOf, isRecord } from '../../core/worksheet/reading.js';
import { readOpenChoice, readOpenList } from './open-choice.js';

/** What a form holds: by control name, one value or several. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What stands for "does not apply" and for a tick. */
export const TICKED = 'yes';

/** All values posted under a name, with line ends as the page had them. */
export function valuesOf(fields: Fields, name: string): readonly string[] {
  const posted: string | readonly string[] = Object.hasOwn(fields, name) ? (fields[name] ?? []) : [];
  return (typeof posted === 'string' ? [posted] : posted).map((text) => text.replaceAll('\r\n', '\n'));
}

/**
 * What the controls named `name` say about an item: an answer, `null` for none, `undefined` where they are silent
 * (a radio group without a choice, a control that is not in the form). `before` is the answer so far.
 * A number that cannot be read is passed on as the text it is, for the engine to say what is wrong with it.
 */
export function readControl(
  item: Item,
  name: string,
  before: Answer | undefined,
  fields: Fields,
): Answer | null | undefined {
  const values = valuesOf(fields, name);
  const [first] = values;
  switch (item.type) {
    case 'text':
      return first === undefined ? undefined : answer(readText(item, name, first, fields));
    case 'choice':
      if (item.open) return readOpenChoice(item, before, first, valuesOf(fields, `${name}~own`)[0]);
      return first === undefined ? undefined : answer(first);
    case 'long':
    case 'date':
    case 'link':
      return first === undefined ? undefined : answer(first);
    case 'number':
    case 'year':
      return first === undefined ? undefined : answer(numberIn(first));
    case 'scale':
      return first === undefined ? undefined : answer(numberIn(first));
    case 'multi':
      if (item.open) return readOpenList(item, before, values, valuesOf(fields, `${name}~own`)[0]);
      return answer(values.filter((value) => value !== ''));
    case 'links':
      return answer(values.filter((value) => value !== ''));
    case 'consent':
      return first === TICKED ? { value: true } : null;
    case 'sign':
      return readSignature(name, fields);
    case 'grid':
      return readCells(name, before, fields, (cell) => onScale(item.scale, cell));
    case 'dynamic':
    case 'group':
    case 'info':
    case 'computed':
      break;
  }
  return undefined;
}

/** Is this a control whose silence says something: an unticked box? */
export function speaksBySilence(item: Item): boolean {
  return item.type === 'multi' || item.type === 'links' || item.type === 'consent';
}

function answer(value: AnswerValue): Answer | null {
  const blank = typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
  return blank ? null : { value };
}

/** One line, as the item reads. Browsers leave out the seconds that FHIR wants, and the zone, which the page has said. */
function readText(item: TextItem, name: string, text: string, fields: Fields): string {
  if (item.format === undefined) return text.replaceAll('\n', ' ');
  if (item.format === 'time' && /^\d\d:\d\d$/.test(text)) return `${text}:00`;
  if (item.format !== 'dateTime' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return text;
  const seconds = text.length === 16 ? ':00' : '';
  return `${text}${seconds}${valuesOf(fields, `${name}~offset`)[0] ?? 'Z'}`;
}

function numberIn(text: string): number | string {
  const digits = text.replaceAll(/\s/g, '');
  return /^[-+]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text;
}

function onScale({ min, max }: Scale, cell: string): number | string {
  const number = numberIn(cell);
  return typeof number === 'number' && number >= min && number <= max ? number : cell;
}

function readSignature(name: string, fields: Fields): Answer | null | undefined {
  const [typed] = valuesOf(fields, `${name}~name`);
  if (typed === undefined) return undefined;
  const [date = ''] = valuesOf(fields, `${name}~date`);
  const signature: Signature = { name: typed, date };
  return typed.trim() === '' ? null : { value: signature };
}

/** Lines that were not in the form keep what they had. */
function readCells(
  name: string,
  before: Answer | undefined,
  fields: Fields,
  read: (cell: string) => number | string,
): Answer | undefined {
  const prefix = `${name}~`;
  const posted = Object.keys(fields).filter((key) => key.startsWith(prefix));
  if (posted.length === 0) return undefined;
  const had: unknown = valueOf(before);
  const cells: Record<string, number | string> = isRecord(had) ? { ...(had as GridValue) } : {};
  for (const key of posted) {
    const [cell] = valuesOf(fields, key);
    if (cell !== undefined) cells[key.slice(prefix.length)] = read(cell);
  }
  return { value: cells };
}
