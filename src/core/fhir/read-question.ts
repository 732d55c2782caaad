import { MAX_TEXT } from '../worksheet/answers.js';
import type { Item, Option } from '../worksheet/definition.js';
import { namedType, readComposite } from './composites.js';
import type { Displays } from './displays.js';
import { extensionOf, extensionsOf, readWords } from './extensions.js';
import type { Report } from './loss.js';
import { readOptions } from './options.js';
import { readScale } from './scales.js';
import type { Coding, QuestionnaireItem } from './types.js';
import { MAX_QUANTITY, MAX_VALUE, MIN_QUANTITY, MIN_VALUE, UNIT, UNIT_OPTION } from './urls.js';
import { optionsListed, type ValueSets } from './value-sets.js';
import { DENIED_WORDS } from './words.js';

type WithoutBase<T> = T extends Item ? Omit<T, 'id' | 'text'> : never;

/** An item without what all items have. */
export type Question = WithoutBase<Item>;

const YES_NO: readonly Option[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** Reads what a question asks for: its type, its options, its bounds. */
export function readQuestion(
  element: QuestionnaireItem,
  displays: Displays,
  valueSets: ValueSets,
  report: Report,
): Question {
  const listed = optionsListed(element, valueSets);
  if (listed) return { ...readChoice(element, readOptions(listed)), ...readWords(element, DENIED_WORDS) };
  const { linkId, type } = element;
  switch (type) {
    case 'boolean':
      return namedType(element) === 'consent'
        ? { type: 'consent' }
        : { type: 'choice', options: YES_NO, fhir: { as: type } };
    case 'integer': {
      if (namedType(element) === 'year') return { type: 'year' };
      const scale = readScale(element, displays);
      return scale
        ? { type: 'scale', scale }
        : { type: 'number', whole: true, ...readBounds(element, report) };
    }
    case 'decimal':
      return { type: 'number', ...readBounds(element, report), ...readWords(element, DENIED_WORDS) };
    case 'quantity':
      return { type: 'number', ...readQuantity(element, report) };
    case 'date':
      return { type: 'date' };
    case 'dateTime':
    case 'time':
    case 'url':
      return { type: 'text', format: type, ...readMaxLength(element, report) };
    case 'text':
      return { type: 'long', ...readMaxLength(element, report) };
    case 'open-choice':
      report(
        linkId,
        'answerValueSet',
        'The answers to choose from are not in the resource: own words are asked for.',
      );
      return { type: 'text', ...readMaxLength(element, report), fhir: { as: type } };
    case 'string': {
      const named = namedType(element);
      // Which group it points to, another extension says.
      if (named === 'link' || named === 'links') return { type: named } as Question;
      return { type: 'text', ...readMaxLength(element, report) };
    }
    case 'group':
      return compositeIn(element);
    case 'display':
    case 'choice':
    case 'attachment':
    case 'reference':
      return { type: 'info' };
  }
}

function compositeIn(element: QuestionnaireItem): Question {
  const composite = readComposite(element);
  if (!composite) return { type: 'info' };
  const { id: _id, text: _text, ...question } = composite.item;
  return question;
}

function readChoice({ type, repeats }: QuestionnaireItem, options: readonly Option[]): Question {
  return {
    type: repeats === true ? 'multi' : 'choice',
    options,
    ...(type === 'open-choice' && { open: true }),
    ...(type !== 'choice' && type !== 'open-choice' && { fhir: { as: type } }),
  };
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

function readBounds(element: QuestionnaireItem, report: Report): Bounds {
  const boundAt = (url: string): number | undefined => {
    const extension = extensionOf(element, url);
    return extension?.valueInteger ?? extension?.valueDecimal;
  };
  const unit = extensionOf(element, UNIT)?.valueCoding;
  return {
    ...inOrder(element, boundAt(MIN_VALUE), boundAt(MAX_VALUE), report),
    ...unitCalled(unit?.display ?? unit?.code),
  };
}

function readQuantity(element: QuestionnaireItem, report: Report): Bounds & Pick<Item, 'fhir'> {
  const boundAt = (url: string): number | undefined => extensionOf(element, url)?.valueQuantity?.value;
  const units = extensionsOf(element, UNIT_OPTION);
  if (units.length > 1) report(element.linkId, UNIT_OPTION, 'Answers are given in the first of these units.');
  const begun = element.initial?.[0]?.valueQuantity;
  const unit: Coding = units[0]?.valueCoding ?? { code: begun?.code, display: begun?.unit };
  return {
    ...inOrder(element, boundAt(MIN_QUANTITY), boundAt(MAX_QUANTITY), report),
    ...unitCalled(unit.display ?? unit.code),
    fhir: { as: 'quantity', ...(unit.code !== undefined && { unitCode: unit.code }) },
  };
}

function unitCalled(unit: string | undefined): Bounds {
  return unit !== undefined && /\S/.test(unit) ? { unit } : {};
}

function inOrder(
  { linkId }: QuestionnaireItem,
  min: number | undefined,
  max: number | undefined,
  report: Report,
): Bounds {
  if (min !== undefined && max !== undefined && max < min) {
    report(linkId, MAX_VALUE, 'No number is both that great and that small.');
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function readMaxLength(
  { linkId, maxLength }: QuestionnaireItem,
  report: Report,
): { readonly maxLength?: number } {
  if (maxLength === undefined) return {};
  if (maxLength >= 1 && maxLength <= MAX_TEXT) return { maxLength };
  report(linkId, 'maxLength', `Texts hold 1 to ${MAX_TEXT} characters.`);
  return {};
}
