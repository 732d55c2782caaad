import { describe, expect, test } from '@jest/globals';
import {
  agreement,
  emptyWeek,
  familySubmission,
  familyWeek,
  trustAssignment,
} from '../../../test/fixtures/session-summary.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { Open, OpenState, SummaryInput } from '../summary.types.js';

const open = (input: SummaryInput): Open => sessionSummaryContent(input).open;

describe('what came in', () => {
  test('stands with its counts and version, to be discussed', () => {
    expect(open(familyWeek).submitted).toEqual([
      {
        submitted: 'Sun 22 Nov',
        worksheet: 'My family story',
        answered: '32',
        skipped: '2',
        leftOpen: '2',
        version: '0.1',
      },
    ]);
  });

  test('the first revision goes unsaid, a later one is named', () => {
    const revised = { ...familySubmission, revision: 2 };
    const content = sessionSummaryContent({ ...familyWeek, submissions: [familySubmission, revised] });
    expect(content.open.submitted.map(({ worksheet }) => worksheet)).toEqual([
      'My family story',
      'My family story, revision 2',
    ]);
    expect(content.worksheets[1]?.record).toContain('revision 2');
  });

  test('of another year it says so', () => {
    const old = { ...familySubmission, submittedAt: new Date('2025-11-23T02:14:00Z') };
    expect(open({ ...familyWeek, submissions: [old] }).submitted[0]?.submitted).toBe('Sat 22 Nov 2025');
  });
});

describe('what was assigned', () => {
  test.each<[OpenState, string]>([
    ['scheduled', 'Not sent yet'],
    ['assigned', 'Not opened'],
    ['opened', 'Opened, nothing written'],
    ['in_progress', 'Begun'],
    ['returned', 'Sent back to the client'],
  ])('%s reads “%s”', (state, words) => {
    const assignment = { ...trustAssignment, state };
    expect(open({ ...emptyWeek, open: [assignment] }).assigned[0]?.state).toBe(words);
  });

  test('a row says what, since when and until when', () => {
    expect(open(familyWeek).assigned[1]).toEqual({
      worksheet: 'My support plan',
      assigned: 'Tue 17 Nov',
      due: 'Tue 1 Dec',
      state: 'Not opened',
    });
  });

  test('past due is said in words and counted', () => {
    const { assigned, note } = open(familyWeek);
    expect(assigned.map(({ due }) => due)).toEqual(['Sat 21 Nov, past due', 'Tue 1 Dec', 'no date']);
    expect(note).toBe('1 past due · answered / skipped / left open');
  });

  test('what is due on the day of the session, in the practice’s zone, is not past due', () => {
    const assignment = { ...trustAssignment, dueOn: '2026-11-24' };
    const late = {
      ...emptyWeek,
      session: { startsAt: new Date('2026-11-25T03:00:00Z') },
      open: [assignment],
    };
    expect(open(late)).not.toHaveProperty('note');
  });
});

describe('days to keep in mind', () => {
  const due = (input: Partial<SummaryInput>): readonly string[] =>
    open({ ...emptyWeek, ...input }).due.map(({ what, on }) => `${what}: ${on}`);
  const reviewed = (reviewOn: string): readonly string[] => due({ agreement: { ...agreement, reviewOn } });

  test('the agreement’s review stands there from four weeks before it', () => {
    expect(reviewed('2026-12-22')).toEqual(['Review of the agreement: Tue 22 Dec']);
    expect(reviewed('2026-12-23')).toEqual([]);
    expect(reviewed('2026-11-20')).toEqual(['Review of the agreement: Fri 20 Nov, past due']);
  });

  test('a promise that is looked at on a day of its own is named before it runs out', () => {
    const promises = [
      { id: 'a', text: 'Call', reviewOn: '2026-12-01' },
      { id: 'b', text: 'Walk', reviewOn: '2027-06-01' },
      { id: 'c', text: 'Ask', reviewOn: '2027-01-05' },
    ];
    expect(due({ agreement: { ...agreement, promises } })).toEqual(['Look again at: Call: Tue 1 Dec']);
  });

  test('the private check-in comes again twelve weeks after the last', () => {
    expect(due({ checkedInAt: new Date('2026-09-29T20:15:00Z') })).toEqual([
      'Private check-in again: Tue 22 Dec',
    ]);
    expect(due({ checkedInAt: new Date('2026-08-04T20:15:00Z') })).toEqual([
      'Private check-in again: Tue 27 Oct, past due',
    ]);
    expect(due({})).toEqual([]);
  });
});
