import { sameValue, unitOf, type TypedValue } from './values.js';

/** Below 0 when `a` comes before `b`, above 0 when after; NaN where the two cannot be put in an order. */
export function compareValues(a: TypedValue, b: TypedValue): number {
  if (a.type === 'Quantity' && b.type === 'Quantity') {
    const isSameUnit =
      unitOf(a.value) === undefined || unitOf(b.value) === undefined || sameUnit(a.value, b.value);
    return isSameUnit ? (a.value.value ?? NaN) - (b.value.value ?? NaN) : NaN;
  }
  if (typeof a.value === 'number' && typeof b.value === 'number') return a.value - b.value;
  if (a.type === 'Time' && b.type === 'Time') return inOrder(a.value, b.value);
  if (isDay(a) && isDay(b)) return compareMoments(a.value, b.value);
  return NaN;
}

function sameUnit(a: Parameters<typeof unitOf>[0], b: Parameters<typeof unitOf>[0]): boolean {
  return unitOf(a) === unitOf(b);
}

/** Does the answer meet FHIR's operator? */
export function meetsOperator(answer: TypedValue, operator: string, wanted: TypedValue): boolean {
  switch (operator) {
    case '=':
      return sameValue(answer, wanted);
    case '>':
      return compareValues(answer, wanted) > 0;
    case '<':
      return compareValues(answer, wanted) < 0;
    case '>=':
      return compareValues(answer, wanted) >= 0;
    case '<=':
      return compareValues(answer, wanted) <= 0;
    default:
      return false;
  }
}

type Moment = Extract<TypedValue, { readonly type: 'Date' | 'DateTime' }>;

function isDay(value: TypedValue): value is Moment {
  return value.type === 'Date' || value.type === 'DateTime';
}

/** Two moments with a time are compared as such; anything else as far as both are given: a year, a month, a day. */
function compareMoments(a: string, b: string): number {
  if (a.includes('T') && b.includes('T')) return Date.parse(a) - Date.parse(b);
  const [dayA = '', dayB = ''] = [a.split('T')[0], b.split('T')[0]];
  const length = Math.min(dayA.length, dayB.length);
  return inOrder(dayA.slice(0, length), dayB.slice(0, length));
}

function inOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
