import { DOES_NOT_APPLY, MAX_ROWS, MAX_TEXT, type ProblemCode } from './answers.js';
import type { GridItem, Item, Option, Scale } from './definition.js';
import { isRecord } from './reading.js';

/** What is wrong with one value, before it is known where it stands. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
}

/** The ids of the rows that a group has, for links to be checked against. */
export type RowIds = (group: string) => ReadonlySet<string>;

const ID_OF_ROW = /^[A-Za-z0-9-]{1,36}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Control characters below U+0020 but tab and line ends, and halves of characters: nothing that a person typed. */
const UNREADABLE = /[^\P{Control}\t\n\r\u007F-\u009F]|\p{Surrogate}/u;

const FIRST_YEAR = 1800;
const LAST_YEAR = 2100;

/** Can this name a row? 1 to 36 of [A-Za-z0-9-]. */
export function isRowId(id: unknown): id is string {
  return typeof id === 'string' && ID_OF_ROW.test(id);
}

/** What keeps `value` from being an answer to the item, or undefined when nothing does. Takes anything, throws never. */
export function valueFault(item: Item, value: unknown, rowIds: RowIds): Fault | undefined {
  switch (item.type) {
    case 'text':
    case 'long':
      return textFault(value);
    case 'choice':
      return optionFault(item.options, value);
    case 'multi':
      return listFault(value, (one) => optionFault(item.options, one));
    case 'scale':
      return scaleFault(item.scale, value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : wrongType('Type a number.');
    case 'year':
      return yearFault(value);
    case 'date':
      return dateFault(value);
    case 'grid':
      return recordFault(value, (row, cell) => gridFault(item, row, cell));
    case 'dynamic':
      return recordFault(value, (row, cell) =>
        isRowId(row) ? optionFault(item.options, cell) : wrongType('Reload the page and answer again.'),
      );
    case 'consent':
      return value === true ? undefined : wrongType('Tick the box, or leave it as it is.');
    case 'sign':
      return signatureFault(value);
    case 'link':
      return linkFault(rowIds(item.of), value);
    case 'links':
      return listFault(value, (one) => linkFault(rowIds(item.of), one));
    case 'group':
      return wrongType('Add rows to this list instead.');
    case 'info':
    case 'computed':
      break;
  }
  return wrongType('There is nothing to answer here.');
}

function wrongType(message: string): Fault {
  return { code: 'wrong_type', message };
}

function textFault(value: unknown): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Type your answer as text.');
  if (value.length > MAX_TEXT) {
    return { code: 'too_long', message: `Shorten this text to ${MAX_TEXT} characters or fewer.` };
  }
  if (UNREADABLE.test(value)) {
    return {
      code: 'unreadable_text',
      message: 'This text has characters that cannot be kept. Type it again.',
    };
  }
  return undefined;
}

function optionFault(options: readonly Option[], value: unknown): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Choose from the list.');
  if (options.some((option) => option.value === value)) return undefined;
  return { code: 'unknown_option', message: 'Choose one of the answers in the list.' };
}

function listFault(value: unknown, faultOf: (one: unknown) => Fault | undefined): Fault | undefined {
  if (!Array.isArray(value)) return wrongType('Choose from the list.');
  for (const one of value) {
    const fault = faultOf(one);
    if (fault) return fault;
  }
  return new Set(value).size === value.length ? undefined : wrongType('Choose each answer only once.');
}

function scaleFault(scale: Scale, value: unknown): Fault | undefined {
  if (typeof value !== 'number') return wrongType('Choose a number.');
  const onStep = Number.isInteger(value) && (value - scale.min) % scale.step === 0;
  if (onStep && value >= scale.min && value <= scale.max) return undefined;
  const steps = scale.step === 1 ? '' : ` in steps of ${scale.step}`;
  return {
    code: 'out_of_range',
    message: `Choose a whole number from ${scale.min} to ${scale.max}${steps}.`,
  };
}

function yearFault(value: unknown): Fault | undefined {
  if (typeof value !== 'number') return wrongType('Type the year as a number of four digits.');
  if (Number.isInteger(value) && value >= FIRST_YEAR && value <= LAST_YEAR) return undefined;
  return { code: 'out_of_range', message: `Type a year from ${FIRST_YEAR} to ${LAST_YEAR}.` };
}

function dateFault(value: unknown): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Type a date.');
  if (isCalendarDate(value)) return undefined;
  return { code: 'not_a_date', message: 'Type a date that is in the calendar: year, month, day.' };
}

function isCalendarDate(text: string): boolean {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Some engines read 30 February as 2 March, so the date must come back as it went in.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function signatureFault(value: unknown): Fault | undefined {
  if (!isRecord(value) || Object.keys(value).toSorted().join() !== 'date,name') {
    return wrongType('Type your name and the date.');
  }
  if (typeof value.name !== 'string' || value.name.trim() === '') return wrongType('Type your name.');
  return textFault(value.name) ?? dateFault(value.date);
}

function linkFault(known: ReadonlySet<string>, value: unknown): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Choose from your list.');
  if (known.has(value)) return undefined;
  return { code: 'unknown_row', message: 'Choose again: this entry is no longer in your list.' };
}

function gridFault(item: GridItem, row: string, cell: unknown): Fault | undefined {
  return (
    optionFault(item.options, row) ?? (cell === DOES_NOT_APPLY ? undefined : scaleFault(item.scale, cell))
  );
}

function recordFault(
  value: unknown,
  faultOf: (row: string, cell: unknown) => Fault | undefined,
): Fault | undefined {
  if (!isRecord(value)) return wrongType('Answer line by line.');
  const cells = Object.entries(value);
  if (cells.length > MAX_ROWS) {
    return { code: 'too_many_rows', message: `Keep to ${MAX_ROWS} lines or fewer.` };
  }
  for (const [row, cell] of cells) {
    const fault = faultOf(row, cell);
    if (fault) return fault;
  }
  return undefined;
}
