import { median } from './bench.types.js';

/** How often to measure, after how many rounds that do not count. */
export interface Rounds {
  readonly warmUp: number;
  readonly counted: number;
  /** Calls in one sample, 1 unless said, for works shorter than the clock's grain. */
  readonly calls?: number;
  /** Wall time, unless said. */
  readonly clock?: Clock;
}

/** Milliseconds since some moment. */
export type Clock = () => number;

const wallTime: Clock = () => performance.now();

/** What this process has had of the CPU: deaf to what else the machine does, and too coarse for short works. */
export const cpuTime: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Median milliseconds of one call of each work, in rounds that take them in turn, so that all meet the same machine.
 * Each returns something, so that no engine may leave the work out.
 */
export function inTurn(
  works: readonly (() => number)[],
  { warmUp, counted, calls, clock }: Rounds,
): readonly number[] {
  const rounds = Array.from({ length: warmUp + counted }, () =>
    works.map((work) => timeOf(work, calls, clock)),
  ).slice(warmUp);
  return works.map((_, index) => median(rounds.map((times) => times[index] ?? NaN)));
}

/** Milliseconds of one call, over so many calls. */
export function timeOf(work: () => number, calls = 1, clock = wallTime): number {
  let sum = 0;
  const start = clock();
  for (let call = 0; call < calls; call += 1) sum += work();
  const spent = (clock() - start) / calls;
  return sum < 0 ? NaN : spent;
}
