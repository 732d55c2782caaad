import { describe, expect, test } from '@jest/globals';
import { agreement, emptyWeek, handedIn, usualWeek } from '../../../test/fixtures/session-summary.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { Promises, SummaryInput } from '../summary.types.js';

const promises = (input: Partial<SummaryInput>): Promises =>
  sessionSummaryContent({ ...emptyWeek, ...input }).promises;

describe('promises', () => {
  test('say whose they are, what this client says, and what was noted', () => {
    expect(promises(usualWeek)).toEqual({
      heading: 'Promises',
      sides: ['B says'],
      rows: [
        {
          promise: 'Call before seven when I will be late',
          who: 'A',
          says: ['Not kept'],
          mismatch: false,
          note: 'Came home at nine on Thursday, no call',
        },
        {
          promise: 'Tell you the same day if M. writes to me',
          who: 'A',
          says: ['Kept'],
          mismatch: false,
          note: '',
        },
        { promise: 'Ask once, out loud, before I look', who: 'B', says: ['Kept'], mismatch: false, note: '' },
        {
          promise: 'Sunday walk, phones at home',
          who: 'Both',
          says: ['It did not come up'],
          mismatch: false,
          note: '',
        },
      ],
      remarks: [],
    });
  });

  test('without a check-in the agreement stands there, and that nothing was said', () => {
    const { rows, remarks } = promises({ agreement });
    expect(rows.map(({ says }) => says)).toEqual([['–'], ['–'], ['–'], ['–']]);
    expect(remarks).toEqual(['Nothing was said of them since Tue 10 Nov 2026.']);
  });

  test('no agreement, and one without a promise in force, are told apart', () => {
    expect(promises({}).remarks).toEqual(['No agreement has been made.']);
    expect(promises({ agreement: { ...agreement, promises: [] } }).remarks).toEqual([
      'No promise is in force.',
    ]);
  });

  test('whoever is alone simply says', () => {
    expect(promises({ agreement }).sides).toEqual(['Says']);
    expect(promises({ agreement, copy: 'INDIVIDUAL_A' }).sides).toEqual(['A says']);
    expect(promises({}).sides).toEqual([]);
  });

  test('of a hundred promises twelve stand on the front page, and how many more there are', () => {
    const given = Array.from({ length: 100 }, (_, index) => ({ id: `p${index}`, text: `Promise ${index}` }));
    const sheet = handedIn('commitment-checkin', {}, '2026-11-22T20:00:00Z', { promises: given });
    const { rows, remarks } = promises({ submissions: [sheet] });
    expect(rows).toHaveLength(12);
    expect(remarks).toEqual([
      'Nothing was said of them since Tue 10 Nov 2026.',
      '88 more promises can be read on the screen.',
    ]);
  });
});
