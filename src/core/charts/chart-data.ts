/** One answer in time. */
export interface ChartPoint {
  readonly at: Date;
  /** The day as it is written in the print: "Nov 23". */
  readonly label: string;
  /** Missing where the question was not answered: the line has a gap there. */
  readonly value?: number;
}

/** One person's answers, oldest first. The first series is drawn solid, the second dashed. */
export interface ChartSeries {
  /** Stands at the line's end where two people share a chart: "A". */
  readonly letter?: string;
  readonly points: readonly ChartPoint[];
}

/** What a small line chart shows. */
export interface LineChart {
  readonly title: string;
  /** What the numbers are: "0 to 10". */
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly series: readonly ChartSeries[];
  /** Sessions in time, oldest first: each a tick, the last a dashed line. */
  readonly sessions: readonly { readonly at: Date; readonly label: string }[];
  /** Flat, for a page that holds much else: the unit beside the title, the last session a dashed line without words. */
  readonly brief?: boolean;
}
