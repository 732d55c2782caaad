import { describe, expect, test } from '@jest/globals';
import { coupleFrame, emptyWeek, handedIn, usualWeek } from '../../test/fixtures/session-summary.js';
import { textsIn } from '../../test/support/texts.js';
import type { Answers } from '../core/worksheet/answers.js';
import { coupleSummaryContent, sessionSummaryContent } from './summary.content.js';
import type { SummaryContent } from './summary.types.js';

/** What a session print must and must not say, rule by rule, on every kind of copy. */

const said = (answers: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { value }]));

/** A week in which the gravest things were said on the sheets that are for the clinician alone. */
const graveWeek = {
  ...usualWeek,
  submissions: [
    ...usualWeek.submissions,
    handedIn(
      'private-checkin',
      said({ 'ps.throat': 'yes_in_the_past_month', 'ps.leave': 'CANARY-LEAVE' }),
      '2026-11-23T19:00:00Z',
    ),
    handedIn('pre-session', said({ 'pn.not': 'CANARY-SECRET' }), '2026-11-23T19:30:00Z'),
  ],
};

const copies: readonly (readonly [string, SummaryContent])[] = [
  ['a client alone', sessionSummaryContent(emptyWeek)],
  ['partner A', sessionSummaryContent({ ...graveWeek, copy: 'INDIVIDUAL_A' })],
  ['partner B', sessionSummaryContent(graveWeek)],
  ['partner B without full answers', sessionSummaryContent(graveWeek, { parts: [] })],
  ['both', coupleSummaryContent(coupleFrame)],
];
const couple = coupleSummaryContent(coupleFrame);

describe.each(copies)('must stand on the copy for %s', (_name, content) => {
  const page = Object.values(content.running).join(' ');

  test.each<[string, boolean]>([
    ['practice', content.practice === 'Harbor Street Counseling' && page.includes(content.practice)],
    ['clinician', content.facts.some(({ label }) => label === 'Clinician')],
    ['code of client or couple, on every page', page.includes(content.code)],
    ['session', content.facts.some(({ label, value }) => label === 'Session' && value.includes('2026'))],
    ['when it was made, on every page', page.includes('Made 2026-11-24 14:31')],
    ['who made it', content.facts.some(({ label, value }) => label === 'Made by' && value !== '')],
    ['“Confidential”, on every page', page.includes('Confidential')],
    ['that worksheets are no test', page.includes('Reflective worksheets, not validated, not a diagnosis')],
    ['the caution on handwritten notes', content.notes.caution.includes('psychotherapy notes')],
    ['six lines for notes', content.notes.lines === 6],
  ])('%s', (_rule, holds) => {
    expect(holds).toBe(true);
  });
});

describe('must stand on an individual copy', () => {
  const content = sessionSummaryContent(graveWeek);

  test('the period', () => {
    expect(content.facts).toContainEqual({ label: 'Period', value: 'Since Tue 17 Nov 2026' });
  });

  test('version and skipped questions of every sheet, on the front page and with its answers', () => {
    for (const row of content.open.submitted) {
      expect(row.version).toBe('0.1');
      expect(row.skipped).toMatch(/^\d+$/u);
    }
    for (const { record } of content.worksheets)
      expect(record).toMatch(/\d+ skipped.*version 0\.1 \([0-9a-f]{8}\)/u);
  });

  test('the day of its source beside each quote', () => {
    for (const { source } of [...content.words.quotes, ...content.agenda.wishes])
      expect(source).toMatch(/\d+ Nov$/u);
  });

  test('“not validated” beside every sum and above lines', () => {
    const sums = content.worksheets.flatMap((worksheet) => worksheet.sums);
    expect(sums.length).toBeGreaterThan(0);
    for (const { value } of sums) expect(value).toContain('not validated');
    expect(content.lines.note).toContain('not validated');
  });

  test('that it stays out of the joint session, on every page', () => {
    expect(content.running.head).toContain('Do not bring into joint session');
  });
});

describe('must not stand', () => {
  const grave = sessionSummaryContent(graveWeek);

  test('on the couple copy: anything of either, or that there is anything', () => {
    const texts = textsIn(couple).join('\n');
    for (const private_ of ['CANARY', 'throat', 'URGENT', 'flag', 'Private check-in', 'Promise check-in'])
      expect(texts).not.toContain(private_);
    expect(couple).not.toHaveProperty('readFirst');
  });

  test('on the couple copy: a crisis box, which is for clients’ hand-outs', () => {
    expect(textsIn([couple, grave]).join('\n')).not.toMatch(/\b(911|988)\b/u);
  });

  test('on an individual copy: what the partner says of the promises', () => {
    expect(grave.promises.sides).toEqual(['B says']);
    for (const { says, mismatch } of grave.promises.rows) expect([says.length, mismatch]).toEqual([1, false]);
  });

  test('on an individual copy: what was said alone, quoted by rule', () => {
    expect(textsIn(grave.words).join('\n')).not.toContain('CANARY');
  });

  test('anywhere: the words of a diagnosis, a risk or a prediction', () => {
    for (const [, content] of copies)
      expect(textsIn({ ...content, worksheets: [], running: {} }).join('\n')).not.toMatch(
        /diagnos|disorder|risk score|likely to|predict|truthful|sincer/iu,
      );
  });

  test('anywhere: what was skipped, left open or hidden', () => {
    const hidden = handedIn(
      'commitment-checkin',
      { ...said({ 'cc.slip': 'no', 'cc.slipwhat': 'CANARY-HIDDEN' }), 'cc.worry': { skipped: true } },
      '2026-11-22T20:00:00Z',
    );
    expect(textsIn(sessionSummaryContent({ ...emptyWeek, submissions: [hidden] })).join('\n')).not.toContain(
      'CANARY',
    );
  });

  test('in the title: a name or a code', () => {
    for (const [, { title }] of copies) expect(title).toBe('Session summary');
  });
});

describe('on the individual copy of that person alone', () => {
  test('stand the safety screen’s flags and its answers', () => {
    const content = sessionSummaryContent(graveWeek);
    expect(content.readFirst?.flags[0]).toMatchObject({
      lead: 'URGENT',
      what: 'Hands on throat or breathing stopped',
    });
    expect(textsIn(content.worksheets).join('\n')).toContain('CANARY-LEAVE');
  });

  test('stands when the private check-in comes again', () => {
    expect(sessionSummaryContent(graveWeek).open.due.map(({ what }) => what)).toEqual([
      'Private check-in again',
    ]);
    expect(couple.open.due).toEqual([]);
  });
});
