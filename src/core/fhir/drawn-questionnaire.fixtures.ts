import * as fc from 'fast-check';
import { drawnBy, type Draw } from '../worksheet/drawn-answers.fixtures.js';
import type {
  AnswerOption,
  EnableWhen,
  Extension,
  ItemType,
  Questionnaire,
  QuestionnaireItem,
} from './types.js';
import {
  CALCULATED,
  HIDDEN,
  ITEM_CONTROL,
  ITEM_CONTROL_SYSTEM,
  ITEM_WEIGHT,
  MAX_OCCURS,
  MAX_VALUE,
  MIN_VALUE,
  ORDINAL_VALUE,
  UNIT,
  UNIT_OPTION,
} from './urls.js';

/**
 * Random Questionnaires of everything that import understands, with some of what it does not. Conditions look at what
 * was drawn before, so they never go in a circle.
 */
export const drawnQuestionnaire: fc.Arbitrary<Questionnaire> = drawnBy((draw) => {
  const drawing: Drawing = { draw, asked: [], count: 0 };
  return {
    resourceType: 'Questionnaire',
    status: 'draft',
    ...maybe(draw, { title: 'A form' }),
    ...maybe(draw, { url: 'http://example.org/Questionnaire/form', version: '3' }),
    ...maybe(draw, { description: 'Of whatever there is' }),
    ...maybe(draw, unknownExtension()),
    contained: [VALUE_SET],
    item: items(drawing, 0, false),
  };
});

/** Questions drawn so far that conditions may look at, and how many items there are. */
interface Drawing {
  readonly draw: Draw;
  readonly asked: QuestionnaireItem[];
  count: number;
}

const SYSTEM = 'http://example.org/codes';
const VALUE_SET = {
  resourceType: 'ValueSet',
  id: 'set',
  compose: {
    include: [{ system: SYSTEM, concept: [{ code: 'near', display: 'Near' }, { code: 'far.off' }] }],
  },
};

const TYPES: readonly ItemType[] = [
  'display',
  'boolean',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
  'choice',
  'choice',
  'open-choice',
  'quantity',
];

function pick<T>(draw: Draw, ...from: readonly T[]): T {
  return draw(() => fc.constantFrom(...from));
}

function maybe<T extends object>(draw: Draw, part: T): Partial<T> {
  return pick(draw, true, false, false) ? part : {};
}

function items(drawing: Drawing, depth: number, isInRows: boolean): readonly QuestionnaireItem[] {
  const { draw } = drawing;
  const size = draw(() => fc.integer({ min: 1, max: depth === 0 ? 6 : 3 }));
  return Array.from({ length: size }, () =>
    depth < 3 && pick(draw, true, false)
      ? group(drawing, depth, isInRows)
      : question(drawing, depth, isInRows),
  );
}

function newLinkId(drawing: Drawing): string {
  drawing.count += 1;
  return pick(
    drawing.draw,
    `item.${drawing.count}`,
    `${drawing.count}.1`,
    `Item ${drawing.count}`,
    `/x/${drawing.count}`,
  );
}

function base(drawing: Drawing): Pick<QuestionnaireItem, 'linkId'> {
  const { draw } = drawing;
  return {
    linkId: newLinkId(drawing),
    ...maybe(draw, { text: `What of ${drawing.count}?` }),
    ...maybe(draw, { prefix: `${drawing.count}.`, _text: { id: `t${drawing.count}` } }),
    ...maybe(draw, { code: [{ system: SYSTEM, code: `c${drawing.count}`, display: 'Coded' }] }),
    ...condition(drawing),
  };
}

function group(drawing: Drawing, depth: number, isInRows: boolean): QuestionnaireItem {
  const { draw } = drawing;
  const repeats = !isInRows && pick(draw, true, false, false);
  const around = [...drawing.asked];
  const element = {
    ...base(drawing),
    type: 'group' as const,
    ...(repeats && { repeats, ...maybe(draw, { extension: [{ url: MAX_OCCURS, valueInteger: 5 }] }) }),
    ...maybe(draw, { required: pick(draw, true, false) }),
    item: items(drawing, depth + 1, isInRows || repeats),
  };
  // What stands in rows is seen from inside them alone.
  if (repeats) drawing.asked.splice(0, Number.POSITIVE_INFINITY, ...around);
  return element;
}

function question(drawing: Drawing, depth: number, isInRows: boolean): QuestionnaireItem {
  const { draw } = drawing;
  const type = pick(draw, ...TYPES);
  if (type === 'display') return { ...base(drawing), type };
  const bare = { ...base(drawing), type };
  const facets = facetsOf(draw, type);
  const repeats = type !== 'boolean' && facets.readOnly !== true && pick(draw, true, false, false, false);
  const extension = [
    ...(facets.extension ?? []),
    ...(pick(draw, true, false) ? [] : (unknownExtension().extension ?? [])),
  ];
  const element: QuestionnaireItem = {
    ...bare,
    ...facets,
    ...(extension.length > 0 && { extension }),
    ...(repeats && (!isInRows || type === 'choice') && { repeats, initial: undefined }),
    ...(depth < 3 &&
      pick(draw, true, false, false, false) && { item: [{ ...base(drawing), type: 'string' as const }] }),
  };
  if (isLookedAt(element)) drawing.asked.push(element);
  return JSON.parse(JSON.stringify(element)) as QuestionnaireItem;
}

/** Questions that nobody can answer are looked at by nobody; conditions on them could never be met. */
function isLookedAt(element: QuestionnaireItem): boolean {
  const isFixed =
    element.readOnly === true || element.extension?.some(({ url }) => url === HIDDEN || url === CALCULATED);
  return !isFixed && element.repeats !== true;
}

function facetsOf(draw: Draw, type: ItemType): Partial<QuestionnaireItem> {
  const required = maybe(draw, { required: pick(draw, true, false) });
  switch (type) {
    case 'choice':
    case 'open-choice':
      return { ...required, ...choices(draw) };
    case 'integer':
      return pick(draw, true, false)
        ? { ...required, extension: slider() }
        : { ...required, ...maybe(draw, bounded('Integer')) };
    case 'decimal':
      return pick(draw, true, false) ? { ...required, ...bounded('Decimal') } : maybe(draw, calculated());
    case 'quantity':
      return {
        ...required,
        extension: [{ url: UNIT_OPTION, valueCoding: { system: SYSTEM, code: 'h', display: 'hours' } }],
      };
    case 'string':
    case 'text':
      return {
        ...required,
        ...maybe(draw, { maxLength: 30_000 }),
        ...maybe(draw, { initial: [{ valueString: 'Begun' }], readOnly: pick(draw, true, false) }),
        ...maybe(draw, { extension: [{ url: HIDDEN, valueBoolean: true }], required: false }),
      };
    case 'boolean':
      return { ...required, ...maybe(draw, { initial: [{ valueBoolean: pick(draw, true, false) }] }) };
    default:
      return required;
  }
}

function choices(draw: Draw): Partial<QuestionnaireItem> {
  if (pick(draw, true, false, false)) return { answerValueSet: '#set' };
  const weight = (at: number): Extension[] => [
    { url: pick(draw, ORDINAL_VALUE, ITEM_WEIGHT), valueDecimal: at },
  ];
  const coding = (at: number) => ({ system: SYSTEM, code: `a.${at}`, display: `Option ${at}` });
  const option = (at: number): AnswerOption =>
    pick<() => AnswerOption>(
      draw,
      () => ({ valueCoding: coding(at) }),
      () => ({ valueCoding: coding(at), extension: weight(at) }),
      () => ({ valueCoding: { ...coding(at), extension: weight(at) } }),
      () => ({ valueString: `Text ${at}` }),
    )();
  return { answerOption: [option(0), option(1), option(2)] };
}

function slider(): readonly Extension[] {
  const coding = [{ system: ITEM_CONTROL_SYSTEM, code: 'slider' }];
  return [
    { url: MIN_VALUE, valueInteger: 0 },
    { url: ITEM_CONTROL, valueCodeableConcept: { coding } },
    { url: MAX_VALUE, valueInteger: 10 },
  ];
}

function bounded(type: 'Integer' | 'Decimal'): { readonly extension: readonly Extension[] } {
  return {
    extension: [
      { url: MIN_VALUE, [`value${type}`]: 0 },
      { url: MAX_VALUE, [`value${type}`]: 500 },
      { url: UNIT, valueCoding: { code: 'h' } },
    ],
  };
}

function calculated(): { readonly extension: readonly Extension[] } {
  return {
    extension: [{ url: CALCULATED, valueExpression: { language: 'text/fhirpath', expression: '1 + 1' } }],
  };
}

function unknownExtension(): { readonly extension: readonly Extension[] } {
  return { extension: [{ url: 'http://example.org/unknown', valueString: 'whatever' }] };
}

function condition({ draw, asked }: Drawing): Pick<QuestionnaireItem, 'enableWhen' | 'enableBehavior'> {
  if (asked.length === 0 || pick(draw, true, false, false)) return {};
  const one = (): EnableWhen => enableWhen(draw, pick(draw, ...asked));
  if (pick(draw, true, false)) return { enableWhen: [one()] };
  return { enableWhen: [one(), one()], enableBehavior: pick(draw, 'all', 'any') };
}

function enableWhen(draw: Draw, { linkId, type, answerOption }: QuestionnaireItem): EnableWhen {
  const about = { question: linkId };
  const operator = pick(draw, '=', '!=', '>=', '>', '<', '<=');
  const equality = pick(draw, '=', '!=');
  const [option] = answerOption ?? [];
  if (option && pick(draw, true, false)) {
    const { system, code } = option.valueCoding ?? {};
    return {
      ...about,
      operator: equality,
      ...(code ? { answerCoding: { system, code } } : { answerString: option.valueString }),
    };
  }
  if (type === 'integer') return { ...about, operator, answerInteger: 5 };
  if (type === 'decimal') return { ...about, operator, answerDecimal: 2.5 };
  if (type === 'quantity') return { ...about, operator, answerQuantity: { value: 2, code: 'h' } };
  if (type === 'boolean') return { ...about, operator: equality, answerBoolean: pick(draw, true, false) };
  if (type === 'date') return { ...about, operator: equality, answerDate: '2026-01-01' };
  return { ...about, operator: 'exists', answerBoolean: pick(draw, true, false) };
}
