import { isRecord } from '../worksheet/reading.js';
import { MAX_LIST } from './limits.js';
import type {
  AnswerOption,
  Element,
  Extension,
  ItemType,
  Questionnaire,
  QuestionnaireItem,
} from './types.js';
import { valueIn } from './values.js';

/** Types of items that may be answered by choosing. Yes or no has two options of its own. */
const CHOOSING: readonly ItemType[] = ['choice', 'open-choice', 'string', 'integer', 'date', 'time'];

/** The options that a questionnaire's contained value sets list, by the id of the set. */
export type ValueSets = ReadonlyMap<string, readonly AnswerOption[]>;

/**
 * Reads the contained value sets. One that lists nothing, that is malformed or very long, or of which some codes have
 * to be looked up elsewhere, is left out.
 */
export function valueSetsIn({ contained = [] }: Pick<Questionnaire, 'contained'>): ValueSets {
  const sets = new Map<string, readonly AnswerOption[]>();
  for (const set of contained) {
    if (set.resourceType !== 'ValueSet' || typeof set.id !== 'string') continue;
    const concepts = conceptsOf(set) ?? [];
    const options = concepts.map(optionOf).filter((option) => option !== undefined);
    const isWhole = options.length === concepts.length && options.length <= MAX_LIST;
    if (isWhole && options.length > 0) sets.set(set.id, options);
  }
  return sets;
}

/** Options from which the answers are to be chosen, wherever the resource lists them; undefined where it does not. */
export function optionsListed(
  element: QuestionnaireItem,
  valueSets: ValueSets,
): readonly AnswerOption[] | undefined {
  const { answerOption = [], answerValueSet, type } = element;
  if (!CHOOSING.includes(type)) return undefined;
  const options = answerOption.filter((option) => valueIn(option) !== undefined);
  if (options.length > 0) return options;
  return answerValueSet?.startsWith('#') ? valueSets.get(answerValueSet.slice(1)) : undefined;
}

/** The codes of a set, each with its system; undefined where they are not all there. */
function conceptsOf({ compose, expansion }: Element): readonly unknown[] | undefined {
  if (isRecord(expansion) && expansion.contains !== undefined) return listIn(expansion.contains);
  if (!isRecord(compose) || compose.exclude !== undefined) return undefined;
  const parts = listIn(compose.include)?.map(conceptsIncluded);
  return parts?.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function conceptsIncluded(include: unknown): readonly unknown[] | undefined {
  if (!isRecord(include) || include.valueSet !== undefined) return undefined;
  const { system, concept } = include;
  return listIn(concept)?.map((one) => (isRecord(one) && system ? { ...one, system } : one));
}

/** Undefined for a concept that is none, or under which others stand. */
function optionOf(concept: unknown): AnswerOption | undefined {
  if (!isRecord(concept) || concept.contains !== undefined) return undefined;
  const { system, code, display, extension } = concept;
  if (![system, code, display].every((name) => name === undefined || typeof name === 'string'))
    return undefined;
  if (extension !== undefined && !areExtensions(extension)) return undefined;
  const coding = Object.entries({ system, code, display }).filter(([, name]) => name);
  return { valueCoding: Object.fromEntries(coding), ...(extension && { extension }) };
}

function areExtensions(value: unknown): value is readonly Extension[] {
  return listIn(value)?.every((one) => isRecord(one) && typeof one.url === 'string') === true;
}

function listIn(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}
