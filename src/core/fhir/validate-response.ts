import { isRecord } from '../worksheet/reading.js';
import { ancestryOf, enabledIn, Frame, listOf, type Ancestry } from './enabled.js';
import { extensionOf } from './extensions.js';
import { isItemType } from './item-types.js';
import { whyUnfit } from './limits.js';
import { canonicalOf } from './questionnaire.js';
import { asQuestionnaire } from './shape.js';
import { structureProblems } from './structure.js';
import type { Element, Issue, Questionnaire, QuestionnaireItem } from './types.js';
import { MAX_OCCURS, MIN_OCCURS } from './urls.js';
import { choosesTooMany, valueFaults } from './validate-value.js';
import { valueIn } from './values.js';
import { valueSetsIn, type ValueSets } from './value-sets.js';

const STATUSES: readonly unknown[] = ['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped'];
/** Issues that are listed at most. */
const MAX_ISSUES = 1_000;

/**
 * Holds a QuestionnaireResponse against its Questionnaire, as FHIR's own validator does, whoever made the two. Looks
 * at required items, types, options, bounds, lengths, how often things may occur, unknown, misplaced and disordered
 * items, and answers to what is not enabled. In a response that is not finished, what is missing is a warning. Never
 * throws, never says what was answered; patterns are not run and value sets from elsewhere are not looked up.
 */
export function validateResponse(questionnaire: unknown, response: unknown): readonly Issue[] {
  const unfit = whyUnfit(questionnaire) ?? whyUnfit(response);
  if (unfit !== undefined) return [issue('too-costly', ROOT, unfit)];
  const shaped = asQuestionnaire(questionnaire);
  if ('faults' in shaped) {
    return shaped.faults.map(({ where, message }) => issue('structure', `Questionnaire.${where}`, message));
  }
  const valueSets = valueSetsIn(shaped.value);
  const faults = structureProblems(shaped.value, valueSets).filter(({ where }) => where !== '');
  if (faults.length > 0) return faults.map(({ message }) => issue('structure', 'Questionnaire', message));
  if (!isRecord(response) || response.resourceType !== 'QuestionnaireResponse') {
    return [issue('structure', ROOT, 'This is no QuestionnaireResponse.')];
  }
  return new Validation(shaped.value, valueSets, response).issues();
}

const ROOT = 'QuestionnaireResponse';

function issue(
  code: Issue['code'],
  where: string,
  diagnostics: string,
  severity: Issue['severity'] = 'error',
): Issue {
  return { severity, code, expression: [where], diagnostics };
}

/** An item of the response with its place. */
interface Found {
  readonly element: Element;
  readonly where: string;
}

/** One response against one questionnaire. */
class Validation {
  readonly #items: readonly QuestionnaireItem[];
  readonly #response: Element;
  readonly #questionnaire: Questionnaire;
  readonly #ancestry: Ancestry;
  readonly #valueSets: ValueSets;
  readonly #isFinished: boolean;
  readonly #issues: Issue[] = [];

  constructor(questionnaire: Questionnaire, valueSets: ValueSets, response: Element) {
    this.#questionnaire = questionnaire;
    this.#items = questionnaire.item ?? [];
    this.#response = response;
    this.#ancestry = ancestryOf(this.#items);
    this.#valueSets = valueSets;
    this.#isFinished = response.status === 'completed' || response.status === 'amended';
  }

  issues(): readonly Issue[] {
    const { status, questionnaire } = this.#response;
    if (!STATUSES.includes(status)) this.#add('value', ROOT, 'The response has no status that FHIR knows.');
    if (!this.#isAnswered(questionnaire)) {
      this.#add('invalid', `${ROOT}.questionnaire`, 'The response names another questionnaire.');
    }
    const items = listOf(this.#response.item);
    this.#checkItems(this.#items, this.#response, ROOT, new Frame(items));
    return this.#issues.slice(0, MAX_ISSUES);
  }

  /** The version may be left out. */
  #isAnswered(named: unknown): boolean {
    const { url } = this.#questionnaire;
    return (
      named === undefined || url === undefined || named === url || named === canonicalOf(this.#questionnaire)
    );
  }

  #add(code: Issue['code'], where: string, diagnostics: string, severity?: Issue['severity']): void {
    if (this.#issues.length < MAX_ISSUES) this.#issues.push(issue(code, where, diagnostics, severity));
  }

  #addMissing(where: string, linkId: string): void {
    this.#add(
      'required',
      where,
      `The required item ${linkId} has no answer.`,
      this.#isFinished ? 'error' : 'warning',
    );
  }

  /** Checks what stands in `owner`: the response, a group, an answer. */
  #checkItems(items: readonly QuestionnaireItem[], owner: Element, where: string, frame: Frame): void {
    if (owner.item !== undefined && !Array.isArray(owner.item))
      this.#add('structure', where, 'Items come in a list.');
    const found = this.#sorted(items, listOf(owner.item), where);
    for (const item of items) this.#checkItem(item, found.get(item.linkId) ?? [], where, frame);
  }

  #sorted(
    items: readonly QuestionnaireItem[],
    given: readonly unknown[],
    where: string,
  ): ReadonlyMap<string, Found[]> {
    const places = new Map(items.map(({ linkId }, index) => [linkId, index]));
    const found = new Map<string, Found[]>();
    let last = -1;
    for (const [index, element] of given.entries()) {
      const here = `${where}.item[${index}]`;
      const linkId = isRecord(element) ? element.linkId : undefined;
      if (!isRecord(element) || typeof linkId !== 'string' || linkId === '') {
        this.#add('structure', here, 'An item has a linkId.');
        continue;
      }
      const place = places.get(linkId);
      if (place === undefined) {
        this.#addUnplaced(linkId, here);
        continue;
      }
      if (place < last) this.#add('structure', here, 'The items are not in the order of the questionnaire.');
      last = place;
      const before = found.get(linkId);
      if (before) before.push({ element, where: here });
      else found.set(linkId, [{ element, where: here }]);
    }
    return found;
  }

  #addUnplaced(linkId: string, where: string): void {
    if (this.#ancestry.has(linkId))
      this.#add('structure', where, `The item ${linkId} stands in the wrong place.`);
    else this.#add('not-found', where, 'The questionnaire has no item with this linkId.');
  }

  #checkItem(item: QuestionnaireItem, found: readonly Found[], where: string, frame: Frame): void {
    const enabled = enabledIn(item, frame, this.#ancestry);
    if (enabled === false) {
      for (const one of found.filter(({ element }) => saysSomething(element))) {
        this.#add(
          'invalid',
          one.where,
          `The item ${item.linkId} is not enabled and has answers all the same.`,
        );
      }
      return;
    }
    if (enabled === true) this.#checkPresence(item, found, where, frame);
    this.#checkOccurrence(item, found);
    for (const one of found) this.#checkFound(item, one, frame);
  }

  #checkPresence(item: QuestionnaireItem, found: readonly Found[], where: string, frame: Frame): void {
    const isThere = found.some(({ element }) =>
      item.type === 'group' ? saysSomething(element) : hasAnswer(element),
    );
    const least = extensionOf(item, MIN_OCCURS)?.valueInteger ?? 0;
    if (isThere) return;
    if (item.required === true || least > 0) this.#addMissing(found[0]?.where ?? where, item.linkId);
    // What has to be answered in a group has to be answered, be the group there or not; a row that is not there has nothing.
    else if (item.type === 'group' && found.length === 0 && item.repeats !== true) {
      this.#checkItems(item.item ?? [], {}, where, frame);
    }
  }

  #checkOccurrence(item: QuestionnaireItem, found: readonly Found[]): void {
    const [first, second] = found;
    const answers = found.flatMap(({ element }) => listOf(element.answer));
    const count = item.type === 'group' ? found.length : answers.length;
    const where = first?.where ?? ROOT;
    const canRepeat = item.type === 'group' && item.repeats === true;
    if (second && !canRepeat)
      this.#add('structure', second.where, `The item ${item.linkId} can be there once.`);
    if (item.type !== 'group' && count > 1 && item.repeats !== true) {
      this.#add('invalid', where, `The item ${item.linkId} takes one answer.`);
    }
    const least = extensionOf(item, MIN_OCCURS)?.valueInteger ?? 0;
    const most = extensionOf(item, MAX_OCCURS)?.valueInteger ?? Number.POSITIVE_INFINITY;
    if (count > 0 && count < least)
      this.#add('invariant', where, `The item ${item.linkId} is to be answered ${least} times.`);
    if (count > most) this.#add('invariant', where, `The item ${item.linkId} takes ${most} answers.`);
    if (choosesTooMany(item, answers.filter(isRecord), this.#valueSets)) {
      this.#add('business-rule', where, `An option of ${item.linkId} rules out the others.`);
    }
  }

  #checkFound(item: QuestionnaireItem, { element, where }: Found, frame: Frame): void {
    const answers = listOf(element.answer);
    if (element.text !== undefined && element.text !== item.text) {
      this.#add('invalid', where, `The text of ${item.linkId} is not that of the questionnaire.`);
    }
    if (element.answer !== undefined && !Array.isArray(element.answer)) {
      this.#add('structure', where, 'Answers come in a list.');
    }
    if ((item.type === 'group' || item.type === 'display') && answers.length > 0) {
      this.#add('structure', where, `The item ${item.linkId} takes no answer.`);
      return;
    }
    if (item.type === 'group') {
      this.#checkItems(item.item ?? [], element, where, new Frame(listOf(element.item), item.linkId, frame));
      return;
    }
    if (listOf(element.item).length > 0) {
      this.#add('structure', where, `What stands inside ${item.linkId} belongs into its answer.`);
    }
    for (const [index, answer] of answers.entries()) {
      this.#checkAnswer(item, answer, `${where}.answer[${index}]`, frame);
    }
  }

  #checkAnswer(item: QuestionnaireItem, answer: unknown, where: string, frame: Frame): void {
    if (!isRecord(answer)) {
      this.#add('structure', where, 'An answer is an object.');
      return;
    }
    // An answer that only holds items, or says why it has no value, is one without a value.
    const isEmpty = !Object.keys(answer).some((name) => name.startsWith('value'));
    const isExcused = answer.item !== undefined || answer.extension !== undefined;
    if ((!isEmpty || !isExcused) && isItemType(item.type)) {
      for (const { code, diagnostics } of valueFaults(item, answer, this.#valueSets))
        this.#add(code, where, diagnostics);
    }
    this.#checkItems(item.item ?? [], answer, where, new Frame(listOf(answer.item), item.linkId, frame));
  }
}

/** Has it an answer or an item? An item that has neither is as good as not there. */
function saysSomething({ answer, item }: Element): boolean {
  return listOf(answer).length > 0 || listOf(item).length > 0;
}

function hasAnswer({ answer }: Element): boolean {
  return listOf(answer).some(
    (one) => isRecord(one) && (valueIn(one) !== undefined || one.valueAttachment !== undefined),
  );
}
