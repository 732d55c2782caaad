import { median } from './bench.types.js';

/** How often to measure, after how many rounds that do not count. */
export interface Rounds {
  readonly warmUp: number;
  readonly counted: number;
}

/**
 * Median milliseconds of one call of each work, in rounds that take them in turn, so that all meet the same machine.
 * Each returns something, so that no engine may leave the work out.
 */
export function inTurn(works: readonly (() => number)[], { warmUp, counted }: Rounds): readonly number[] {
  const rounds = Array.from({ length: warmUp + counted }, () => works.map(timeOf)).slice(warmUp);
  return works.map((_, index) => median(rounds.map((times) => times[index] ?? NaN)));
}

function timeOf(work: () => number): number {
  const start = performance.now();
  const result = work();
  const spent = performance.now() - start;
  return result < 0 ? NaN : spent;
}
