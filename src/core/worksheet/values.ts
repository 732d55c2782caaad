import { DOES_NOT_APPLY, MAX_OWN_WORDS, MAX_ROWS, MAX_TEXT, type ProblemCode } from './answers.js';
import type { ChoiceItem, GridItem, Item, NumberItem, Option, Scale, TextItem } from './definition.js';
import { isCalendarDate, isDateTime, isTime, isWebAddress } from './formats.js';
import { isBlank, isRecord } from './reading.js';

/** What is wrong with one value, before it is known where it stands. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
}

/** The ids of the rows that a group has, for links to be checked against. */
export type RowIds = (group: string) => ReadonlySet<string>;

const ID_OF_ROW = /^[A-Za-z0-9-]{1,36}$/;
/** Control characters below U+0020 but tab and line ends, and halves of characters: nothing that a person typed. */
export const UNREADABLE = /[^\P{Control}\t\n\r\u007F-\u009F]|\p{Surrogate}/u;

/** Years that an item of type `year` takes. */
export const FIRST_YEAR = 1800;
export const LAST_YEAR = 2100;
/** More than any worksheet has options: a definition's lists hold 500. */
const MAX_CHOSEN = 500;

/** Can this name a row? 1 to 36 of [A-Za-z0-9-]. */
export function isRowId(id: unknown): id is string {
  return typeof id === 'string' && ID_OF_ROW.test(id);
}

/** What keeps `value` from being an answer to the item, or undefined when nothing does. Takes anything, throws never. */
export function valueFault(item: Item, value: unknown, rowIds: RowIds): Fault | undefined {
  switch (item.type) {
    case 'text':
    case 'long':
      return textFault(value, item.maxLength) ?? formatFault(item, value);
    case 'choice':
      return choiceFault(item, value);
    case 'multi':
      return listFault(value, (one) => choiceFault(item, one));
    case 'scale':
      return scaleFault(item.scale, value);
    case 'number':
      return numberFault(item, value);
    case 'year':
      return yearFault(value);
    case 'date':
      return dateFault(value);
    case 'grid':
      return recordFault(value, (row, cell) => gridFault(item, row, cell));
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
    case 'dynamic':
      break;
  }
  return wrongType('There is nothing to answer here.');
}

function wrongType(message: string): Fault {
  return { code: 'wrong_type', message };
}

/** No text is longer than `MAX_TEXT`, whatever its item allows. */
function textFault(value: unknown, longest = MAX_TEXT): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Type your answer as text.');
  const max = Math.min(longest, MAX_TEXT);
  if (value.length > max) {
    return { code: 'too_long', message: `Shorten this text to ${max} characters or fewer.` };
  }
  if (UNREADABLE.test(value)) {
    return {
      code: 'unreadable_text',
      message: 'This text has characters that cannot be kept. Type it again.',
    };
  }
  return undefined;
}

type Format = Exclude<TextItem['format'], undefined>;
const FORMATS: Readonly<Record<Format, { readonly fits: (text: string) => boolean; readonly fault: Fault }>> =
  {
    url: {
      fits: isWebAddress,
      fault: {
        code: 'wrong_format',
        message: 'Type a full web address that begins with https:// or http://.',
      },
    },
    time: {
      fits: isTime,
      fault: { code: 'wrong_format', message: 'Type a time: hours, minutes, seconds, such as 14:30:00.' },
    },
    dateTime: {
      fits: isDateTime,
      fault: {
        code: 'wrong_format',
        message: 'Type a day that is in the calendar, or a day with a time and its zone.',
      },
    },
  };

/** A blank text clears the answer, so it need not read as anything. */
function formatFault({ format }: TextItem, value: unknown): Fault | undefined {
  if (format === undefined || typeof value !== 'string' || value.trim() === '') return undefined;
  const { fits, fault } = FORMATS[format];
  return fits(value) ? undefined : fault;
}

function choiceFault(item: ChoiceItem, value: unknown): Fault | undefined {
  const fault = optionFault(item.options, value);
  if (fault?.code !== 'unknown_option' || item.open !== true || isBlank(value)) return fault;
  return textFault(value, MAX_OWN_WORDS);
}

function optionFault(options: readonly Option[], value: unknown): Fault | undefined {
  if (typeof value !== 'string') return wrongType('Choose from the list.');
  if (options.some((option) => option.value === value)) return undefined;
  return { code: 'unknown_option', message: 'Choose one of the answers in the list.' };
}

function listFault(value: unknown, faultOf: (one: unknown) => Fault | undefined): Fault | undefined {
  if (!Array.isArray(value)) return wrongType('Choose from the list.');
  if (value.length > MAX_CHOSEN) return { code: 'too_many_rows', message: `Choose ${MAX_CHOSEN} or fewer.` };
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

function numberFault(item: NumberItem, value: unknown): Fault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType('Type a number.');
  const { min = -Infinity, max = Infinity, whole = false } = item;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return undefined;
  return { code: 'out_of_range', message: `Type a ${whole ? 'whole number' : 'number'}${bounds(item)}.` };
}

function bounds({ min, max }: NumberItem): string {
  if (min === undefined) return max === undefined ? '' : `, ${max} or less`;
  return max === undefined ? `, ${min} or more` : ` from ${min} to ${max}`;
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
