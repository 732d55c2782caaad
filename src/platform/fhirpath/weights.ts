import { readWeight } from '../../core/fhir/options.js';
import type {
  Element,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  ResponseAnswer,
  ResponseItem,
} from '../../core/fhir/types.js';
import { optionsListed, valueSetsIn, type ValueSets } from '../../core/fhir/value-sets.js';
import { valueIn } from '../../core/fhir/values.js';

/** How much an answer counts by what it chose, found by the answer or its coding as they are in the resource. */
export type Weights = ReadonlyMap<unknown, number>;

/**
 * What SDC's `weight()` is of the answers of a response: the weights of the options that they chose. An answer whose
 * option has none is left out.
 *
 * The evaluator's own `weight()` keeps what it found for an hour under the Questionnaire's address, which another
 * version or another practice's import may share, and fails for a whole sum where one option has no weight.
 */
export function weigh(resource: QuestionnaireResponse, questionnaire: Questionnaire | undefined): Weights {
  const valueSets = valueSetsIn(questionnaire ?? {});
  const questions = new Map(everyItem(questionnaire?.item).map((item) => [item.linkId, item]));
  const weights = new Map<unknown, number>();
  for (const { linkId, answer = [] } of everyAnswered(resource.item))
    for (const given of answer) {
      const weight = chosenWeight(given, questions.get(linkId), valueSets);
      if (weight === undefined) continue;
      weights.set(given, weight);
      if (given.valueCoding) weights.set(given.valueCoding, weight);
    }
  return weights;
}

/** What an answer, an option or a coding says of itself. */
export function ownWeight(element: Element & Pick<ResponseAnswer, 'valueCoding'>): number | undefined {
  return readWeight(element, element.valueCoding).weight;
}

function chosenWeight(
  given: ResponseAnswer,
  question: QuestionnaireItem | undefined,
  valueSets: ValueSets,
): number | undefined {
  const options = question && optionsListed(question, valueSets);
  const chosen = options?.find((option) => isSame(given, option));
  return chosen && ownWeight(chosen);
}

function isSame(given: Element, option: Element): boolean {
  const [one, other] = [valueIn(given), valueIn(option)];
  if (one?.type !== 'Coding' || other?.type !== 'Coding')
    return one?.type === other?.type && one?.value === other?.value;
  return one.value.code === other.value.code && one.value.system === other.value.system;
}

function everyItem(items: readonly QuestionnaireItem[] = []): readonly QuestionnaireItem[] {
  return items.flatMap((item) => [item, ...everyItem(item.item)]);
}

function everyAnswered(items: readonly ResponseItem[] = []): readonly ResponseItem[] {
  return items.flatMap((item) => [
    item,
    ...everyAnswered(item.item),
    ...(item.answer ?? []).flatMap((answer) => everyAnswered(answer.item)),
  ]);
}
