import * as fc from 'fast-check';
import type {
  Bond,
  BondKind,
  Child,
  ChildKind,
  Family,
  HabitKind,
  HabitState,
  Person,
  Union,
} from './family.js';

/**
 * Families such as people have and as nobody has: several partners, remarriages across, twins, adoption and the like,
 * parents that are not known, trees that nothing joins, children of aunts; years that cannot be. Links run from older to
 * younger persons, except that some lead to nobody and some round in circles where `circles` says so.
 */
export function drawnFamilies(most: number, { circles = false } = {}): fc.Arbitrary<Family> {
  return fc.integer({ min: 1, max: most }).chain((count) => {
    const ids = Array.from({ length: count }, (_, nth) => `p${String(nth).padStart(2, '0')}`);
    return fc
      .record({
        persons: fc.tuple(...ids.map((id, nth) => drawnPerson(id, nth === 0))),
        pairs: fc.array(drawnUnion(count), { minLength: count >> 2, maxLength: Math.ceil(count * 0.6) }),
        children: fc.array(drawnChild(count, circles), {
          minLength: count >> 1,
          maxLength: Math.ceil(count * 1.1),
        }),
        bonds: fc.array(drawnBond(count), { maxLength: 12 }),
      })
      .map(({ persons, pairs, children, bonds }) => ({
        persons,
        unions: pairs.map((union, nth): Union => ({ ...union, id: `u${nth}` })),
        children: children.map(({ union, ...child }): Child => ({
          ...child,
          of: union === undefined || pairs.length === 0 ? child.of : { union: `u${union % pairs.length}` },
        })),
        bonds: bonds.map((bond, nth): Bond => ({ ...bond, id: `b${nth}` })),
      }));
  });
}

const labels = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('Ana', 'Bo', 'Konstantin', 'Mary Ann', 'X', '', 'Grandma Ruth-Ellen'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('n'.repeat(300), 'محمد', '山田太郎', 'a b '.repeat(75), '\u202Ebad\u0007'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 30, unit: 'binary' }) },
);

function drawnPerson(id: string, index: boolean): fc.Arbitrary<Person> {
  const year = fc.option(fc.integer({ min: 1850, max: 2030 }), { nil: undefined });
  return fc
    .record({
      label: labels,
      symbol: fc.constantFrom('man', 'woman', 'another', 'unknown'),
      birth: year,
      death: fc.option(fc.integer({ min: 1900, max: 2030 }), { nil: undefined, freq: 3 }),
      alive: fc.constantFrom(true, false, undefined),
      relation: fc.constantFrom(undefined, 'chosen_family', 'someone_else_who_raised_me', 'partner'),
      habits: fc.array(
        fc.record({
          kind: fc.constantFrom<HabitKind>(
            'alcohol',
            'drugs',
            'gambling',
            'sex',
            'spending',
            'food',
            'work',
            'other',
          ),
          state: fc.constantFrom<HabitState>('suspected', 'known', 'recovery', 'returned'),
        }),
        { maxLength: 8 },
      ),
      secret: fc.boolean(),
      breaks: fc.array(fc.constantFrom('lies', 'left'), { maxLength: 12 }),
      ghost: index ? fc.constant(false) : fc.boolean().map((is) => is && id.endsWith('7')),
    })
    .map((facts) => present({ ...facts, id, index }) as Person);
}

function drawnUnion(count: number): fc.Arbitrary<Omit<Union, 'id'>> {
  const year = fc.option(fc.integer({ min: 1900, max: 2025 }), { nil: undefined });
  return fc
    .record({
      a: idOf(count),
      b: idOf(count),
      kind: fc.constantFrom('married', 'living_together', 'dating', 'affair', 'other'),
      from: year,
      separated: year,
      divorced: year,
      end: fc.constantFrom(undefined, 'together', 'broken_up', 'death', 'not_sure'),
      inferred: fc.constantFrom(undefined, true),
    })
    .map((facts) => present(facts) as Omit<Union, 'id'>);
}

function drawnChild(count: number, circles: boolean): fc.Arbitrary<Child & { readonly union?: number }> {
  return fc
    .record({
      one: fc.nat({ max: count - 1 }),
      two: fc.nat({ max: count - 1 }),
      kind: fc.constantFrom<ChildKind>(
        'birth',
        'birth',
        'birth',
        'adopted',
        'foster',
        'step',
        'donor',
        'unknown',
      ),
      union: fc.option(fc.nat({ max: 50 }), { nil: undefined, freq: 4 }),
      twinGroup: fc.constantFrom(undefined, undefined, 'twins', 'others'),
      identical: fc.boolean(),
      birthOrder: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
    })
    .map(({ one, two, ...facts }) => {
      const [parent, child] = circles ? [one, two] : [Math.min(one, two), Math.max(one, two)];
      return present({ ...facts, person: name(child), of: { parent: name(parent) } }) as Child;
    });
}

function drawnBond(count: number): fc.Arbitrary<Omit<Bond, 'id'>> {
  return fc.record({
    a: idOf(count),
    b: idOf(count),
    kind: fc.constantFrom<BondKind>(
      'close',
      'fused',
      'distant',
      'conflict',
      'close_conflict',
      'cut_off',
      'mended',
      'harm',
      'caretaker',
      'focused',
      'mixed',
    ),
    direction: fc.constantFrom('none', 'a_b', 'b_a', 'both'),
    harms: fc.constantFrom(['body'], ['words', 'sexual'], []),
  });
}

function idOf(count: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.nat({ max: count - 1 }).map(name) },
    { weight: 1, arbitrary: fc.constant('nobody') },
  );
}

function name(nth: number): string {
  return `p${String(nth).padStart(2, '0')}`;
}

function present(facts: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
