import { describe, expect, test } from '@jest/globals';
import { coupleFrame, usualWeek } from '../../../test/fixtures/session-summary.js';
import { coupleSummaryContent, sessionSummaryContent } from '../summary.content.js';
import { textsIn } from '../../../test/support/texts.js';
import type { SummaryContent } from '../summary.types.js';

const frame = coupleSummaryContent(coupleFrame);

describe('the couple copy', () => {
  test('is a frame where nothing has been released', () => {
    expect(frame).toMatchObject({
      kind: 'COUPLE',
      code: 'LS-C027',
      copy: 'JOINT SESSION COPY',
      caution: 'Private material is not included.',
      since: { changes: [] },
      words: { quotes: [] },
      lines: { charts: [], sessions: [] },
      promises: { rows: [] },
      open: { submitted: [], assigned: [], due: [] },
      agenda: { wishes: [] },
      worksheets: [],
    });
  });

  test('says on every page whose it is and what it is', () => {
    expect(frame.running.head).toContain('JOINT SESSION COPY. Private material is not included.');
    expect(frame.running.statement).toBe(
      'Couple LS-C027, clients LS-0412 and LS-0413. Reflective worksheets, not validated, not a diagnosis.',
    );
    expect(frame.facts).toContainEqual({ label: 'Clients', value: 'A LS-0412\nB LS-0413' });
  });

  test.each<keyof SummaryContent>(['readFirst', 'map', 'steps', 'numbers'])('has no %s', (part) => {
    expect(frame).not.toHaveProperty(part);
  });

  test('holds no word on flags, safety, check-ins or what came in', () => {
    const told = textsIn(frame).join('\n').toLowerCase();
    for (const word of [
      'flag',
      'safety',
      'afe',
      'check-in',
      'screen',
      'submitted',
      'assigned',
      'came in',
      'due',
    ])
      expect(told).not.toContain(word);
  });

  test('holds no date but those of the session and the print', () => {
    const dates = JSON.stringify(frame).match(/\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]{2} \d{4}/gu);
    expect(new Set(dates)).toEqual(new Set(['24 Nov 2026', '2026-11-24']));
  });

  test('is the same whatever either of the two has written', () => {
    const before = JSON.stringify(frame);
    expect(sessionSummaryContent(usualWeek).words.quotes).not.toEqual([]);
    expect(JSON.stringify(coupleSummaryContent(coupleFrame))).toBe(before);
  });

  test('holds words that were released, with their author and without a date', () => {
    const released = {
      quotes: [{ side: 'A' as const, words: 'I lied about the money.', prompt: 'What I did' }],
    };
    expect(coupleSummaryContent({ ...coupleFrame, released }).words.quotes).toEqual([
      { prompt: 'What I did', words: 'I lied about the money.', own: true, source: 'Partner A' },
    ]);
  });
});
