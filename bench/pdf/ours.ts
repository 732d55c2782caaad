import { sessionSummaryContent } from '../../src/summaries/summary.content.js';
import { drawSessionSummary } from '../../src/summaries/summary.pdf.js';
import { warmSessionSummary } from '../../src/summaries/summary.warm.js';
import { familyHistory, familySubmission, familyWeek } from '../../test/fixtures/session-summary.js';

/** A session summary from its input, with so many answered family stories of five pages each. */
export function drawSummary(families = 1): Promise<Buffer> {
  const submissions = Array.from({ length: families }, () => familySubmission);
  return drawSessionSummary(sessionSummaryContent({ ...familyWeek, submissions }), { paper: 'LETTER' });
}

/** As the press does at its start. */
export function warmSummary(): Promise<void> {
  return warmSessionSummary([familyHistory]);
}
