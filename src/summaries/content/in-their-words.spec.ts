import { describe, expect, test } from '@jest/globals';
import { emptyWeek, handedIn, usualWeek } from '../../../test/fixtures/session-summary.js';
import type { Answers } from '../../core/worksheet/answers.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { SubmittedWorksheet, SummaryInput, SummaryWishes } from '../summary.types.js';

const said = (answers: Readonly<Record<string, string>>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { value }]));
const sheet = (id: string, answers: Readonly<Record<string, string>>, day = '22'): SubmittedWorksheet =>
  handedIn(id, said(answers), `2026-11-${day}T20:00:00Z`, { role: 'hurt' });
const quotes = (input: Partial<SummaryInput>, wishes?: SummaryWishes): readonly string[] =>
  sessionSummaryContent({ ...emptyWeek, ...input }, wishes).words.quotes.map(({ words }) => words);

describe('which answers are quoted', () => {
  const happened = sheet('what-happened', {
    'wh.story': 'A much longer story of what happened.',
    'wh.worst': 'The lying.',
    'wh.need': 'Sleep.',
  });

  test('the worst and what is needed, then the longest', () => {
    expect(quotes({ submissions: [happened] })).toEqual([
      'The lying.',
      'Sleep.',
      'A much longer story of what happened.',
    ]);
  });

  test('what matters most comes first, and the agenda wish is not said twice', () => {
    const submissions = [
      sheet('pre-session', { 'pn.most': 'Last week’s wish.' }, '16'),
      sheet('pre-session', { 'pn.most': 'This week’s wish.' }),
      happened,
    ];
    expect(quotes({ submissions })).toEqual(['Last week’s wish.', 'The lying.', 'Sleep.']);
    expect(sessionSummaryContent({ ...emptyWeek, submissions }).agenda.wishes[0]?.words).toBe(
      'This week’s wish.',
    );
  });

  test('what was said in the same words before is not new', () => {
    const before = sheet('commitment-checkin', { 'cc.thanks': 'You called before you were late.' }, '01');
    const now = { 'cc.thanks': 'You called before you were late.', 'cc.worry': 'Nothing.' };
    expect(quotes({ earlier: [before], submissions: [sheet('commitment-checkin', now)] })).toEqual([
      'Nothing.',
    ]);
  });

  test('what raised a flag is not quoted by rule, whatever its level', () => {
    const answers = { 'pn.not': 'Do not say that I saw a lawyer.', 'pn.changed': 'We talked.' };
    expect(quotes({ submissions: [sheet('pre-session', answers)] })).toEqual(['We talked.']);
  });

  test('nothing of a sheet for the clinician alone is quoted by rule', () => {
    const answers = { 'ps.leave': 'There would be trouble if I said so.' };
    expect(quotes({ submissions: [sheet('private-checkin', answers)] })).toEqual([]);
  });

  test('below several flags there is room for two', () => {
    expect(sessionSummaryContent(usualWeek).readFirst?.flags).toHaveLength(2);
    expect(quotes(usualWeek)).toHaveLength(2);
  });

  test('skipped and hidden answers are none', () => {
    const hidden = sheet('commitment-checkin', { 'cc.slip': 'no', 'cc.slipwhat': 'Never shown.' });
    const skipped = { ...hidden, answers: { ...hidden.answers, 'cc.thanks': { skipped: true as const } } };
    expect(quotes({ submissions: [skipped] })).toEqual([]);
  });

  test('words stand as typed, with question, sheet and date', () => {
    const content = sessionSummaryContent({
      ...emptyWeek,
      submissions: [sheet('what-happened', { 'wh.worst': "don't  know" })],
    });
    expect(content.words.quotes).toEqual([
      {
        ref: 'what-happened-2026-11-22/wh.worst',
        prompt: 'The hardest part is...',
        words: "don't  know",
        own: true,
        source: 'What happened to me · Sun 22 Nov',
      },
    ]);
  });
});

describe('the clinician’s choice', () => {
  const submissions = [sheet('what-happened', { 'wh.worst': 'The lying.', 'wh.story': 'The whole story.' })];
  const choose = (...refs: string[]): readonly string[] => quotes({ submissions }, { quotes: refs });

  test('comes first', () => {
    expect(choose('what-happened-2026-11-22/wh.story')).toEqual(['The whole story.', 'The lying.']);
  });

  test('of what is not there, was not answered or is no text is passed over', () => {
    expect(
      choose('other/wh.story', 'what-happened-2026-11-22/wh.need', 'what-happened-2026-11-22/wh.safe', 'x'),
    ).toEqual(['The lying.', 'The whole story.']);
  });
});
