import * as fc from 'fast-check';
import type { Questionnaire } from './types.js';

/** A list or an object, and the name of one of its entries. */
type Place = readonly [holder: object, name: string];

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly Place[] => [
    [value, name],
    ...placesIn(inner),
  ]);
}

const JUNK = [
  'group',
  'choice',
  'string',
  'display',
  'quantity',
  'any',
  '=',
  '',
  [],
  {},
  null,
  true,
  5,
] as const;

/** The resource with one to three of its parts taken away, replaced by junk, or by other parts of it. */
export function mutated(resource: Questionnaire): fc.Arbitrary<Questionnaire> {
  const edit = fc.record({
    at: fc.nat(),
    from: fc.nat(),
    how: fc.constantFrom('remove' as const, 'junk' as const, 'other' as const),
    junk: fc.oneof(fc.constantFrom(...JUNK), fc.jsonValue({ maxDepth: 2 })),
  });
  return fc.noShrink(
    fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
      const copy = copyOf(resource);
      for (const { at, from, how, junk } of edits) {
        const places = placesIn(copy);
        const [holder, name] = places[at % places.length] ?? [{}, ''];
        const [other, otherName] = places[from % places.length] ?? [{}, ''];
        if (how === 'remove') remove(holder, name);
        else
          put(
            holder,
            name,
            copyOf(how === 'junk' ? junk : Object.getOwnPropertyDescriptor(other, otherName)?.value),
          );
      }
      return copy;
    }),
  );
}

function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value ?? null)) as T;
}

function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function remove(holder: object, name: string): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}
