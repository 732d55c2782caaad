import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readFilled } from '../../../test/support/filled.js';
import { pdfText, testWithPoppler } from '../../../test/support/poppler.js';
import { drawAnswers, drawnBy } from '../../core/worksheet/drawn-answers.fixtures.js';
import { tailor } from '../../core/worksheet/tailor.js';
import { mayBeKept } from '../never-printed.js';
import { ownSheet, type SubmissionInput, submissionSheet } from './answered.content.js';
import { drawAnsweredSheet } from './answered.pdf.js';
import { ALL_OF_IT, SHIPPED } from './blank.fixtures.js';

const WORKSHEETS = SHIPPED.worksheets.map(({ worksheet }) => worksheet);
const FILLED = readFilled(WORKSHEETS);
const SOME = FILLED[0] ?? never();
const CODE = 'H-0147';
const PRACTICE = 'Harbor Street Counseling';
const FLAG_CODES = SHIPPED.flagCodes.map(({ code }) => code).filter((code) => code.includes('-'));

function never(): never {
  throw new Error('No sheet is filled in.');
}

function inputOf({ compiled, answers }: (typeof FILLED)[number]): SubmissionInput {
  return {
    worksheet: compiled.worksheet,
    answers,
    submittedAt: new Date('2026-11-20T15:00:00Z'),
    timeZone: 'America/Chicago',
    practice: PRACTICE,
    code: CODE,
    hash: 'ab'.repeat(32),
    revision: 2,
    madeAt: new Date('2026-11-24T15:00:00Z'),
    madeBy: 'Dana Example',
  };
}

describe.each(FILLED.map((filled) => [filled.name, filled] as const))('%s', (_, filled) => {
  testWithPoppler('is printed with every word, its skips and its version', async () => {
    const input = inputOf(filled);
    const text = pdfText(await drawAnsweredSheet(submissionSheet(input), { paper: 'LETTER' }));
    const written = Object.values(filled.answers).flatMap((answer) =>
      'value' in answer && typeof answer.value === 'string' ? answer.value.split(/\s+/u) : [],
    );
    const options = new Set(
      filled.compiled.worksheet.sections.flatMap(({ items }) =>
        items.flatMap((item) => ('options' in item ? item.options.map(({ value }) => value) : [])),
      ),
    );
    // How a client is reached is on the screen alone.
    const wanted = filled.worksheetId === 'start-here' ? [] : written.filter((one) => !options.has(one));
    for (const word of wanted) expect(text).toContain(word);
    expect(text).toContain(`Client ${CODE}`);
    expect(text).toContain(`${input.worksheet.version} (abababab)`);
    if (Object.values(filled.answers).some((answer) => 'skipped' in answer))
      expect(text).toContain('Skipped');
    for (const code of FLAG_CODES) expect(text).not.toContain(code);
  });

  testWithPoppler('the client’s own copy says what they wrote and nothing else', async () => {
    const pdf = await drawAnsweredSheet(ownSheet(inputOf(filled)), { paper: 'A4' });
    const text = pdfText(pdf);
    for (const word of [
      CODE,
      PRACTICE,
      'Dana',
      'Confidential',
      'left open',
      'validated',
      'abababab',
      ...FLAG_CODES,
    ])
      expect(text).not.toContain(word);
    expect(text).toContain('Your copy');
    expect(pdf.equals(await drawAnsweredSheet(ownSheet(inputOf(filled)), { paper: 'A4' }))).toBe(true);
  });
});

test('whatever fits a worksheet can be printed', async () => {
  await fc.assert(
    fc.asyncProperty(
      drawnBy((draw) => {
        const worksheet = tailor(
          draw(() => fc.constantFrom(...WORKSHEETS)),
          ALL_OF_IT,
        );
        return { worksheet, answers: drawAnswers(draw, worksheet) };
      }),
      async (drawn) => {
        const input = { ...inputOf(SOME), ...drawn };
        const pdf = await drawAnsweredSheet(submissionSheet(input), { paper: 'A4' });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('an empty submission says so', () => {
  const input = { ...inputOf(SOME), answers: {} };
  expect(submissionSheet(input).answers.remarks).toEqual(['Nothing was written.']);
  expect(ownSheet(input).answers).toMatchObject({
    sections: [],
    remarks: expect.arrayContaining(['Nothing was written.']),
  });
});

test('no copy of what only the clinician is to see, or of how a client is reached, lies on a device', () => {
  const left = FILLED.filter(({ compiled }) => !mayBeKept(compiled.worksheet)).map(({ name }) => name);
  expect(left).toEqual([
    'private-checkin.calm',
    'private-checkin',
    'start-here',
    // Nothing is asked yet but how safe the client is.
    'step6-hurt.before',
    'trust-agreement.apart-a',
    'trust-agreement.apart-b',
  ]);
});

test('no copy on a device holds what is asked about safety, whatever was answered', () => {
  for (const filled of FILLED) {
    const said = JSON.stringify(ownSheet(inputOf(filled)).answers);
    for (const section of filled.compiled.worksheet.sections)
      for (const { id, text } of section.items)
        if (/^(open|close|risk)\./u.test(id) || id === 'oc.scary')
          expect(said).not.toContain(text.slice(0, 40));
    expect(said).toContain('left out of this file, whatever you answered');
  }
});

test('no copy on a device tells who of a family hurt whom, or of habits, secrets and affairs', () => {
  const family = FILLED.filter(({ compiled }) => compiled.worksheet.id === 'family-history').map(inputOf);
  const printed = JSON.stringify(family.map((input) => submissionSheet(input).answers));
  const kept = JSON.stringify(family.map((input) => ownSheet(input).answers));
  for (const asked of [
    'What was it like between you?',
    'Was there a problem with any of these?',
    'If so, what was the state of it?',
    'Was there a secret about this person?',
    'How was trust broken by this person?',
    'I saw or heard adults hurt each other.',
    'I knew or guessed that a parent had an affair.',
    'We kept family secrets.',
    'Someone at home drank',
    'Couples in my family',
    'Bonds between other people that shaped you',
    // Of ties only the answers are printed.
    'living together',
    'one was harming the other',
    'first to second',
  ]) {
    expect(printed).toContain(asked);
    expect(kept).not.toContain(asked);
  }
  expect(kept).toContain('Something good this person gave you');
});

test('nothing of how a client is reached, and no illness of others, is printed for anybody', () => {
  const withheld = ['contact.number', 'contact.times', 'contact.seen', 'members.health', 'sp.meet.place'];
  for (const filled of FILLED) {
    const sheet = submissionSheet(inputOf(filled)).answers;
    const asked = filled.compiled.worksheet.sections.flatMap(({ items }) =>
      items.flatMap((item) => [
        { path: item.id, text: item.text },
        ...(item.type === 'group'
          ? item.fields.map(({ id, text }) => ({ path: `${item.id}.${id}`, text }))
          : []),
      ]),
    );
    for (const { path, text } of asked)
      if (withheld.includes(path)) expect(JSON.stringify(sheet.sections)).not.toContain(text);
    if (asked.some(({ path }) => withheld.includes(path)))
      expect(sheet.remarks.join(' ')).toMatch(/not printed, to be read on the screen/u);
  }
});

test('no answers of one person may come into a joint session', () => {
  for (const filled of FILLED) {
    const { head, running } = submissionSheet(inputOf(filled));
    expect(head.caution).toBe('Do not bring into joint session');
    expect(running.head).toContain('Do not bring into joint session');
  }
});
