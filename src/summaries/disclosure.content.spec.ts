import { describe, expect, test } from '@jest/globals';
import { readFilled } from '../../test/support/filled.js';
import { testWithPoppler, pdfText } from '../../test/support/poppler.js';
import { readWorksheets, shippedFolder } from '../catalogue/shipped.js';
import type { Answers } from '../core/worksheet/answers.js';
import { contentHash } from '../core/worksheet/hash.js';
import type { Item } from '../core/worksheet/definition.js';
import { type DisclosedSubmission, disclosureContent, type DisclosureInput } from './disclosure.content.js';
import { drawDisclosure } from './disclosure.pdf.js';
import { leavesByNameAlone, leavingAnswers, mayLeave } from './disclosure.rules.js';
import { part2Notice, part2NoticeOn } from './part2-notices.js';

const filled = readFilled(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet));

const submission = (name: string, change: Answers = {}): DisclosedSubmission => {
  const sheet = filled.find((one) => one.name === name);
  if (!sheet) throw new Error(`There is no ${name}.`);
  return {
    worksheet: sheet.compiled.worksheet,
    hash: contentHash(sheet.compiled.worksheet),
    submittedAt: new Date('2026-11-22T01:00:00Z'),
    revision: 1,
    answers: { ...sheet.answers, ...change },
  };
};

const input = (change: Partial<DisclosureInput> = {}): DisclosureInput => ({
  practice: { name: 'Harbor Street Counseling', timeZone: 'America/Chicago' },
  client: { code: 'C-2K7QX' },
  madeAt: new Date('2026-11-24T21:05:00Z'),
  madeBy: 'Dr. Ellen Whitcombe',
  details: {
    recipient: 'Dr. Imani Okafor, North Pier Clinic',
    purpose: 'Continuing treatment after a move',
    covers: 'Worksheets that were handed in between 1 October and 24 November 2026.',
    allowedBy: {
      consent: { signedBy: 'Jane Example', signedOn: '2026-11-20', expires: { when: 'End of treatment' } },
    },
    includesPart2: false,
    submissionIds: [],
  },
  notice: null,
  standing: { today: '2026-11-24', part2: 'NONE', allStand: true },
  submissions: [submission('family-history')],
  ...change,
});

/** Every question that is asked, with the fields of groups. */
const questionsIn = (sheet: DisclosedSubmission): Item[] =>
  sheet.worksheet.sections.flatMap(({ items }) =>
    items.flatMap((item): Item[] => (item.type === 'group' ? [item, ...item.fields] : [item])),
  );

describe('what leaves the practice', () => {
  test('is nothing of sheets for the clinician alone, joint ones, or how to reach somebody', () => {
    const staying = filled.filter(({ compiled }) => !mayLeave(compiled.worksheet)).map(({ name }) => name);
    expect(staying).toEqual([
      'private-checkin.calm',
      'private-checkin',
      'start-here',
      'trust-agreement.apart-a',
      'trust-agreement.apart-b',
      'trust-agreement',
    ]);
  });

  test('is a log of meetings only by name: it proves attendance', () => {
    const byName = filled.filter(({ compiled }) => leavesByNameAlone(compiled.worksheet));
    expect(byName.map(({ name }) => name)).toEqual(['meeting-log']);
  });

  test('is no answer to a question that may speak of fear, harm or secrets, whatever was answered', () => {
    const asked = new Set<string>();
    for (const { name } of filled) {
      const sheet = submission(name);
      const { answers } = leavingAnswers(sheet.worksheet, sheet.answers);
      for (const { id, flags = [] } of questionsIn(sheet))
        if (flags.some(({ code }) => /^(IPV|COERCED|PATTERN|SECRET|SAFETY|SURVEIL)/.test(code))) {
          asked.add(id);
          expect([name, id, id in answers]).toEqual([name, id, false]);
        }
    }
    expect(asked.size).toBeGreaterThan(10);
    expect(asked).toContain('close.safe');
  });

  test('is nothing that is meant for the therapist: who looked on, a note at the end, whether to part', () => {
    const kept = { 'open.private': 'yes', 'close.note': 'n', 'pr.line': 'l', 'pr.want': ['w'] };
    const told = Object.fromEntries(Object.entries(kept).map(([id, value]) => [id, { value }]));
    const asked = new Set<string>();
    for (const { name } of filled) {
      const sheet = submission(name, told);
      const { answers } = leavingAnswers(sheet.worksheet, sheet.answers);
      for (const { id } of questionsIn(sheet)) if (id in kept) asked.add(id);
      expect([name, Object.keys(answers).filter((id) => id in kept)]).toEqual([name, []]);
    }
    expect([...asked].toSorted()).toEqual(Object.keys(kept).toSorted());
  });

  test('is nothing that asks for a pattern of pressure, whatever else the sheet holds', () => {
    const sheet = submission('repair-review.hurt');
    const { worksheet, answers } = sheet;
    const patterns = questionsIn(sheet)
      .filter(({ flags = [] }) => flags.some(({ code }) => code === 'PATTERN'))
      .map(({ id }) => id);
    const leaving = Object.keys(leavingAnswers(worksheet, answers).answers);
    expect(patterns.length).toBeGreaterThan(3);
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(patterns));
    expect(leaving.filter((id) => patterns.includes(id))).toEqual([]);
    expect(leaving.length).toBeGreaterThan(3);
  });

  test('is nothing that stands on no print at all, nor which meetings somebody goes to', () => {
    const { worksheet, answers } = submission('support-plan');
    const leaving = leavingAnswers(worksheet, answers).answers;
    expect(leaving).not.toHaveProperty(['sp.sponsorname']);
    const told = JSON.stringify(answers['sp.meet']);
    const kept = JSON.stringify(leaving['sp.meet']);
    for (const field of ['"meeting"', '"place"']) {
      expect(told).toContain(field);
      expect(kept).not.toContain(field);
    }
  });

  test('is no illness, habit or secret of somebody else', () => {
    const { worksheet, answers } = submission('family-history');
    const leaving = JSON.stringify(leavingAnswers(worksheet, answers).answers['members']);
    expect(JSON.stringify(answers['members'])).toContain('Low for months after my brother was born');
    expect(leaving).not.toContain('Low for months after my brother was born');
    expect(leaving).not.toContain('"habit"');
    expect(leaving).toContain('I kept my little brother fed.');
  });

  test('is nothing that was skipped; that it was is counted', () => {
    const { worksheet, answers } = submission('family-history', { 'learn.rule': { skipped: true } });
    const before = leavingAnswers(worksheet, { ...answers, 'learn.rule': { value: 'A rule.' } });
    const leaving = leavingAnswers(worksheet, answers);
    expect(leaving.answers).not.toHaveProperty(['learn.rule']);
    expect(leaving.skipped).toBe(before.skipped + 1);
  });

  test('gives no full name away and nothing that the two have agreed on', () => {
    for (const { name } of filled) {
      const sheet = submission(name);
      const { answers } = leavingAnswers(sheet.worksheet, sheet.answers);
      for (const item of questionsIn(sheet))
        if (item.type === 'sign' || (item.type === 'group' && item.given))
          expect([name, item.id, item.id in answers]).toEqual([name, item.id, false]);
    }
  });

  test('does not say how many questions are open: some of them stay', () => {
    const content = disclosureContent(input({ submissions: filled.map(({ name }) => submission(name)) }));
    expect(JSON.stringify(content)).not.toContain('left open');
  });
});

describe('what the print says', () => {
  test('to whom, what for, what allows it, and what is in it', () => {
    const content = disclosureContent(input());
    expect(content.terms).toEqual([
      { label: 'Recipient', value: 'Dr. Imani Okafor, North Pier Clinic' },
      { label: 'Purpose', value: 'Continuing treatment after a move' },
      {
        label: 'What may be disclosed',
        value: 'Worksheets that were handed in between 1 October and 24 November 2026.',
      },
      { label: 'Allowed by', value: 'Written consent of Fri 20 Nov 2026' },
    ]);
    expect(content.included.rows).toMatchObject([
      { submitted: 'Sat 21 Nov 2026, 7:00 pm', worksheet: 'My family story' },
    ]);
    expect(content.included.remarks.join(' ')).toContain('not the whole record');
    expect(content.included.remarks.join(' ')).toContain('file it or shred it');
    expect(content.basis).toMatchObject({
      heading: 'Scope of the consent',
      pairs: expect.arrayContaining([
        { label: 'Signed by', value: 'Jane Example' },
        { label: 'Ends', value: 'End of treatment' },
      ]),
    });
    expect(content.notice).toBeUndefined();
    expect(content.running.statement).not.toContain('42 CFR');
  });

  test('where Part 2 applies, the whole notice on the first page and the brief one on every page', () => {
    const notice = part2NoticeOn('2026-11-24');
    const content = disclosureContent(input({ notice }));
    expect(content.notice?.paragraphs).toEqual([notice.whole]);
    expect(content.running.statement).toBe(notice.brief);
    expect(content.running.origin).toContain('C-2K7QX');
  });

  test('what allows it without consent', () => {
    const { details } = input();
    const words = 'Cook County, 3 November 2026';
    const allowedBy = { authority: { ground: 'COURT_ORDER', words } } as const;
    const ordered = input({ details: { ...details, allowedBy } });
    const value = `Court order: ${words}`;
    const content = disclosureContent(ordered);
    expect(content.terms.at(-1)).toEqual({ label: 'Allowed by', value });
    expect(content.basis).toMatchObject({ heading: 'What allows this disclosure', remarks: [] });
    expect(content.basis.pairs[0]).toEqual({ label: 'Allowed by', value });
    const program = disclosureContent({ ...ordered, notice: part2NoticeOn('2026-11-24') });
    expect(program.terms.at(-1)?.value).toBe(`Court order (42 CFR 2.61 to 2.67): ${words}`);
  });

  test('the same each time', () => {
    expect(disclosureContent(input())).toEqual(disclosureContent(input()));
  });
});

describe('a print that may not go out today', () => {
  const expires = (on: string): Partial<DisclosureInput> => {
    const { details } = input();
    return {
      details: {
        ...details,
        allowedBy: { consent: { signedBy: 'Jane Example', signedOn: '2026-11-20', expires: { on } } },
      },
    };
  };
  const today = (change: Partial<DisclosureInput['standing']>): Partial<DisclosureInput> => ({
    standing: { ...input().standing, ...change },
  });
  const notice = part2NoticeOn('2026-11-24');

  test.each<[string, Partial<DisclosureInput>]>([
    ['the consent is over', expires('2026-11-23')],
    ['something was taken back or handed in anew', today({ allStand: false })],
    ['the practice is a program now', today({ part2: 'PROGRAM' })],
    ['nobody says any longer what the practice is', today({ part2: null })],
  ])('is a file copy, with the reason: %s', (_what, change) => {
    const content = disclosureContent(input(change));
    expect(content.copy).toBe('File copy: not to be released');
    expect(content.fileCopy?.paragraphs).toHaveLength(2);
    expect(content.running).toMatchObject({
      head: 'File copy: not to be released · Record disclosure · Tue 24 Nov 2026',
      lead: 'File copy: not to be released.',
      statement: 'Confidential. Client C-2K7QX.',
    });
    expect(content.worksheets).toEqual(disclosureContent(input()).worksheets);
  });

  test.each<[string, Partial<DisclosureInput>]>([
    ['on the last day of the consent', expires('2026-11-24')],
    ['of a program, with the notice', { ...today({ part2: 'PROGRAM' }), notice }],
    ['with the notice, whatever the practice is by now', { ...today({ part2: null }), notice }],
    ['of a practice that has records from a program', today({ part2: 'RECIPIENT' })],
  ])('is none %s', (_what, change) => {
    const content = disclosureContent(input(change));
    expect(content.copy).toBe('Disclosure copy');
    expect(content.fileCopy).toBeUndefined();
    expect(JSON.stringify(content)).not.toContain('not to be released');
  });

  testWithPoppler('says so at its head and on every page', async () => {
    for (const paper of ['LETTER', 'A4'] as const) {
      const content = disclosureContent(input({ ...today({ allStand: false }), notice }));
      const pdf = await drawDisclosure(content, { paper });
      const pages = pdf.toString('latin1').match(/\/Type \/Page\n/gu)?.length ?? 0;
      const text = pdfText(pdf);
      expect(pages).toBeGreaterThan(2);
      expect(text.split('File copy: not to be released.')).toHaveLength(pages + 1);
      expect(text.split('File copy: not to be released ·')).toHaveLength(pages);
      expect(text.split(notice.brief)).toHaveLength(pages + 1);
    }
  });
});

describe('the notice', () => {
  test('has the wording of 2024, not the one before it', () => {
    const { whole, brief } = part2Notice('2024');
    expect(whole).toContain('against the patient, unless authorized by the consent of the patient');
    expect(whole).not.toContain('any further disclosure');
    expect(brief).toBe('42 CFR part 2 prohibits unauthorized use or disclosure of these records.');
  });

  test('is not to be had before its day, or in a version that never was', () => {
    expect(() => part2NoticeOn('2024-04-15')).toThrow();
    expect(() => part2Notice('2018')).toThrow();
  });
});

describe('the document', () => {
  testWithPoppler('carries the notice on its first page and in every footer, whole', async () => {
    const notice = part2NoticeOn('2026-11-24');
    const pdf = await drawDisclosure(disclosureContent(input({ notice })), { paper: 'LETTER' });
    const text = pdfText(pdf);
    expect(text).toContain(notice.whole);
    const pages = pdf.toString('latin1').match(/\/Type \/Page\n/gu)?.length ?? 0;
    expect(pages).toBeGreaterThan(2);
    expect(text.split(notice.brief)).toHaveLength(pages + 1);
  });

  test('names nobody in what it says of itself', async () => {
    const pdf = (await drawDisclosure(disclosureContent(input()), { paper: 'A4' })).toString('latin1');
    expect(pdf).toContain('Record disclosure');
    for (const name of ['Whitcombe', 'Okafor', 'Jane Example']) expect(pdf).not.toContain(name);
  });
});
