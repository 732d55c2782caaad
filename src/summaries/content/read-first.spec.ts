import { describe, expect, test } from '@jest/globals';
import { emptyWeek, handedIn } from '../../../test/fixtures/session-summary.js';
import type { Answers } from '../../core/worksheet/answers.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { ReadFirst, SubmittedFlag, SubmittedWorksheet, SummaryInput } from '../summary.types.js';

const said = (answers: Readonly<Record<string, string | number>>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, { value }]));
const preSession = (
  answers: Readonly<Record<string, string | number>>,
  day = '2026-11-22',
): SubmittedWorksheet => handedIn('pre-session', said(answers), `${day}T20:00:00Z`);
const read = (input: Partial<SummaryInput>): ReadFirst | undefined =>
  sessionSummaryContent({ ...emptyWeek, ...input }).readFirst;

describe('read first', () => {
  test('a flag says what, where and when, the client’s own answer, and what to do', () => {
    expect(read({ submissions: [preSession({ 'close.safe': 'yes_and_i_want_to_talk_about_it' })] })).toEqual({
      heading: 'Read first',
      note: '1 new flag',
      ticks: ['contacted', 'assessed', 'documented'],
      flags: [
        {
          level: 'read',
          what: 'Feels unsafe, or sharp fall in felt safety',
          source: 'Before our session · Sun 22 Nov',
          said: [
            {
              prompt: 'Is anything making you feel unsafe right now?',
              words: 'Yes, and I want to talk about it',
              own: false,
            },
          ],
          action: 'Contact alone by the safe channel',
        },
      ],
      remarks: [],
    });
  });

  test('urgent comes first and is called so in words; then the latest', () => {
    const flags = read({
      submissions: [
        preSession({ 'pn.alone': 'yes' }, '2026-11-20'),
        preSession({ 'close.safe': 'yes_i_may_be_in_danger_now' }, '2026-11-21'),
        preSession({ 'close.safe': 'i_would_rather_not_say_here' }, '2026-11-22'),
      ],
    });
    expect(flags?.flags.map(({ level, lead, source }) => [level, lead, source.slice(-6)])).toEqual([
      ['urgent', 'URGENT', '21 Nov'],
      ['read', undefined, '22 Nov'],
      ['read', undefined, '20 Nov'],
    ]);
    expect(flags?.note).toBe('3 new flags, 1 urgent');
  });

  test('what is only noted stays out', () => {
    const flags = read({ submissions: [preSession({ 'pn.not': 'I spoke to a lawyer.' })] });
    expect(flags?.flags).toEqual([]);
    expect(flags?.remarks).toEqual(['No new flags. Absence is not safety.']);
  });

  test('five stand on the page, and what more there is is said in a line', () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      preSession({ 'close.safe': 'yes_i_may_be_in_danger_now' }, `2026-11-1${index + 1}`),
    );
    const flags = read({ submissions: many });
    expect(flags?.flags).toHaveLength(5);
    expect(flags?.remarks).toEqual([
      '3 more, 3 of them urgent: Feels unsafe, or sharp fall in felt safety. Read them on the screen before the session.',
    ]);
  });

  test('of many answers two stand there, and how many more raised it', () => {
    const answers = { 'ps.money': 'often', 'ps.people': 'often', 'ps.rules': 'often' };
    const [flag] =
      read({ submissions: [handedIn('private-checkin', said(answers), '2026-11-22T20:00:00Z')] })?.flags ??
      [];
    expect(flag?.said.map(({ words }) => words)).toEqual(['Often', 'Often']);
    expect(flag?.remark).toBe('1 more answer raised this.');
  });

  describe('an answer that was taken back', () => {
    const before = { ...preSession({ 'close.safe': 'yes_i_may_be_in_danger_now' }), assignmentId: 'one' };
    const after = (answer: string): SubmittedWorksheet => ({
      ...preSession({ 'close.safe': answer }, '2026-11-23'),
      assignmentId: 'one',
      revision: 2,
    });

    test('still asks for a reader, and says that it was changed', () => {
      const flags = read({ submissions: [after('no')], superseded: [before] })?.flags;
      expect(flags?.map(({ lead, remark }) => [lead, remark])).toEqual([
        ['URGENT', 'Answered otherwise in revision 2.'],
      ]);
    });

    test('stands as urgent as it was', () => {
      const flags = read({
        submissions: [after('i_would_rather_not_say_here')],
        superseded: [before],
      })?.flags;
      expect(flags?.map(({ level }) => level)).toEqual(['urgent', 'read']);
    });

    test('is told once where it was repeated', () => {
      const flags = read({ submissions: [after('yes_i_may_be_in_danger_now')], superseded: [before] })?.flags;
      expect(flags).toHaveLength(1);
    });
  });

  test('long words are cut with a mark that says where the rest stands', () => {
    const flag: SubmittedFlag = {
      code: 'SELF-HARM',
      level: 'read',
      label: 'Thoughts of ending life, or despair',
      suggestedAction: null,
      items: ['pn.most'],
    };
    const sheet = { ...preSession({ 'pn.most': 'word '.repeat(60) }), flags: [flag] };
    const [line] = read({ submissions: [sheet] })?.flags ?? [];
    expect(line?.said[0]).toMatchObject({
      words: `${'word '.repeat(40).trim()} …`,
      own: true,
      continues: 'goes on in the full answers',
    });
    expect(line).not.toHaveProperty('action');
  });
});
