import type { MeasureText } from '../drawing/scene.js';
import type {
  Bond,
  BondKind,
  ChildKind,
  HabitKind,
  HabitState,
  Person,
  PersonSymbol,
  Union,
} from './family.js';
import type { Kin } from './kin.js';
import { SIZE } from './metrics.js';
import { BOND_WORDS, HABIT_LETTERS, HABIT_WORDS, slashesOf } from './words.js';

/** One sign of the map and what it means. */
export type LegendSign =
  | {
      readonly kind: 'person';
      readonly symbol: PersonSymbol;
      readonly index?: boolean;
      readonly dead?: boolean;
    }
  | { readonly kind: 'ghost' }
  | { readonly kind: 'habit'; readonly state: HabitState }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret' }
  | { readonly kind: 'union'; readonly union: Union['kind']; readonly slashes: 0 | 1 | 2 }
  | { readonly kind: 'child'; readonly child: ChildKind }
  | { readonly kind: 'twins'; readonly identical: boolean }
  | { readonly kind: 'inferred' }
  | { readonly kind: 'bond'; readonly bond: BondKind };

export interface LegendEntry {
  readonly sign: LegendSign;
  readonly text: string;
}

/** The legend as placed: relative to its own top left corner. */
export interface Legend {
  readonly cells: readonly (LegendEntry & { readonly x: number; readonly y: number })[];
  readonly notes: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

/** Between the map and its legend, in points of the scene. */
export const ABOVE_LEGEND = 10;

export const LEGEND = {
  top: 13,
  rowHeight: 16,
  sign: 26,
  beforeText: 6,
  gap: 14,
  widestGap: 40,
  noteLeading: 11,
} as const;

/** Exactly the signs that this map uses, people first, then lines, then bonds. */
export function legendEntries(
  kin: Kin,
  bonds: readonly Bond[],
  { deathInWords }: { readonly deathInWords: boolean },
): readonly LegendEntry[] {
  return [
    ...personEntries(kin.people, deathInWords),
    ...markEntries(kin.people),
    ...coupleEntries(kin),
    ...childEntries(kin),
    ...bondEntries(bonds),
  ];
}

function personEntries(people: readonly Person[], deathInWords: boolean): readonly LegendEntry[] {
  const named = people.filter(({ ghost }) => !ghost);
  const has = (...symbols: readonly PersonSymbol[]): boolean =>
    named.some(({ symbol }) => symbols.includes(symbol));
  const entries: LegendEntry[] = [];
  const add = (sign: LegendSign, text: string): number => entries.push({ sign, text });
  if (has('man')) add({ kind: 'person', symbol: 'man' }, 'Man');
  if (has('woman')) add({ kind: 'person', symbol: 'woman' }, 'Woman');
  if (has('another', 'unknown')) {
    const words = [has('another') && 'another gender', has('unknown') && 'gender not said']
      .filter(Boolean)
      .join(', ');
    add({ kind: 'person', symbol: 'another' }, capital(words));
  }
  const index = people.filter((person) => person.index);
  if (index[0]) {
    const text = index.length > 1 ? 'The two whose map it is' : 'Whose map it is';
    add({ kind: 'person', symbol: index[0].symbol, index: true }, text);
  }
  const dead = named.find(({ alive }) => alive === false);
  if (dead && !deathInWords) add({ kind: 'person', symbol: dead.symbol, dead: true }, 'Has died');
  if (people.some(({ ghost }) => ghost)) add({ kind: 'ghost' }, 'Not named');
  return entries;
}

const STATE_WORDS: Readonly<Record<HabitState, string>> = {
  known: 'Habit, known',
  suspected: 'Habit, suspected',
  recovery: 'Habit, in recovery',
  returned: 'Habit, came back after recovery',
};

function markEntries(people: readonly Person[]): readonly LegendEntry[] {
  const habits = people.flatMap((person) => person.habits);
  const states = new Set(habits.map(({ state }) => state));
  const kinds = new Set(habits.map(({ kind }) => kind));
  const entries: LegendEntry[] = [];
  for (const state of ['known', 'suspected', 'recovery', 'returned'] as const) {
    if (states.has(state)) entries.push({ sign: { kind: 'habit', state }, text: STATE_WORDS[state] });
  }
  for (const kind of Object.keys(HABIT_LETTERS) as HabitKind[]) {
    if (!kinds.has(kind)) continue;
    entries.push({ sign: { kind: 'text', text: HABIT_LETTERS[kind] }, text: capital(HABIT_WORDS[kind]) });
  }
  if (people.some(({ breaks }) => breaks.length > 0)) {
    entries.push({ sign: { kind: 'text', text: '!2' }, text: 'Ways trust was broken' });
  }
  if (people.some(({ secret }) => secret)) entries.push({ sign: { kind: 'secret' }, text: 'A secret' });
  return entries;
}

const UNION_WORDS: Readonly<Record<Union['kind'], string>> = {
  married: 'Married',
  other: 'Couple',
  living_together: 'Living together (LT)',
  dating: 'Dating',
  affair: 'Affair',
};

function coupleEntries({ nests }: Kin): readonly LegendEntry[] {
  const shown = nests.map(({ unions }) => ({ kind: unions.at(-1)?.kind, slashes: slashesOf(unions) }));
  const entries = (Object.keys(UNION_WORDS) as Union['kind'][]).flatMap((kind): readonly LegendEntry[] =>
    shown.some((one) => one.kind === kind)
      ? [{ sign: { kind: 'union', union: kind, slashes: 0 }, text: UNION_WORDS[kind] }]
      : [],
  );
  const parted = ([1, 2] as const).flatMap((slashes): readonly LegendEntry[] => {
    const first = shown.find((one) => one.slashes === slashes);
    const union = first?.kind ?? 'married';
    const text = slashes === 1 ? 'Parted' : 'Divorced';
    return first ? [{ sign: { kind: 'union', union, slashes }, text }] : [];
  });
  return [...entries, ...parted];
}

const CHILD_WORDS: Readonly<Record<ChildKind, string>> = {
  birth: 'Child',
  adopted: 'Adopted',
  foster: 'Foster child',
  step: 'Stepchild',
  donor: 'By donor or surrogate',
  unknown: 'Child, not sure how',
};

function childEntries({ nests }: Kin): readonly LegendEntry[] {
  const children = nests.flatMap((nest) => nest.children);
  const kinds = (Object.keys(CHILD_WORDS) as ChildKind[]).filter((kind) =>
    children.some((child) => child.kind === kind),
  );
  const twins = nests.flatMap((nest) =>
    nest.children.filter(
      ({ twins: group }, at) => group !== undefined && nest.children[at + 1]?.twins === group,
    ),
  );
  const entries = kinds.map((kind): LegendEntry => ({
    sign: { kind: 'child', child: kind },
    text: CHILD_WORDS[kind],
  }));
  for (const identical of [false, true]) {
    if (!twins.some((twin) => twin.identical === identical)) continue;
    entries.push({ sign: { kind: 'twins', identical }, text: identical ? 'Identical twins' : 'Twins' });
  }
  const inferred =
    children.some((child) => child.inferred) ||
    nests.some(({ unions }) => unions.some((union) => union.inferred));
  if (inferred) entries.push({ sign: { kind: 'inferred' }, text: 'Worked out, not said' });
  return entries;
}

function bondEntries(bonds: readonly Bond[]): readonly LegendEntry[] {
  return (Object.keys(BOND_WORDS) as BondKind[])
    .filter((kind) => bonds.some((bond) => bond.kind === kind))
    .map((kind) => ({ sign: { kind: 'bond', bond: kind }, text: capital(BOND_WORDS[kind]) }));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Sets the entries in as many columns as fit, each as wide as it needs, and the notes below. */
export function layOutLegend(
  entries: readonly LegendEntry[],
  notes: readonly string[],
  measure: MeasureText,
  width: number,
): Legend {
  const widths = entries.map(
    ({ text }) => LEGEND.sign + LEGEND.beforeText + measure(text, 'sans', SIZE.small),
  );
  const columns = columnsFor(widths, width);
  const rows = Math.ceil(entries.length / Math.max(1, columns.length));
  const spare = width - columns.reduce((sum, column) => sum + column, 0);
  const gap = Math.min(LEGEND.widestGap, spare / Math.max(1, columns.length - 1));
  const starts = columns.map((_, nth) =>
    columns.slice(0, nth).reduce((sum, column) => sum + column + gap, 0),
  );
  const cells = entries.map((entry, nth) => ({
    ...entry,
    x: starts[nth % columns.length] ?? 0,
    y: LEGEND.top + Math.floor(nth / columns.length) * LEGEND.rowHeight,
  }));
  const below = LEGEND.top + rows * LEGEND.rowHeight;
  return {
    cells,
    notes: notes.map((text, nth) => ({ text, x: 0, y: below + 4 + nth * LEGEND.noteLeading })),
    width,
    height: below + (notes.length > 0 ? 4 + notes.length * LEGEND.noteLeading : 0),
  };
}

/** Widths of the most columns that fit side by side; entries go into them row by row. */
function columnsFor(widths: readonly number[], width: number): readonly number[] {
  for (let count = widths.length; count > 1; count -= 1) {
    const columns = Array.from({ length: count }, (_, column) =>
      Math.max(...widths.filter((_width, nth) => nth % count === column)),
    );
    if (columns.reduce((sum, column) => sum + column + LEGEND.gap, -LEGEND.gap) <= width) return columns;
  }
  return widths.length > 0 ? [Math.max(...widths)] : [];
}
