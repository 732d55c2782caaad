import { describe, expect, test } from '@jest/globals';
import { emptyWeek, handedIn, usualWeek } from '../../../test/fixtures/session-summary.js';
import type { Answers, AnswerValue } from '../../core/worksheet/answers.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { AnsweredWorksheet, ChangeLine, SubmittedWorksheet, SummaryInput } from '../summary.types.js';

const said = (answers: Readonly<Record<string, AnswerValue>>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { value }]));
const sheet = (id: string, answers: Readonly<Record<string, AnswerValue>>, day = '22'): SubmittedWorksheet =>
  handedIn(id, said(answers), `2026-11-${day}T20:00:00Z`, { role: 'hurt' });
const changes = (input: Partial<SummaryInput>): readonly ChangeLine[] =>
  sessionSummaryContent({ ...emptyWeek, ...input }).since.changes;
const told = (input: Partial<SummaryInput>): readonly string[] => changes(input).map(({ what }) => what);

describe('scales', () => {
  const trust = (value: number, day?: string): SubmittedWorksheet =>
    sheet('commitment-checkin', { 'cc.trust': value }, day);
  const earlier = (...values: number[]): AnsweredWorksheet[] =>
    values.map((value, index) => trust(value, `0${index + 1}`));
  const line = (from: number, to: number): string =>
    `${from} → ${to}: How much do you trust your partner this week?`;

  test.each([
    ['two points up', 4, 6, true],
    ['two points down', 6, 4, true],
    ['one point', 6, 5, false],
    ['none', 6, 6, false],
  ])('%s', (_name, before, now, isTold) => {
    const lines = told({ earlier: earlier(before), submissions: [trust(now)] });
    expect(lines.includes(line(before, now))).toBe(isTold);
  });

  test('the last answer from before the session before counts, not the first', () => {
    expect(told({ earlier: earlier(2, 6), submissions: [trust(8)] })).toContain(line(6, 8));
  });

  test('of several in the period the latest counts', () => {
    const lines = told({ earlier: earlier(6), submissions: [trust(2, '15'), trust(3, '22')] });
    expect(lines).toContain(line(6, 3));
    expect(lines).not.toContain(line(6, 2));
  });

  test('without an earlier one the first of the period is what it is compared with', () => {
    expect(told({ submissions: [trust(7, '15'), trust(4, '22')] })).toContain(line(7, 4));
    expect(told({ submissions: [trust(7)] })).toEqual(['1 worksheet came in']);
  });

  test('the greatest move stands first', () => {
    const before = sheet('commitment-checkin', { 'cc.trust': 5, 'cc.safe': 9 }, '01');
    const now = sheet('commitment-checkin', { 'cc.trust': 3, 'cc.safe': 4 });
    expect(told({ earlier: [before], submissions: [now] }).map((text) => text.slice(0, 5))).toEqual([
      '9 → 4',
      '5 → 3',
      '1 wor',
    ]);
  });

  test('how steady the writer felt is not compared', () => {
    const before = sheet('pre-session', { 'open.steady': 9, 'close.steady': 9 }, '01');
    const now = sheet('pre-session', { 'open.steady': 4, 'close.steady': 4 });
    expect(told({ earlier: [before], submissions: [now] })).toEqual(['1 worksheet came in']);
  });

  test('a question that this client was not shown is no answer', () => {
    const before = sheet('commitment-checkin', { 'cc.effort': 9 }, '01');
    const now = sheet('commitment-checkin', { 'cc.effort': 2 });
    expect(told({ earlier: [before], submissions: [now] })).toEqual(['1 worksheet came in']);
  });
});

describe('requests and slips', () => {
  test('a request is told with the client’s own answer', () => {
    const submissions = [sheet('long-haul', { 'lb.session': 'yes' })].map((one) => ({ ...one, flags: [] }));
    expect(told({ submissions })).toEqual(['Asks for a session: Yes', '1 worksheet came in']);
  });

  test('what stands under “Read first” is not told again', () => {
    const submissions = [sheet('pre-session', { 'pn.alone': 'yes' })];
    expect(sessionSummaryContent({ ...emptyWeek, submissions }).readFirst?.flags).toHaveLength(1);
    expect(told({ submissions })).toEqual(['1 worksheet came in']);
  });

  test('a slip is told, one that nothing slipped is not', () => {
    const slip = (answer: string): readonly string[] =>
      told({ submissions: [{ ...sheet('commitment-checkin', { 'cc.slip': answer }), flags: [] }] });
    expect(slip('yes_and_i_told_my_partner')[0]).toBe('Told of a broken promise: Yes, and I told my partner');
    expect(slip('no')).toEqual(['1 worksheet came in']);
  });
});

describe('promises', () => {
  test('are counted by what the client says of them; what did not come up is not counted', () => {
    expect(told(usualWeek)).toContain('Promises: 1 not kept, 2 kept');
  });
});

test('six lines at most, and how many more there are', () => {
  const scales = ['cc.trust', 'cc.safe', 'cc.seen'];
  const honest = ['wh.q.honest', 'wh.q.motive', 'wh.q.intent', 'wh.q.feel', 'wh.q.act'];
  const all = (ids: string[], value: number): Record<string, number> =>
    Object.fromEntries(ids.map((id) => [id, value]));
  const content = sessionSummaryContent({
    ...emptyWeek,
    earlier: [
      sheet('commitment-checkin', all(scales, 8), '01'),
      sheet('what-happened', all(honest, 8), '01'),
    ],
    submissions: [sheet('commitment-checkin', all(scales, 3)), sheet('what-happened', all(honest, 3))],
  });
  expect(content.since.changes).toHaveLength(6);
  expect(content.since.remarks).toEqual(['3 more in the answers.']);
});

test('how much came in is said, and how much before', () => {
  expect(sessionSummaryContent(usualWeek).since.note).toBe('3 submitted, 12 before');
  const empty = sessionSummaryContent({ ...emptyWeek, earlierSubmissions: 1 }).since;
  expect(empty.remarks).toEqual([
    'No worksheets came in since Tue 10 Nov 2026.',
    '1 worksheet came in before and can be read on the screen.',
  ]);
});
