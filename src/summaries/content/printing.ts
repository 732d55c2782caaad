import type { SummaryDates } from '../summary.dates.js';

/** How one copy is printed: what all of its blocks write dates and cut answers by. */
export interface Printing {
  readonly dates: SummaryDates;
  /** Start of the session. */
  readonly session: Date;
  /** Said where an answer is cut: where the rest stands. */
  readonly continues: string;
}
