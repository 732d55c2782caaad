import { blocksOf, standsLeft, type Block } from './blocks.js';
import type { Lattice } from './lattice.js';

/** Rows from top to bottom, each a list of places from left to right. */
export type Rows = readonly (readonly number[])[];

interface Edge {
  readonly above: readonly number[];
  readonly below: number;
}

interface Search {
  readonly rows: Block[][];
  readonly position: number[];
  /** By row, the lines to the row below. */
  readonly edges: readonly (readonly Edge[])[];
  /** By row, couples in it. */
  readonly couples: readonly (readonly (readonly [number, number])[])[];
  /** By place, -1 where it belongs on the left of a joint map, 1 on the right, else 0. */
  readonly sides: readonly number[];
}

/** What a drawing pays for: each makes it harder to read than the next. */
const COST = { wrongSide: 1000, crossing: 8, personBetween: 3, length: 0.4 };
const SWEEPS = 12;
const ROUNDS = 6;
/** How far a block may jump in one step of the search; keeps a row of a hundred affordable. */
const FARTHEST = 8;

/**
 * The order of everyone in each row with few crossings: blocks are laid out from the index person outwards, drawn to
 * the middle of what they are joined to in sweeps, and then tried in other places as long as that helps.
 */
export function orderOf(lattice: Lattice): Rows {
  const search = startOf(lattice);
  sweep(search);
  improve(search);
  return search.rows.map((row) => row.flat());
}

function startOf(lattice: Lattice): Search {
  const { generations, descents, reaches, ends, nestRows, places } = lattice;
  const edges: Edge[][] = Array.from({ length: generations.rows }, () => []);
  const couples: (readonly [number, number])[][] = Array.from({ length: generations.rows }, () => []);
  const rowAt = (place: number | undefined): number => places[place ?? 0]?.row ?? 0;
  const chain = (above: readonly number[], path: readonly number[]): void => {
    let from = above;
    for (const below of path) {
      edges[rowAt(below) - 1]?.push({ above: from, below });
      from = [below];
    }
  };
  for (const { nest, path } of descents) chain(ends[nest] ?? [], path);
  for (const { from, path } of reaches) chain([from], path);
  ends.forEach(([one, two], nest) => {
    if (one !== undefined && two !== undefined) couples[nestRows[nest] ?? 0]?.push([one, two]);
  });
  const rows = fromIndexOutwards(lattice);
  const search: Search = { rows, position: places.map(() => 0), edges, couples, sides: sidesOf(lattice) };
  rows.forEach((_, row) => number(search, row));
  return search;
}

/** In a joint map each partner's own people keep to one side, down to the row of the two. */
function sidesOf({ kin, generations, places }: Lattice): readonly number[] {
  const joint = kin.people.filter(({ index }) => index).length > 1;
  return places.map(({ row, person }) => {
    const file = person === undefined ? undefined : kin.people[person]?.file;
    if (!joint || file === undefined || row > generations.indexRow) return 0;
    return file === 'a' ? -1 : 1;
  });
}

/**
 * Blocks in the order in which a walk meets them that starts at the index person and goes, for each, first up on the
 * left, then up on the right, then down: near to what a hand would draw, and the same for equal families.
 */
function fromIndexOutwards(lattice: Lattice): Block[][] {
  const { kin, generations, places } = lattice;
  const all = blocksOf(lattice);
  const blockOf = new Map(
    all.flatMap((blocks) => blocks.flatMap((block) => block.map((place) => [place, block]))),
  );
  const rows: Block[][] = all.map(() => []);
  const seen = new Set<Block>();
  const visit = (place: number): void => {
    const block = blockOf.get(place);
    if (!block || seen.has(block)) return;
    seen.add(block);
    const persons = block.flatMap((one) => places[one]?.person ?? []);
    const nestsAbove = persons.flatMap((person) => kin.origins[person] ?? []);
    for (const nest of nestsAbove) leftToRight(kin.nests[nest]?.partners ?? [], kin).forEach(visit);
    rows[places[place]?.row ?? 0]?.push(block);
    for (const nest of persons.flatMap((person) => kin.nestsOf[person] ?? [])) {
      leftToRight(kin.nests[nest]?.partners ?? [], kin).forEach(visit);
      for (const { person } of kin.nests[nest]?.children ?? []) visit(person);
    }
  };
  const first = (person: number): number => (kin.people[person]?.index ? 0 : 1);
  const starts = [...kin.people.keys()].toSorted(
    (one, two) =>
      first(one) - first(two) ||
      (generations.treeOf[one] ?? 0) - (generations.treeOf[two] ?? 0) ||
      Number(kin.people[one]?.file === 'b') - Number(kin.people[two]?.file === 'b') ||
      one - two,
  );
  starts.forEach(visit);
  places.forEach((_, place) => visit(place));
  return rows;
}

/** The partners of a couple as they stand, by index numbers. */
export function leftToRight(partners: readonly number[], { people }: Lattice['kin']): readonly number[] {
  const [one, two] = partners;
  const [a, b] = [people[one ?? -1], people[two ?? -1]];
  return a && b && one !== undefined && two !== undefined && !standsLeft(a, b) ? [two, one] : partners;
}

function number({ rows, position }: Search, row: number): void {
  let at = 0;
  for (const block of rows[row] ?? []) {
    for (const place of block) {
      position[place] = at;
      at += 1;
    }
  }
}

function sizeOf({ rows }: Search, row: number): number {
  return (rows[row] ?? []).reduce((sum, block) => sum + block.length, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function middleAbove({ position }: Search, { above: [one = 0, two = one] }: Edge): number {
  return ((position[one] ?? 0) + (position[two] ?? 0)) / 2;
}

/** Down and up in turn; the best order met is kept. */
function sweep(search: Search): void {
  const { rows } = search;
  let best = { cost: totalCost(search), rows: rows.map((row) => [...row]) };
  for (let nth = 0; nth < SWEEPS; nth += 1) {
    const down = nth % 2 === 0;
    const order = [...rows.keys()];
    for (const row of down ? order : order.toReversed()) settleRow(search, row, down);
    const cost = totalCost(search);
    if (cost < best.cost) best = { cost, rows: rows.map((row) => [...row]) };
  }
  best.rows.forEach((row, at) => {
    rows[at] = row;
    number(search, at);
  });
}

/** Sorts a row by where its blocks are joined: to the row above on the way down, else to that below. */
function settleRow(search: Search, row: number, down: boolean): void {
  const { rows, position, edges, couples } = search;
  const pulls = new Map<number, number[]>();
  const pull = (place: number, to: number): void => {
    const list = pulls.get(place) ?? [];
    list.push(to);
    pulls.set(place, list);
  };
  const size = sizeOf(search, row);
  if (down) {
    const factor = size / Math.max(1, sizeOf(search, row - 1));
    for (const edge of edges[row - 1] ?? []) pull(edge.below, middleAbove(search, edge) * factor);
  } else {
    const factor = size / Math.max(1, sizeOf(search, row + 1));
    for (const { above: ends, below } of edges[row] ?? []) {
      for (const end of ends) pull(end, (position[below] ?? 0) * factor);
    }
  }
  for (const [one, two] of couples[row] ?? []) {
    pull(one, position[two] ?? 0);
    pull(two, position[one] ?? 0);
  }
  const wish = (block: Block): number => {
    const wanted = block.flatMap((place) => pulls.get(place) ?? []);
    return mean(wanted.length > 0 ? wanted : block.map((place) => position[place] ?? 0));
  };
  const wishes = new Map((rows[row] ?? []).map((block) => [block, wish(block)]));
  rows[row]?.sort((one, two) => (wishes.get(one) ?? 0) - (wishes.get(two) ?? 0));
  number(search, row);
}

/** Tries every block in other places of its row until nothing gets better. */
function improve(search: Search): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    let better = false;
    for (const row of search.rows.keys()) {
      for (let from = 0; from < (search.rows[row]?.length ?? 0); from += 1) {
        better = moveToBest(search, row, from) || better;
      }
    }
    if (!better) return;
  }
}

function moveToBest(search: Search, row: number, from: number): boolean {
  const start = search.rows[row] ?? [];
  let best = { cost: costAround(search, row), blocks: start };
  const before = best.cost;
  for (let to = Math.max(0, from - FARTHEST); to <= Math.min(start.length - 1, from + FARTHEST); to += 1) {
    if (to === from) continue;
    const blocks = [...start];
    blocks.splice(to, 0, ...blocks.splice(from, 1));
    search.rows[row] = blocks;
    number(search, row);
    const cost = costAround(search, row);
    if (cost < best.cost - 1e-9) best = { cost, blocks };
  }
  search.rows[row] = best.blocks;
  number(search, row);
  return best.cost < before;
}

function totalCost(search: Search): number {
  return [...search.rows.keys()].reduce((sum, row) => sum + gapCost(search, row) + rowCost(search, row), 0);
}

function costAround(search: Search, row: number): number {
  return gapCost(search, row - 1) + gapCost(search, row) + rowCost(search, row);
}

/** Crossings and lengths of the lines from a row to the next. */
function gapCost(search: Search, row: number): number {
  const edges = search.edges[row] ?? [];
  const tops = edges.map((edge) => middleAbove(search, edge));
  const bottoms = edges.map((edge) => search.position[edge.below] ?? 0);
  const [upper, lower] = [Math.max(1, sizeOf(search, row)), Math.max(1, sizeOf(search, row + 1))];
  let cost = 0;
  for (let at = 0; at < edges.length; at += 1) {
    const [top, bottom] = [tops[at] ?? 0, bottoms[at] ?? 0];
    cost += COST.length * 10 * Math.abs((top + 0.5) / upper - (bottom + 0.5) / lower);
    for (let other = at + 1; other < edges.length; other += 1) {
      if (((tops[other] ?? 0) - top) * ((bottoms[other] ?? 0) - bottom) < 0) cost += COST.crossing;
    }
  }
  return cost;
}

/** People between two partners, and anyone on the wrong side of a joint map. */
function rowCost({ rows, position, couples, sides }: Search, row: number): number {
  let cost = 0;
  for (const [one, two] of couples[row] ?? []) {
    cost += COST.personBetween * (Math.abs((position[one] ?? 0) - (position[two] ?? 0)) - 1);
  }
  let rightOnes = 0;
  for (const block of rows[row] ?? []) {
    for (const place of block) {
      if (sides[place] === 1) rightOnes += 1;
      if (sides[place] === -1) cost += COST.wrongSide * rightOnes;
    }
  }
  return cost;
}
