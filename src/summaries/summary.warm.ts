import type { Worksheet } from '../core/worksheet/definition.js';
import { NO_SOURCES } from '../core/worksheet/summary-sources.js';
import { warmFaces } from '../platform/pdf/measure.js';
import { typeset } from './summary.answers.js';
import { sessionSummaryContent } from './summary.content.js';
import { drawSessionSummary } from './summary.pdf.js';

/**
 * Makes the first real summary as quick as those after it: parses the fonts, lets them meet the letters of the
 * shipped worksheets, and draws a small document. Call it once after start-up.
 */
export async function warmSessionSummary(shipped: readonly Worksheet[]): Promise<void> {
  const content = sessionSummaryContent({
    practice: { name: 'Practice', timeZone: 'UTC' },
    clinician: { displayName: 'Clinician' },
    client: { code: 'Code' },
    copy: 'INDIVIDUAL',
    session: { startsAt: new Date(0) },
    previousSessionAt: null,
    beganAt: null,
    sessions: [],
    madeAt: new Date(0),
    madeBy: 'Clinician',
    submissions: shipped.slice(0, 1).map((worksheet) => ({
      id: '',
      assignmentId: '',
      flags: [],
      worksheet,
      hash: '0'.repeat(64),
      assignedAt: new Date(0),
      submittedAt: new Date(0),
      revision: 1,
      answers: {},
    })),
    superseded: [],
    earlier: [],
    earlierSubmissions: 0,
    open: shipped.map(({ title }) => ({
      title,
      assignedAt: new Date(0),
      dueOn: null,
      state: 'assigned',
    })),
    agreement: null,
    checkedInAt: null,
    program: null,
    sources: NO_SOURCES,
  });
  warmFaces([...textsIn(shipped), ...textsIn(content)].map(typeset));
  await drawSessionSummary(content, { paper: 'LETTER' });
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
