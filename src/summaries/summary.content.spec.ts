import { describe, expect, test } from '@jest/globals';
import {
  emptyWeek,
  familyHistory,
  familySubmission,
  familyWeek,
  trustAssignment,
} from '../../test/fixtures/session-summary.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { sessionSummaryContent } from './summary.content.js';
import type { OpenState, PrintedCard, PrintedSection, SectionEntry, SummaryInput } from './summary.types.js';

function withAnswers(answers: Answers, worksheet: Worksheet = familyHistory): SummaryInput {
  return { ...familyWeek, submissions: [{ ...familySubmission, worksheet, answers }] };
}

function sections(input: SummaryInput): readonly PrintedSection[] {
  return sessionSummaryContent(input).worksheets[0]?.sections ?? [];
}

function entries(input: SummaryInput): readonly SectionEntry[] {
  return sections(input).flatMap((section) => section.entries);
}

function cards(input: SummaryInput): readonly PrintedCard[] {
  return entries(input).flatMap((entry) => (entry.kind === 'cards' ? entry.cards : []));
}

function prompts(input: SummaryInput): readonly string[] {
  return entries(input).flatMap((entry) => (entry.kind === 'question' ? [entry.question.prompt] : []));
}

describe('the head', () => {
  test('says session, period, clinician and who made it, in the practice’s zone', () => {
    expect(sessionSummaryContent(familyWeek).facts).toEqual([
      { label: 'Session', value: 'Tue 24 Nov 2026, 3:00 pm' },
      { label: 'Period', value: 'Since Tue 10 Nov 2026' },
      { label: 'Clinician', value: 'Dr. Ellen Whitcombe' },
      { label: 'Made', value: 'Tue 24 Nov 2026, 2:31 pm\nby Ellen Whitcombe' },
    ]);
  });

  test('names a first session as such', () => {
    const content = sessionSummaryContent({ ...emptyWeek, previousSessionAt: null });
    expect(content.facts).toContainEqual({ label: 'Period', value: 'First session' });
    expect(content.since.heading).toBe('So far');
    expect(content.since.remarks).toEqual(['No worksheets have come in yet.']);
  });

  test('says that worksheets are no test', () => {
    expect(sessionSummaryContent(emptyWeek).disclaimer).toBe(
      'Reflective worksheets. Not a test, not a diagnosis, not validated. Sums and lines are reading aids for conversation.',
    );
  });

  test('an individual’s copy carries no caution', () => {
    expect(sessionSummaryContent(emptyWeek)).toMatchObject({ copy: 'Individual copy' });
    expect(sessionSummaryContent(emptyWeek)).not.toHaveProperty('caution');
  });

  test.each([
    ['INDIVIDUAL_A', 'Individual copy A'],
    ['INDIVIDUAL_B', 'Individual copy B'],
  ] as const)('a partner’s copy (%s) is kept out of the joint session, on every page', (copy, name) => {
    const content = sessionSummaryContent({ ...emptyWeek, copy });
    expect(content).toMatchObject({ copy: name, caution: 'Do not bring into joint session' });
    expect(content.running.head).toContain(`${name}. Do not bring into joint session`);
  });

  test('the title names nobody, and every page carries code and confidentiality', () => {
    const { title, running } = sessionSummaryContent(familyWeek);
    expect(title).toBe('Session summary');
    expect(running.confidential).toBe('Confidential.');
    expect(running.statement).toBe('Client HS-0417. Reflective worksheets, not validated, not a diagnosis.');
    expect(running.made).toBe('Made 2026-11-24 14:31');
  });
});

describe('since last time', () => {
  test('a submission is a row with its counts and version', () => {
    const { since } = sessionSummaryContent(familyWeek);
    expect(since.rows).toEqual([
      {
        submitted: 'Sun 22 Nov 2026, 8:14 pm',
        worksheet: 'My family story',
        answered: '32',
        skipped: '2',
        leftOpen: '2',
        version: familySubmission.hash.slice(0, 8),
      },
    ]);
    expect(since.note).toBe('1 submitted, not yet discussed');
    expect(since.remarks).toEqual(['3 worksheets came in before and can be read on the screen.']);
  });

  test('the first revision goes unsaid, a later one is named', () => {
    const revised = { ...familySubmission, revision: 2 };
    const content = sessionSummaryContent({ ...familyWeek, submissions: [familySubmission, revised] });
    expect(content.since.rows.map(({ worksheet }) => worksheet)).toEqual([
      'My family story',
      'My family story, revision 2',
    ]);
    expect(content.worksheets[1]?.record).toContain('revision 2');
  });

  test('an empty week says so', () => {
    const { since, worksheets } = sessionSummaryContent(emptyWeek);
    expect(since.rows).toEqual([]);
    expect(since).not.toHaveProperty('note');
    expect(since.remarks).toEqual(['No worksheets came in since Tue 10 Nov 2026.']);
    expect(worksheets).toEqual([]);
  });

  test('one earlier worksheet is counted in the singular', () => {
    const { since } = sessionSummaryContent({ ...emptyWeek, earlierSubmissions: 1 });
    expect(since.remarks[1]).toBe('1 worksheet came in before and can be read on the screen.');
  });
});

describe('open', () => {
  test.each<[OpenState, string]>([
    ['scheduled', 'Not sent yet'],
    ['assigned', 'Not opened'],
    ['opened', 'Opened, nothing written'],
    ['in_progress', 'Begun'],
    ['returned', 'Sent back to the client'],
  ])('%s reads “%s”', (state, words) => {
    const assignment = { ...trustAssignment, state };
    expect(sessionSummaryContent({ ...emptyWeek, open: [assignment] }).open.rows[0]?.state).toBe(words);
  });

  test('a row says what, how long, since when and until when', () => {
    expect(sessionSummaryContent(familyWeek).open.rows[1]).toEqual({
      worksheet: 'My support plan',
      takes: '25 min',
      assigned: 'Tue 17 Nov 2026',
      due: 'Tue 1 Dec 2026',
      state: 'Not opened',
    });
  });

  test('past due is said in words and counted', () => {
    const { open } = sessionSummaryContent(familyWeek);
    expect(open.rows.map(({ due }) => due)).toEqual([
      'Sat 21 Nov 2026, past due',
      'Tue 1 Dec 2026',
      'No date',
    ]);
    expect(open.note).toBe('3 open, 1 past due');
  });

  test('what is due on the day of the session, in the practice’s zone, is not past due', () => {
    const assignment = { ...trustAssignment, dueOn: '2026-11-24' };
    const late = {
      ...emptyWeek,
      session: { startsAt: new Date('2026-11-25T03:00:00Z') },
      open: [assignment],
    };
    expect(sessionSummaryContent(late).open.note).toBe('1 open');
  });

  test('nothing open says so', () => {
    expect(sessionSummaryContent(emptyWeek).open).toMatchObject({
      rows: [],
      remarks: ['Nothing is assigned and waiting.'],
    });
  });
});

describe('answers', () => {
  test('stand under their sections with source, counts and version', () => {
    const [worksheet] = sessionSummaryContent(familyWeek).worksheets;
    expect(worksheet).toMatchObject({
      title: 'My family story',
      source: 'Submitted Sun 22 Nov 2026, 8:14 pm',
      record: `32 answered, 2 skipped, 2 left open · assigned Tue 10 Nov 2026 · version 0.1 (${familySubmission.hash.slice(0, 8)})`,
    });
    expect(worksheet?.sections.map(({ title }) => title)).toEqual([
      'People in my family',
      'How trust worked at home',
      'Harm (you choose whether to open this part)',
      'What I learned',
      'Then and now',
    ]);
  });

  test('what is left open is counted, not printed', () => {
    const input = withAnswers({ 'learn.gut': { value: 'I went quiet.' } });
    const learned = sections(input).find(({ title }) => title === 'What I learned');
    expect(learned).toMatchObject({ leftOpen: '5 questions left open' });
    expect(learned?.entries).toHaveLength(1);
    const now = sections(familyWeek).find(({ title }) => title === 'Then and now');
    expect(now?.leftOpen).toBe('1 question left open');
  });

  test('a skipped question is printed as skipped', () => {
    const input = withAnswers({ 'learn.gut': { skipped: true } });
    expect(entries(input)).toEqual([
      {
        kind: 'question',
        question: {
          prompt: 'When something felt wrong, what did you do with that feeling?',
          closed: false,
          answer: { kind: 'skipped' },
        },
      },
    ]);
  });

  test('hidden answers never appear, even where the submission holds some', () => {
    const hidden = {
      'harm.open': { value: 'no_skip_this_part' },
      'harm.body': { value: 'often' },
      'now.carry': { value: 'a secret' },
    };
    expect(prompts(withAnswers(hidden))).toEqual([
      'The next lines ask about being hurt as a child. Do you want to see them?',
    ]);
    expect(JSON.stringify(sessionSummaryContent(withAnswers(hidden)))).not.toContain('a secret');
  });

  test('texts to read, and the clinician’s own sections, are left out', () => {
    const clinicians = familyHistory.sections.map((section) => ({
      ...section,
      audience: 'clinician' as const,
    }));
    const worksheet = { ...familyHistory, sections: clinicians };
    expect(sections(withAnswers(familySubmission.answers, worksheet))).toEqual([]);
    expect(prompts(familyWeek).some((prompt) => prompt.startsWith('Add the people'))).toBe(false);
  });

  test('the worksheet’s own words get printer’s apostrophes, the client’s stay as typed', () => {
    const rows = [{ id: 'a', answers: { label: { value: "O'Brien" }, side: { value: 'my_mothers_side' } } }];
    const [card] = cards(withAnswers({ members: { rows } }));
    expect(card?.name).toBe("O'Brien");
    expect(card?.fields[0]?.answer).toEqual({ kind: 'text', text: 'My mother’s side' });
  });
});

describe('repeating groups', () => {
  test('a member of the family is a card with name, relation and what was answered', () => {
    const pim = cards(familyWeek).find(({ name }) => name === 'Pim');
    expect(pim?.role).toBe('Child');
    expect(pim?.fields.map(({ prompt }) => prompt)).toEqual([
      'Who are this person’s parents?',
      'Joined to those parents by',
      'How should we draw this person?',
      'Birth year',
      'Still living?',
      'Something good this person gave you',
    ]);
  });

  test('links are printed by name', () => {
    const pim = cards(familyWeek).find(({ name }) => name === 'Pim');
    expect(pim?.fields[0]?.answer).toEqual({ kind: 'list', items: ['Nell', 'Wren'] });
  });

  test('a person without a name is called by number', () => {
    const rows = [{ id: 'a', answers: { relation: { value: 'aunt_or_uncle' } } }];
    expect(cards(withAnswers({ members: { rows } }))).toEqual([
      { name: 'Person 1', role: 'Aunt or uncle', fields: [] },
    ]);
  });

  test('a skipped name or relation stays to be seen', () => {
    const skipped = { skipped: true } as const;
    const rows = [{ id: 'a', answers: { label: skipped, relation: skipped, birth: { value: 1950 } } }];
    const [card] = cards(withAnswers({ members: { rows } }));
    expect(card).not.toHaveProperty('role');
    expect(card?.fields.map(({ answer }) => answer.kind)).toEqual(['skipped', 'skipped', 'text']);
  });

  test('couples and bonds are short rows', () => {
    const ties = entries(familyWeek).flatMap((entry) => (entry.kind === 'ties' ? entry.ties : []));
    expect(ties).toContainEqual({
      between: 'Ida – Walter',
      what: 'married, from 1977, separated 1993, divorced 1995, ended by: break-up or divorce',
    });
    expect(ties).toContainEqual({
      between: 'Ida – Rosa',
      what: 'cut off, then mended, if one-way, from: second to first',
    });
  });

  test('a tie with one end named marks the other', () => {
    const answers = {
      members: { rows: [{ id: 'a', answers: { label: { value: 'Ida' } } }] },
      couples: { rows: [{ id: 'c', answers: { a: { value: 'a' } } }] },
    };
    const ties = entries(withAnswers(answers)).flatMap((entry) => (entry.kind === 'ties' ? entry.ties : []));
    expect(ties).toEqual([{ between: 'Ida – ?', what: '' }]);
  });
});

test('the same input gives the same content and is left as it was', () => {
  const before = JSON.stringify(familyWeek);
  expect(sessionSummaryContent(familyWeek)).toEqual(sessionSummaryContent(familyWeek));
  expect(JSON.stringify(familyWeek)).toBe(before);
});
