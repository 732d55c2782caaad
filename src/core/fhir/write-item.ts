import type { GridItem, Item, NumberItem, Scale } from '../worksheet/definition.js';
import { ROW_ANSWER } from '../worksheet/reading.js';
import { writeValues } from './answer-values.js';
import { writeWord, writeWords } from './extensions.js';
import { fhirType, numberValue } from './item-types.js';
import { optionExtensions, writeOption } from './options.js';
import type { Extension, ItemType, QuestionnaireItem } from './types.js';
import {
  HIDDEN,
  ITEM_CONTROL,
  ITEM_CONTROL_SYSTEM,
  MAX_OCCURS,
  MAX_QUANTITY,
  MAX_VALUE,
  MIN_QUANTITY,
  MIN_VALUE,
  SLIDER_STEP,
  UNIT,
  UNIT_OPTION,
} from './urls.js';
import { valueAs } from './values.js';
import { DENIED_WORDS, GIVEN, DISPLAY_WORDS, INITIAL_WORDS, ITEM_TYPE, ITEM_WORDS } from './words.js';

/** An item in FHIR's words, without what depends on other items: its condition and what is required of it. */
export function writeItem(item: Item, linkId: string): QuestionnaireItem {
  const type = fhirType(item);
  const extension = [...standardExtensions(item, type), ...ownExtensions(item, type)];
  return {
    linkId,
    type,
    text: item.text,
    ...(isRepeated(item) && { repeats: true }),
    ...(item.readOnly !== undefined && type !== 'display' && { readOnly: item.readOnly }),
    ...('maxLength' in item && item.maxLength !== undefined && { maxLength: item.maxLength }),
    ...options(item, type),
    ...initial(item, type),
    ...(extension.length > 0 && { extension }),
  };
}

/** Items that FHIR would take for another type, were it not said. */
const TYPES_TO_NAME: readonly Item['type'][] = [
  'year',
  'consent',
  'sign',
  'grid',
  'dynamic',
  'link',
  'links',
];

function isRepeated({ type }: Item): boolean {
  return type === 'multi' || type === 'links' || type === 'group' || type === 'dynamic';
}

function options(item: Item, type: ItemType): Pick<QuestionnaireItem, 'answerOption'> {
  const hasOptions = item.type === 'choice' || item.type === 'multi';
  return hasOptions && type !== 'boolean' ? { answerOption: item.options.map(writeOption) } : {};
}

function initial(item: Item, type: ItemType): Pick<QuestionnaireItem, 'initial'> {
  if (item.initial === undefined || type === 'group' || type === 'display') return {};
  const unit = 'unit' in item && item.unit !== undefined ? { unit: item.unit } : undefined;
  const values = writeValues(item, item.initial, unit).map((value) => valueAs('value', value));
  return values.length > 0 ? { initial: values } : {};
}

function standardExtensions(item: Item, type: ItemType): readonly Extension[] {
  return [
    ...(item.hidden === undefined ? [] : [{ url: HIDDEN, valueBoolean: item.hidden }]),
    ...(item.type === 'scale' ? scaleExtensions(item.scale) : []),
    ...(item.type === 'number' ? numberExtensions(item, type) : []),
    ...('maxRows' in item && item.maxRows !== undefined
      ? [{ url: MAX_OCCURS, valueInteger: item.maxRows }]
      : []),
  ];
}

function ownExtensions(item: Item, type: ItemType): readonly Extension[] {
  const denied = {
    ...('open' in item && item.open === false && { open: false }),
    ...('whole' in item && item.whole === false && { whole: false }),
  };
  const isNamed = TYPES_TO_NAME.includes(item.type) || (item.type === 'computed' && type === 'display');
  const given = item.type === 'group' ? (item.given ?? []) : [];
  return [
    ...(isNamed ? [writeWord(ITEM_TYPE, item.type)] : []),
    ...writeWords(item, ITEM_WORDS),
    ...writeWords(denied, DENIED_WORDS),
    ...(type === 'group' ? writeWords(item, INITIAL_WORDS) : []),
    ...(type === 'display' ? writeWords(item, DISPLAY_WORDS) : []),
    ...given.map((row) => writeWord(GIVEN, row)),
  ];
}

/** How a scale looks: a slider from one end to the other. */
export function scaleExtensions({ min, max, step }: Scale): readonly Extension[] {
  return [
    itemControl('slider'),
    { url: MIN_VALUE, valueInteger: min },
    { url: MAX_VALUE, valueInteger: max },
    { url: SLIDER_STEP, valueInteger: step },
  ];
}

/** How an item is to be shown. */
export function itemControl(code: string): Extension {
  return { url: ITEM_CONTROL, valueCodeableConcept: { coding: [{ system: ITEM_CONTROL_SYSTEM, code }] } };
}

function numberExtensions({ min, max, unit }: NumberItem, type: ItemType): readonly Extension[] {
  const [least, most, unitUrl] =
    type === 'quantity' ? [MIN_QUANTITY, MAX_QUANTITY, UNIT_OPTION] : [MIN_VALUE, MAX_VALUE, UNIT];
  const bound = (url: string, value: number | undefined): readonly Extension[] => {
    const typed =
      value === undefined ? undefined : (numberValue(value, type) ?? numberValue(value, 'decimal'));
    return typed ? [{ url, ...valueAs('value', typed) }] : [];
  };
  return [
    ...bound(least, min),
    ...bound(most, max),
    ...(unit === undefined ? [] : [{ url: unitUrl, valueCoding: { display: unit } }]),
  ];
}

/** The items that FHIR needs for one of ours: the parts of a signature, the lines of a grid, the answer to a promise. */
export function partsOf(item: Item, linkId: string): readonly QuestionnaireItem[] {
  switch (item.type) {
    case 'sign':
      return [
        { linkId: `${linkId}/name`, type: 'string', text: 'Name' },
        { linkId: `${linkId}/date`, type: 'date', text: 'Date' },
      ];
    case 'grid':
      return gridRows(item, linkId);
    case 'dynamic':
      // What `tailor` makes of it for a client, so that their response fits.
      return [
        {
          linkId: `${linkId}/${ROW_ANSWER}`,
          type: 'choice',
          text: 'Your answer',
          answerOption: item.options.map(writeOption),
        },
        { linkId: `${linkId}/note`, type: 'string', text: 'A note, if you like' },
      ];
    default:
      return [];
  }
}

function gridRows({ options: rows, scale }: GridItem, linkId: string): readonly QuestionnaireItem[] {
  return rows.map((row) => ({
    linkId: `${linkId}/${row.value}`,
    type: 'integer',
    text: row.label,
    extension: [...scaleExtensions(scale), ...optionExtensions(row)],
  }));
}
