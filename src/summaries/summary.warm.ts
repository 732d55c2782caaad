import type { Worksheet } from '../core/worksheet/definition.js';
import { rememberWords } from '../platform/pdf/shaping.js';
import { typeset } from './summary.answers.js';
import { sessionSummaryContent } from './summary.content.js';
import { drawSessionSummary } from './summary.pdf.js';

/**
 * Makes the first real summary as quick as those after it: parses the fonts, draws a small document, and lets the
 * words of the shipped worksheets be remembered. Call it once after start-up, and only with what ships: the
 * worksheets that practices write are theirs.
 */
export async function warmSessionSummary(shipped: readonly Worksheet[]): Promise<void> {
  const content = sessionSummaryContent({
    practice: { name: 'Practice', timeZone: 'UTC' },
    clinician: { displayName: 'Clinician' },
    client: { code: 'Code' },
    copy: 'INDIVIDUAL',
    session: { startsAt: new Date(0) },
    previousSessionAt: null,
    madeAt: new Date(0),
    madeBy: 'Clinician',
    submissions: shipped.slice(0, 1).map((worksheet) => ({
      worksheet,
      hash: '0'.repeat(64),
      assignedAt: new Date(0),
      submittedAt: new Date(0),
      revision: 1,
      answers: {},
    })),
    earlierSubmissions: 0,
    open: shipped.map(({ title, minutes }) => ({
      title,
      assignedAt: new Date(0),
      dueOn: null,
      state: 'assigned',
      minutes,
    })),
  });
  rememberWords([...textsIn(shipped), ...textsIn(content)].map(typeset));
  await drawSessionSummary(content, { paper: 'LETTER' });
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
