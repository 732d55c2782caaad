/** One claim, measured. */
export interface Measured {
  readonly name: string;
  /** Ours divided by the peer's, or by the budget; what is better is said in `detail`. */
  readonly ratio: number;
  readonly detail: string;
  /** A ratio over this fails the run; absent where nothing is promised. */
  readonly limit?: number;
}

/** The middle of `values`. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
