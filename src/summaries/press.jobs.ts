import type { Paper } from '../platform/pdf/paper.js';
import { type ClinicDayContent, drawClinicDay } from './clinic-day.pdf.js';
import type { DisclosureContent } from './disclosure.content.js';
import { drawDisclosure } from './disclosure.pdf.js';
import type { GenogramPrint } from './genogram/genogram-print.content.js';
import { drawGenogramPrint } from './genogram/genogram-print.pdf.js';
import { drawSessionSummary } from './summary.pdf.js';
import type { SummaryContent } from './summary.types.js';
import { drawAnsweredSheet } from './worksheet/answered.pdf.js';
import type { AnsweredSheet } from './worksheet/answered.types.js';
import { drawBlankWorksheet } from './worksheet/blank.pdf.js';
import type { BlankWorksheet } from './worksheet/blank.types.js';

/** A document to be made, with all that it says. Plain data: it travels to another thread. */
export type PrintJob = { readonly paper: Paper } & (
  | { readonly kind: 'summary'; readonly content: SummaryContent }
  | { readonly kind: 'clinic-day'; readonly content: ClinicDayContent }
  | { readonly kind: 'disclosure'; readonly content: DisclosureContent }
  | { readonly kind: 'genogram'; readonly content: GenogramPrint }
  | { readonly kind: 'blank'; readonly content: BlankWorksheet }
  | { readonly kind: 'submission'; readonly content: AnsweredSheet }
);

/** Makes the document, here and now. Everybody but the press goes through `PressService`. */
export async function drawJob(job: PrintJob): Promise<Buffer> {
  switch (job.kind) {
    case 'summary':
      return drawSessionSummary(job.content, { paper: job.paper });
    case 'clinic-day':
      return drawClinicDay(job.content, { paper: job.paper });
    case 'disclosure':
      return drawDisclosure(job.content, { paper: job.paper });
    case 'genogram':
      return drawGenogramPrint(job.content, { paper: job.paper });
    case 'blank':
      return drawBlankWorksheet(job.content, { paper: job.paper });
    case 'submission':
      return drawAnsweredSheet(job.content, { paper: job.paper });
  }
}
