import type { NestChild } from './kin.js';
import type { Lattice } from './lattice.js';
import type { CoupleLine } from './couple-lines.js';

/** Lines that come from one point above and go to places of the next row. */
export interface Run {
  readonly nest: number;
  readonly top: { readonly x: number; readonly y: number };
  /** Height of the level line that the children hang from. */
  readonly bar: number;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly x: number;
  readonly place: number;
  /** The child, where the line ends here; else it goes on. */
  readonly child?: NestChild;
}

interface OpenRun {
  readonly nest: number;
  readonly top: { readonly x: number; readonly y: number };
  readonly targets: Target[];
  track: number;
}

const BAR_STEP = 8;
const BAR_ABOVE = 9;
/** From the last bar to the symbols below; more where a word stands beside a line. */
const STEM_BELOW = 14;
const CLEAR = 4;
/** What is too little to turn for. */
const HAIR = 5;
/** Between two lines that come to one child. */
const CHILD_PORT = 7;

/**
 * The lines from a row to the next. `tops` gives the point where each nest's line starts; lines that pass through the
 * row go on from their place. Level lines that would touch get heights of their own, such that few lines cross. `air` is
 * height to spare.
 */
export function childLines(
  lattice: Lattice,
  row: number,
  x: Float64Array,
  lines: readonly CoupleLine[],
  bottomOf: (place: number) => number,
  from: number,
  air: number,
): { readonly runs: readonly Run[]; readonly bottom: number } {
  const open = openRuns(lattice, row, x, lines, bottomOf);
  if (open.length === 0) return { runs: [], bottom: from };
  const several = shiftPorts(open);
  for (const run of open) straighten(run, several);
  const tracks = setTracks(open);
  const bar = (track: number): number => from + BAR_ABOVE + air * 0.4 + track * BAR_STEP;
  return {
    runs: open.map((run) => ({ ...run, bar: bar(run.track) })),
    bottom: bar(Math.max(0, tracks - 1)) + STEM_BELOW + air * 0.6,
  };
}

function openRuns(
  lattice: Lattice,
  row: number,
  x: Float64Array,
  lines: readonly CoupleLine[],
  bottomOf: (place: number) => number,
): readonly OpenRun[] {
  const runs: OpenRun[] = [];
  const starts = new Map(lines.map((line) => [line.nest, { x: line.hang, y: line.y }]));
  const byNest = new Map<number, OpenRun>();
  for (const { nest, child, path } of lattice.descents) {
    const nth = row - (lattice.nestRows[nest] ?? 0);
    const place = path[nth];
    if (nth < 0 || place === undefined) continue;
    const target: Target = { place, x: x[place] ?? 0, ...(nth === path.length - 1 && { child }) };
    const before = path[nth - 1];
    const known = before === undefined ? byNest.get(nest) : undefined;
    if (known) {
      known.targets.push(target);
      continue;
    }
    const top =
      before === undefined
        ? (starts.get(nest) ?? { x: 0, y: 0 })
        : { x: x[before] ?? 0, y: bottomOf(before) };
    const run: OpenRun = { nest, top, targets: [target], track: -1 };
    if (before === undefined) byNest.set(nest, run);
    runs.push(run);
  }
  for (const { nest, from, path } of lattice.reaches) {
    const above = [from, ...path];
    const nth = above.findIndex((place) => lattice.places[place]?.row === row);
    const [here, next] = [above[nth], above[nth + 1]];
    if (here === undefined || next === undefined) continue;
    const top = { x: x[here] ?? 0, y: bottomOf(here) };
    runs.push({ nest, top, targets: [{ place: next, x: x[next] ?? 0 }], track: -1 });
  }
  return runs;
}

/** A child of two nests is met by their lines side by side, in the order in which they come; returns such places. */
function shiftPorts(runs: readonly OpenRun[]): ReadonlySet<number> {
  const coming = new Map<number, OpenRun[]>();
  for (const run of runs) {
    for (const { place } of run.targets) coming.set(place, [...(coming.get(place) ?? []), run]);
  }
  const met = [...coming].filter(([, several]) => several.length > 1);
  for (const [place, several] of met) {
    several.sort((one, two) => one.top.x - two.top.x);
    const step = Math.min(CHILD_PORT, 18 / (several.length - 1));
    several.forEach((run, nth) => {
      const at = run.targets.findIndex((target) => target.place === place);
      const target = run.targets[at];
      if (target) run.targets[at] = { ...target, x: target.x + (nth - (several.length - 1) / 2) * step };
    });
  }
  return new Set(met.map(([place]) => place));
}

/** A line that would turn by a hair goes straight and meets the child a little beside the middle. */
function straighten({ top, targets }: OpenRun, several: ReadonlySet<number>): void {
  const [only] = targets;
  const mayMove = only?.child !== undefined && !several.has(only.place);
  if (targets.length === 1 && only && mayMove && Math.abs(only.x - top.x) <= HAIR)
    targets[0] = { ...only, x: top.x };
}

function isStraight({ top, targets }: OpenRun): boolean {
  return targets.length === 1 && Math.abs((targets[0]?.x ?? 0) - top.x) < 0.6;
}

function extent({ top, targets }: OpenRun): readonly [number, number] {
  const all = [top.x, ...targets.map(({ x }) => x)];
  return [Math.min(...all) - CLEAR, Math.max(...all) + CLEAR];
}

/** Gives each level line a height, from left to right, where it costs least; returns how many heights there are. */
function setTracks(runs: readonly OpenRun[]): number {
  const level = runs
    .filter((run) => !isStraight(run))
    .toSorted((one, two) => extent(one)[0] - extent(two)[0] || one.nest - two.nest);
  const tracks: OpenRun[][] = [];
  for (const run of level) {
    let best = { cost: Infinity, at: 0, isNew: true };
    for (let at = 0; at <= tracks.length; at += 1) {
      const isFree = at < tracks.length && (tracks[at] ?? []).every((other) => !touch(run, other));
      if (isFree) best = cheaper(best, { cost: crossings(run, tracks, at, at + 1), at, isNew: false });
      best = cheaper(best, { cost: crossings(run, tracks, at, at) + 0.5, at, isNew: true });
    }
    if (best.isNew) tracks.splice(best.at, 0, [run]);
    else tracks[best.at]?.push(run);
  }
  tracks.forEach((track, at) => {
    for (const run of track) run.track = at;
  });
  for (const run of runs) run.track = Math.max(0, run.track);
  return tracks.length;
}

interface Choice {
  readonly cost: number;
  readonly at: number;
  readonly isNew: boolean;
}

function cheaper(one: Choice, two: Choice): Choice {
  return two.cost < one.cost ? two : one;
}

function touch(one: OpenRun, two: OpenRun): boolean {
  const [a, b] = [extent(one), extent(two)];
  return a[0] < b[1] && b[0] < a[1];
}

/** Lines crossed when the run lies below all tracks before `above` and above all from `below` on. */
function crossings(
  run: OpenRun,
  tracks: readonly (readonly OpenRun[])[],
  above: number,
  below: number,
): number {
  const upper = tracks.slice(0, above).flat();
  const lower = tracks.slice(below).flat();
  const cross = (high: OpenRun, low: OpenRun): number => {
    const [highFrom, highTo] = extent(high);
    const [lowFrom, lowTo] = extent(low);
    const stems = high.targets.filter(({ x }) => x > lowFrom && x < lowTo).length;
    return stems + Number(low.top.x > highFrom && low.top.x < highTo);
  };
  return (
    upper.reduce((sum, other) => sum + cross(other, run), 0) +
    lower.reduce((sum, other) => sum + cross(run, other), 0)
  );
}
