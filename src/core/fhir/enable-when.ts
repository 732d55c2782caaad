import type { Comparison, Condition, Item } from '../worksheet/definition.js';
import { optionValue } from './answer-values.js';
import { hintOf } from './hints.js';
import { answerField, fhirType, numberValue, textValue } from './item-types.js';
import { same } from './kept.js';
import type { EnableWhen } from './types.js';
import { sameValue, valueAs, valueIn, type TypedValue } from './values.js';

/** A question that conditions may look at, as they name it here (`id`) and in FHIR (`linkId`). */
export interface Target {
  readonly id: string;
  readonly linkId: string;
  readonly item: Item;
}

/** What a condition can look at from where it stands. */
export interface Scope {
  readonly byId: (id: string) => Target | undefined;
  readonly byLinkId: (linkId: string) => Target | undefined;
}

/** When an item is shown, in FHIR's words: all conditions are to be met, or any of them. */
export interface Enablement {
  readonly enableWhen: readonly EnableWhen[];
  readonly enableBehavior?: 'all' | 'any';
}

type Behavior = 'all' | 'any';

/** The condition in FHIR's words; undefined when they cannot say it. */
export function writeEnablement(condition: Condition, scope: Scope): Enablement | undefined {
  const enableBehavior = behaviorOf(condition) ?? 'all';
  const enableWhen = writeParts(condition, enableBehavior, scope);
  if (!enableWhen) return undefined;
  return enableWhen.length === 1 ? { enableWhen } : { enableWhen, enableBehavior };
}

/** Reads FHIR's words for a condition; undefined when a part of them has no equal in ours. */
export function readEnablement(
  { enableWhen, enableBehavior = 'all' }: Enablement,
  scope: Scope,
): Condition | undefined {
  const parts: Condition[] = [];
  for (const one of enableWhen) {
    const part = readOne(one, scope);
    if (part === undefined) return undefined;
    const joined = joinedWith(parts.at(-1), part, enableBehavior);
    if (joined) parts[parts.length - 1] = joined;
    else parts.push(part);
  }
  const [first, ...more] = parts;
  if (first === undefined || more.length === 0) return first;
  return enableBehavior === 'any' ? { any: parts } : { all: parts };
}

/** Is it the very same condition that comes back when these words are read? */
export function saysExactly(enablement: Enablement, condition: Condition, scope: Scope): boolean {
  return same(readEnablement(enablement, scope), condition);
}

/** Several values of one item stand in FHIR as so many conditions: any `=`, or all `!=`. */
function behaviorOf(condition: Condition): Behavior | undefined {
  if ('all' in condition) return 'all';
  if ('any' in condition) return 'any';
  if ('not' in condition || !('values' in condition)) return undefined;
  return condition.op === 'notIn' ? 'all' : 'any';
}

function writeParts(
  condition: Condition,
  behavior: Behavior,
  scope: Scope,
): readonly EnableWhen[] | undefined {
  const single = writeOne(condition, scope);
  if (single) return [single];
  if (behaviorOf(condition) !== behavior) return undefined;
  const written = partsOf(condition).map((part) => writeParts(part, behavior, scope));
  if (written.length === 0) return undefined;
  const known = written.filter((part) => part !== undefined);
  return known.length === written.length ? known.flat() : undefined;
}

/** None where the condition cannot be divided. */
function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition || !('values' in condition) || condition.values.length === 1) return [];
  return condition.values.map((value) => ({ ...condition, values: [value] }));
}

/** The condition as one `enableWhen`; undefined when it takes more. */
function writeOne(condition: Condition, scope: Scope): EnableWhen | undefined {
  const found = simpleForm(condition);
  const target = found && scope.byId(found.item);
  if (!found || !target || !canBeAsked(target.item)) return undefined;
  const question = target.linkId;
  if (found.operator === 'exists') return { question, operator: 'exists', answerBoolean: found.value };
  const value = writeValue(target.item, found.value);
  return value && { question, operator: found.operator, ...valueAs('answer', value) };
}

type Simple =
  | { readonly item: string; readonly operator: 'exists'; readonly value: boolean }
  | {
      readonly item: string;
      readonly operator: Exclude<EnableWhen['operator'], 'exists'>;
      readonly value: string | number;
    };

/** FHIR's `>` or `=` of a number takes two or three of our comparisons; here they are seen as the one. */
function simpleForm(condition: Condition): Simple | undefined {
  if ('all' in condition) return combinedForm(condition.all);
  if ('any' in condition) return undefined;
  if ('not' in condition) {
    const item = answeredItem(condition.not);
    return item === undefined ? undefined : { item, operator: 'exists', value: false };
  }
  const answered = answeredItem(condition);
  if (answered !== undefined) return { item: answered, operator: 'exists', value: true };
  if (!('item' in condition) || condition.item === undefined) return undefined;
  const { item } = condition;
  if (condition.op === 'gte') return { item, operator: '>=', value: condition.value };
  if (condition.op === 'lte') return { item, operator: '<=', value: condition.value };
  if (!('values' in condition)) return undefined;
  const [value, ...more] = condition.values;
  if (value === undefined || more.length > 0) return undefined;
  return { item, operator: condition.op === 'notIn' ? '!=' : '=', value };
}

function answeredItem(condition: Condition): string | undefined {
  return 'op' in condition && condition.op === 'answered' ? condition.item : undefined;
}

function combinedForm([first, second, ...more]: readonly Condition[]): Simple | undefined {
  if (!first || !second || more.length > 0) return undefined;
  const equal = equalNumber(first, second);
  if (equal) return { ...equal, operator: '=' };
  const item = answeredItem(first);
  if (item === undefined || !('not' in second)) return undefined;
  const denied = simpleForm(second.not);
  if (denied?.item !== item || typeof denied.value !== 'number') return undefined;
  const opposite = { '<=': '>', '>=': '<', '=': '!=' } as const;
  const { operator, value } = denied;
  return operator === '<=' || operator === '>=' || operator === '='
    ? { item, operator: opposite[operator], value }
    : undefined;
}

function equalNumber(first: Condition, second: Condition): { item: string; value: number } | undefined {
  if (!('op' in first) || !('op' in second) || first.op !== 'gte' || second.op !== 'lte') return undefined;
  const { item, value } = first;
  return item !== undefined && second.item === item && second.value === value ? { item, value } : undefined;
}

/** Can FHIR look at the answer to this item, or is it a group there, or nothing to answer? */
function canBeAsked(item: Item): boolean {
  const type = fhirType(item);
  return type !== 'group' && type !== 'display' && item.type !== 'info' && item.type !== 'computed';
}

function writeValue(item: Item, value: string | number): TypedValue | undefined {
  const asked = questionOf(item);
  if (typeof value === 'number') {
    const unit = asked.type === 'number' && asked.unit !== undefined ? { unit: asked.unit } : {};
    return isNumber(asked) ? numberValue(value, fhirType(asked), unit) : undefined;
  }
  if ('options' in asked) {
    const option = asked.options.find((one) => one.value === value);
    return option && withoutDisplay(optionValue(asked, option));
  }
  return isText(asked) ? textValue(value, fhirType(asked)) : undefined;
}

function withoutDisplay(value: TypedValue): TypedValue {
  if (value.type !== 'Coding' || value.value.code === undefined) return value;
  const { display: _display, ...coding } = value.value;
  return { type: 'Coding', value: coding };
}

function questionOf(item: Item): Item {
  return answerField(item) ?? item;
}

function isNumber(item: Item): boolean {
  return item.type === 'number' || item.type === 'scale' || item.type === 'year';
}

function isText(item: Item): boolean {
  return item.type === 'text' || item.type === 'long' || item.type === 'date';
}

function readOne(one: EnableWhen, scope: Scope): Condition | undefined {
  const target = scope.byLinkId(one.question);
  const answer = valueIn(one, 'answer');
  if (!target || !answer || !canBeAsked(target.item)) return undefined;
  // A field of the same name would be looked at in its place.
  if (scope.byId(target.id)?.linkId !== target.linkId) return undefined;
  const { id: item } = target;
  if (one.operator === 'exists') {
    if (answer.type !== 'Boolean') return undefined;
    return answer.value ? { item, op: 'answered' } : { not: { item, op: 'answered' } };
  }
  const value = readValue(target.item, answer);
  if (typeof value === 'number')
    return answerField(target.item) ? undefined : compareNumber(item, one.operator, value);
  if (value === undefined || (one.operator !== '=' && one.operator !== '!=')) return undefined;
  if (one.operator === '!=') return { item, op: 'notIn', values: [value] };
  return { item, op: target.item.type === 'multi' ? 'includesAny' : 'in', values: [value] };
}

function compareNumber(item: string, operator: EnableWhen['operator'], value: number): Condition | undefined {
  const least: Comparison = { item, op: 'gte', value };
  const most: Comparison = { item, op: 'lte', value };
  const but = (denied: Condition): Condition => ({ all: [{ item, op: 'answered' }, { not: denied }] });
  switch (operator) {
    case '>=':
      return least;
    case '<=':
      return most;
    case '>':
      return but(most);
    case '<':
      return but(least);
    case '=':
      return { all: [least, most] };
    case '!=':
      return but({ all: [least, most] });
    case 'exists':
      return undefined;
  }
}

/** Stored values that a condition can name are made of these. */
const NAMEABLE = /^[A-Za-z0-9_-]{1,64}$/;

function readValue(item: Item, answer: TypedValue): string | number | undefined {
  const asked = questionOf(item);
  if (isNumber(asked)) return readNumber(answer, asked);
  if ('options' in asked) {
    return asked.options.find((option) => sameValue(optionValue(asked, option), answer))?.value;
  }
  if (!isText(asked) || typeof answer.value !== 'string' || !NAMEABLE.test(answer.value)) return undefined;
  return answer.value;
}

function readNumber(answer: TypedValue, asked: Item): number | undefined {
  if (answer.type === 'Integer' || answer.type === 'Decimal') return answer.value;
  if (answer.type !== 'Quantity') return undefined;
  const { value, code, unit } = answer.value;
  const theirs = [code, unit].filter((name) => name !== undefined);
  const ours = [hintOf(asked, 'unitCode'), 'unit' in asked ? asked.unit : undefined];
  return theirs.length === 0 || theirs.some((name) => ours.includes(name)) ? value : undefined;
}

/** Conditions side by side about one item are one condition with several values, as far as the logic allows. */
function joinedWith(
  before: Condition | undefined,
  part: Condition,
  behavior: Behavior,
): Condition | undefined {
  if (!before || !('values' in before) || !('values' in part) || before.item !== part.item) return undefined;
  if (before.op !== part.op || (part.op === 'notIn') !== (behavior === 'all')) return undefined;
  return { ...before, values: [...before.values, ...part.values] };
}
