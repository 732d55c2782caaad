import { describe, expect, test } from '@jest/globals';
import {
  emptyWeek,
  familyHistory,
  familySubmission,
  familyWeek,
  handedIn,
  usualWeek,
} from '../../test/fixtures/session-summary.js';
import type { Scene } from '../core/drawing/scene.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { sessionSummaryContent } from './summary.content.js';
import type {
  PrintedCard,
  PrintedSection,
  SectionEntry,
  SummaryContent,
  SummaryInput,
  SummaryPart,
} from './summary.types.js';

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

describe('the header', () => {
  test('says session, week, period, clinician and maker, in the practice’s zone', () => {
    expect(sessionSummaryContent(familyWeek).facts).toEqual([
      { label: 'Session', value: 'Tue 24 Nov 2026, 3:00 pm' },
      { label: 'Week', value: '5' },
      { label: 'Period', value: 'Since Tue 10 Nov 2026' },
      { label: 'Clinician', value: 'Dr. Ellen Whitcombe' },
      { label: 'Made by', value: 'Ellen Whitcombe' },
    ]);
  });

  test('names a first session as such', () => {
    const content = sessionSummaryContent({ ...emptyWeek, previousSessionAt: null });
    expect(content.facts).toContainEqual({ label: 'Period', value: 'First session' });
    expect(content.since.heading).toBe('So far');
    expect(content.since.remarks).toEqual(['No worksheets have come in yet.']);
  });

  test.each([
    ['INDIVIDUAL', 'Individual copy'],
    ['INDIVIDUAL_A', 'Individual copy A'],
    ['INDIVIDUAL_B', 'Individual copy B'],
  ] as const)('one person’s copy (%s) is kept out of the joint session, on every page', (copy, name) => {
    const content = sessionSummaryContent({ ...emptyWeek, copy });
    expect(content).toMatchObject({ copy: name, caution: 'Do not bring into joint session' });
    expect(content.running.head).toContain(`${name}. Do not bring into joint session`);
  });

  test('the title names nobody, and every page carries code and confidentiality', () => {
    const { title, running } = sessionSummaryContent(familyWeek);
    expect(title).toBe('Session summary');
    expect(running.lead).toBe('Confidential.');
    expect(running.statement).toBe('Client HS-0417. Reflective worksheets, not validated, not a diagnosis.');
    expect(running.made).toBe('Made 2026-11-24 14:31');
  });
});

describe('an empty week', () => {
  test('says in every block that there is nothing', () => {
    const content = sessionSummaryContent(emptyWeek);
    const remarks = [content.readFirst, content.since, content.words, content.lines, content.promises];
    expect([...remarks, content.open, content.agenda].map((block) => block?.remarks)).toEqual([
      ['No new flags. Absence is not safety.'],
      ['No worksheets came in since Tue 10 Nov 2026.'],
      ['Nothing written in own words to quote.'],
      ['No answers yet on trust, felt safety and doubt.'],
      ['No agreement has been made.'],
      ['Nothing is assigned and waiting.'],
      ['No wish for the agenda came in.'],
    ]);
    expect(content.worksheets).toEqual([]);
    expect(content).not.toHaveProperty('numbers');
  });
});

describe('what was asked for', () => {
  const map: Scene = { width: 100, height: 50, title: 'Family map', description: 'Two people.', shapes: [] };
  const withMap = (parts?: readonly SummaryPart[]): SummaryContent =>
    sessionSummaryContent(familyWeek, { map: [map], ...(parts && { parts }) });

  test('full answers follow unless told otherwise, and neither map nor steps', () => {
    expect(withMap().worksheets).toHaveLength(1);
    expect(withMap()).not.toHaveProperty('map');
    expect(withMap()).not.toHaveProperty('steps');
  });

  test('the front page stands alone where nothing is asked for', () => {
    const content = sessionSummaryContent(usualWeek, { parts: [] });
    expect(content.worksheets).toEqual([]);
    expect(content).not.toHaveProperty('numbers');
  });

  test('the map and the steps come where they are asked for', () => {
    const content = withMap(['GENOGRAM', 'SEVEN_STEPS']);
    expect(content.map).toEqual({ heading: 'Family map', scenes: [map], remarks: [] });
    expect(content.steps?.remarks).toEqual(['The client is in no program.']);
    expect(content.worksheets).toEqual([]);
  });

  test('without a map the print says so', () => {
    expect(sessionSummaryContent(familyWeek, { parts: ['GENOGRAM'] }).map).toEqual({
      heading: 'Family map',
      scenes: [],
      remarks: ['Nothing was handed in from which a family can be drawn.'],
    });
  });
});

describe('answers', () => {
  test('stand under their sections with source, counts and version', () => {
    const [worksheet] = sessionSummaryContent(familyWeek).worksheets;
    expect(worksheet).toMatchObject({
      title: 'My family story',
      source: 'Submitted Sun 22 Nov 2026, 8:14 pm',
      record: `32 answered, 2 skipped, 2 left open · 1 question not printed, to be read on the screen · assigned Tue 10 Nov 2026 · version 0.1 (${familySubmission.hash.slice(0, 8)})`,
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

  test('a given row is called by what it was given for, and a note on it is not lost', () => {
    const promises = [{ id: 'p1', text: 'Home by seven' }];
    const rows = [{ id: 'p1', answers: { answer: { value: 'kept' }, note: { value: 'He called' } } }];
    const sheet = handedIn('commitment-checkin', { 'cc.each': { rows } }, '2026-11-22T20:00:00Z', {
      promises,
    });
    const [card] = cards({ ...emptyWeek, submissions: [sheet] });
    expect(card?.name).toBe('Home by seven');
    expect(card?.fields.map(({ answer }) => answer)).toEqual([
      { kind: 'text', text: 'Kept' },
      { kind: 'text', text: 'He called' },
    ]);
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

describe('sums', () => {
  const promises = [
    { id: 'p1', text: 'Home by seven' },
    { id: 'p2', text: 'Call' },
  ];
  const rows = [
    { id: 'p1', answers: { answer: { value: 'kept_in_part' } } },
    { id: 'p2', answers: { answer: { value: 'kept' } } },
  ];
  const answers: Answers = { 'cc.each': { rows }, 'cc.trust': { value: 5 } };
  const sheet = handedIn('commitment-checkin', answers, '2026-11-22T20:00:00Z', { promises });

  test('stand with the answers, say how much was counted, and that they are not validated', () => {
    const [worksheet] = sessionSummaryContent({ ...emptyWeek, submissions: [sheet] }).worksheets;
    expect(worksheet?.sums).toEqual([
      { name: 'Kept rate', value: '0.75, from 2 of 2 · not validated' },
      {
        name: 'Trust and safety lines',
        value: 'How much do you trust your partner this week: 5 · not validated',
      },
    ]);
  });

  test('one that nothing was answered for is left out', () => {
    const empty = handedIn('commitment-checkin', {}, '2026-11-22T20:00:00Z', { promises });
    expect(sessionSummaryContent({ ...emptyWeek, submissions: [empty] }).worksheets[0]?.sums).toEqual([]);
  });
});

test('the same input gives the same content and is left as it was', () => {
  const before = JSON.stringify(familyWeek);
  expect(sessionSummaryContent(familyWeek)).toEqual(sessionSummaryContent(familyWeek));
  expect(JSON.stringify(familyWeek)).toBe(before);
});
