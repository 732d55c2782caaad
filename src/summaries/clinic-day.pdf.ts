import type { Paper } from '../platform/pdf/paper.js';
import { composeParts } from '../platform/pdf/parts.js';
import { summaryPages } from './summary.pdf.js';
import type { SummaryContent } from './summary.types.js';

/** The summaries of a clinic day, one a client's copy, in the order in which the sessions begin. */
export interface ClinicDayContent {
  readonly language: string;
  readonly madeAt: Date;
  readonly summaries: readonly {
    /** Its entry in the outline: the code and the time, and nothing else. */
    readonly entry: string;
    readonly content: SummaryContent;
  }[];
}

/** Draws a clinic day: every copy on sheets of its own, with the heads and page counts that it has alone. */
export function drawClinicDay(
  { language, madeAt, summaries }: ClinicDayContent,
  { paper }: { readonly paper: Paper },
): Promise<Buffer> {
  return composeParts({
    title: 'Clinic day',
    language,
    madeAt,
    paper,
    parts: summaries.map(({ entry, content }) => ({ entry, ...summaryPages(content) })),
  });
}
