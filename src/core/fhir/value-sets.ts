import type { Concept, ValueSet } from './shape.js';
import type { AnswerOption, ItemType, QuestionnaireItem } from './types.js';
import { valueIn } from './values.js';

const OPTION_TYPES: readonly ItemType[] = ['choice', 'open-choice', 'string', 'integer', 'date', 'time'];

/** The value sets that a questionnaire brings along, by id. */
export type ValueSets = ReadonlyMap<string, ValueSet>;

/** Options from which the answers are to be chosen, wherever the resource lists them; undefined where it does not. */
export function optionsListed(
  element: QuestionnaireItem,
  valueSets: ValueSets,
): readonly AnswerOption[] | undefined {
  const { answerOption = [], answerValueSet, type } = element;
  if (!OPTION_TYPES.includes(type)) return undefined;
  const options = answerOption.filter((option) => valueIn(option) !== undefined);
  if (options.length > 0) return options;
  if (answerValueSet === undefined || !answerValueSet.startsWith('#')) return undefined;
  const set = valueSets.get(answerValueSet.slice(1));
  const concepts = set && conceptsOf(set);
  return concepts && concepts.length > 0 ? concepts.map(optionOf) : undefined;
}

function optionOf({ system, code, display, extension }: Concept): AnswerOption {
  return {
    valueCoding: { ...(system && { system }), ...(code && { code }), ...(display && { display }) },
    ...(extension && { extension }),
  };
}

/** The codes of a set; undefined where some of them have to be looked up elsewhere. */
function conceptsOf({ compose, expansion }: ValueSet): readonly Concept[] | undefined {
  if (expansion?.contains) {
    const { contains } = expansion;
    return contains.some((concept) => concept.contains !== undefined) ? undefined : contains;
  }
  const { include = [], exclude } = compose ?? {};
  if (exclude !== undefined || include.some(({ concept, valueSet }) => !concept || valueSet !== undefined)) {
    return undefined;
  }
  return include.flatMap(({ system, concept = [] }) =>
    concept.map((one) => ({ ...one, ...(system && { system }) })),
  );
}
