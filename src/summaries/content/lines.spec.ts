import { describe, expect, test } from '@jest/globals';
import { emptyWeek, handedIn, usualWeek } from '../../../test/fixtures/session-summary.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { AnsweredWorksheet, Lines, SummaryInput } from '../summary.types.js';

const lines = (input: Partial<SummaryInput>): Lines =>
  sessionSummaryContent({ ...emptyWeek, ...input }).lines;
const trust = (value: number, at: string): AnsweredWorksheet =>
  handedIn('commitment-checkin', { 'cc.trust': { value } }, at);

describe('lines', () => {
  test('are drawn from the client’s numbers, the oldest first', () => {
    const { charts } = lines(usualWeek);
    expect(charts.map(({ line, title, unit }) => [line, title, unit])).toEqual([
      ['trust', 'Trust', '0 not at all, 10 fully'],
      ['safety', 'Felt safety', '0 not safe, 10 fully safe'],
      ['doubt', 'Doubt', '0 silent, 10 very loud'],
    ]);
    expect(charts[0]?.points.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      '11 Oct: 3',
      '18 Oct: 4',
      '25 Oct: 4',
      '1 Nov: 5',
      '8 Nov: 6',
      '15 Nov: 6',
      '22 Nov: 5',
    ]);
  });

  test('reach back eight answers', () => {
    const earlier = Array.from({ length: 12 }, (_, index) =>
      trust(index % 10, `2026-0${index < 9 ? index + 1 : 9}-${10 + index}T20:00:00Z`),
    );
    expect(lines({ earlier }).charts[0]?.points).toHaveLength(8);
    expect(lines({ earlier }).charts[0]?.points.at(-1)?.value).toBe(1);
  });

  test('one question is put to clients on two sheets, and makes one line', () => {
    const later = handedIn('long-haul', { 'lh.trust': { value: 8 } }, '2026-11-20T20:00:00Z');
    const [line] = lines({ earlier: [trust(6, '2026-11-01T20:00:00Z')], submissions: [later] }).charts;
    expect(line?.points.map(({ value }) => value)).toEqual([6, 8]);
  });

  test('what was not answered or not shown makes no point', () => {
    const skipped = handedIn('commitment-checkin', { 'cc.trust': { skipped: true } }, '2026-11-20T20:00:00Z');
    const repairing = handedIn('openness-checkin', { 'oc.doubt': { value: 9 } }, '2026-11-20T21:00:00Z', {
      role: 'repairing',
    });
    expect(lines({ submissions: [skipped, repairing] }).charts).toEqual([]);
  });

  test('sessions before the first answer leave no tick', () => {
    const { sessions } = lines({
      earlier: [trust(6, '2026-11-01T20:00:00Z')],
      sessions: [new Date('2026-10-20T20:00:00Z'), new Date('2026-11-10T21:00:00Z')],
    });
    expect(sessions.map(({ label }) => label)).toEqual(['10 Nov']);
  });

  test('a line without answers is named', () => {
    expect(lines({ earlier: [trust(6, '2026-11-01T20:00:00Z')] }).remarks).toEqual([
      'No answers yet on felt safety and doubt.',
    ]);
    expect(lines(usualWeek).remarks).toEqual([]);
  });

  test('say that they are reading aids where there are any', () => {
    expect(lines(usualWeek).note).toBe('reading aids, not validated');
    expect(lines({})).not.toHaveProperty('note');
  });

  test('stand in numbers as well', () => {
    const { numbers } = sessionSummaryContent(usualWeek);
    expect(numbers?.columns).toEqual([
      'Line',
      '11 Oct',
      '18 Oct',
      '25 Oct',
      '1 Nov',
      '8 Nov',
      '15 Nov',
      '22 Nov',
    ]);
    expect(numbers?.rows[2]).toEqual(['Doubt', '8', '–', '7', '–', '5', '4', '6']);
  });
});
