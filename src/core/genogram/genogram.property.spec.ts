import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Shape } from '../drawing/scene.js';
import { meet } from './bonds.js';
import { drawnFamilies } from './drawn-families.fixtures.js';
import { plainMeasure } from './families.fixtures.js';
import type { Family } from './family.js';
import { genogram, type GenogramOptions, type GenogramPage } from './genogram.js';
import { kinOf } from './kin.js';
import type { Box } from './metrics.js';
import type { Move } from './moves.js';
import { validateFamily } from './validate-family.js';

const OPTIONS: GenogramOptions = {
  mode: 'clinician',
  measure: plainMeasure,
  today: 2026,
  ticks: new Set(['harm-kinds', 'illness']),
  split: false,
};

/** A failure names its seed; families are too large to be made smaller in a test's time. */
const RUNS = { numRuns: 20, endOnFailure: true };

function drawn(family: Family, options: Partial<GenogramOptions> = {}): GenogramPage {
  const [page] = genogram(family, { ...OPTIONS, ...options });
  if (!page) throw new Error('A family is always drawn.');
  return page;
}

interface Named {
  readonly what: string;
  readonly box: Box;
}

function boxesOf({ laid }: GenogramPage): readonly Named[] {
  return laid.people.flatMap(({ person: { id }, symbol, labelBox, marksBox }) => [
    { what: `symbol ${id}`, box: symbol },
    ...(labelBox ? [{ what: `label ${id}`, box: labelBox }] : []),
    ...(marksBox ? [{ what: `marks ${id}`, box: marksBox }] : []),
  ]);
}

function overlaps(named: readonly Named[]): readonly string[] {
  return named.flatMap(({ what, box }, at) =>
    named
      .slice(at + 1)
      .flatMap((other) => (meet(shrunk(box), other.box) ? [`${what} and ${other.what}`] : [])),
  );
}

/** Sums of lengths differ in their last digits. */
function shrunk({ left, right, top, bottom }: Box): Box {
  return { left: left + 0.01, right: right - 0.01, top: top + 0.01, bottom: bottom - 0.01 };
}

function numbersOf(shape: Shape): readonly number[] {
  if (shape.kind === 'line') return [shape.x1, shape.y1, shape.x2, shape.y2];
  if (shape.kind === 'text') return [shape.x, shape.y, shape.size];
  return (shape.d.match(/-?\d+(\.\d+)?|NaN|Infinity|undefined/gu) ?? []).map(Number);
}

/** Points of a shape; the radii of an arc are none. */
function pointsOf(shape: Shape): readonly (readonly [number, number])[] {
  if (shape.kind === 'line')
    return [
      [shape.x1, shape.y1],
      [shape.x2, shape.y2],
    ];
  if (shape.kind === 'text') {
    const width = plainMeasure(shape.text, shape.face, shape.size);
    const left = shape.anchor === 'start' ? shape.x : shape.x - (shape.anchor === 'end' ? width : width / 2);
    return [
      [left, shape.y - shape.size * 0.75],
      [left + width, shape.y + shape.size * 0.25],
    ];
  }
  const commands = shape.d.match(/[MLAZ][^MLAZ]*/gu) ?? [];
  return commands.flatMap((command): readonly (readonly [number, number])[] => {
    const numbers = (command.match(/-?\d+(\.\d+)?/gu) ?? []).map(Number);
    const [x, y] = numbers.slice(-2);
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
}

function outside({ scene }: GenogramPage): readonly string[] {
  return scene.shapes.flatMap((shape) =>
    pointsOf(shape)
      .filter(([x, y]) => !(x >= -0.5 && y >= -0.5 && x <= scene.width + 0.5 && y <= scene.height + 0.5))
      .map(([x, y]) => `${shape.kind} at ${x} ${y} of ${scene.width} ${scene.height}`),
  );
}

function shuffled(family: Family, seed: number): Family {
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((item, nth) => ({ item, key: Math.sin((nth + 1) * (seed + 1)) }))
      .toSorted((one, two) => one.key - two.key)
      .map(({ item }) => item);
  return {
    persons: mix(family.persons),
    unions: mix(family.unions),
    children: mix(family.children),
    bonds: mix(family.bonds),
  };
}

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    person: fc.nat({ max: 59 }).map((nth) => `p${String(nth).padStart(2, '0')}`),
    x: fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constantFrom(NaN, Infinity, 1e9)),
    y: fc.integer(),
  }),
  { maxLength: 5 },
);

describe('any family, drawn', () => {
  test('has no symbol, label or mark over another, wherever people were moved', () => {
    fc.assert(
      fc.property(drawnFamilies(60), moves, (family, moved) => {
        expect(overlaps(boxesOf(drawn(family, { moves: moved })))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('shows everyone exactly once', () => {
    fc.assert(
      fc.property(drawnFamilies(60, { circles: true }), moves, (family, moved) => {
        const shown = drawn(family, { moves: moved }).laid.people.map(({ person }) => person.id);
        expect(shown.toSorted()).toEqual(family.persons.map(({ id }) => id).toSorted());
      }),
      RUNS,
    );
  });

  test('has children below all of their parents', () => {
    fc.assert(
      fc.property(drawnFamilies(60, { circles: true }), moves, (family, moved) => {
        const { laid } = drawn(family, { moves: moved });
        const kin = kinOf(family);
        const yOf = new Map(laid.people.map(({ person, y }) => [person.id, y]));
        for (const { partners, children } of kin.nests) {
          for (const child of children) {
            const y = yOf.get(kin.people[child.person]?.id ?? '') ?? NaN;
            for (const parent of partners)
              expect(y).toBeGreaterThan(yOf.get(kin.people[parent]?.id ?? '') ?? NaN);
          }
        }
      }),
      RUNS,
    );
  });

  test('looks the same whatever the order of its facts', () => {
    fc.assert(
      fc.property(drawnFamilies(40), fc.nat(), (family, seed) => {
        expect(drawn(shuffled(family, seed)).scene).toEqual(drawn(family).scene);
      }),
      RUNS,
    );
  });

  test('keeps inside its scene, with numbers only', () => {
    fc.assert(
      fc.property(drawnFamilies(60, { circles: true }), moves, (family, moved) => {
        const page = drawn(family, { moves: moved });
        expect(page.scene.shapes.flatMap(numbersOf).every(Number.isFinite)).toBe(true);
        expect(page.scene.width).toBeLessThanOrEqual(708);
        expect(outside(page)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('is judged without a throw, and a circle refused', () => {
    fc.assert(
      fc.property(drawnFamilies(30, { circles: true }), (family) => {
        const findings = validateFamily(family, { today: 2026 });
        const kin = kinOf(family);
        const kept = kin.nests.reduce(
          (sum, { partners, children }) => sum + partners.length * children.length,
          0,
        );
        expect(findings.every(({ message }) => message.length > 20)).toBe(true);
        if (findings.some(({ code }) => code === 'OWN_ANCESTOR'))
          expect(kept).toBeLessThan(family.children.length * 2);
      }),
      RUNS,
    );
  });
});
