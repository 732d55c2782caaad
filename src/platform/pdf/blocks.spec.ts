import { afterAll, expect, test } from '@jest/globals';
import { assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { uaFindings } from '../../../test/prints/pdf-ua.js';
import { PrintedFiles } from '../../../test/prints/printed.js';
import { testWith } from '../../../test/prints/programs.js';
import { readingOf } from '../../../test/prints/reading.js';
import { pdfText, pdfWords, testWithPoppler, type PlacedWord } from '../../../test/support/poppler.js';
import { keyValues, questionList } from './answers.js';
import { composePdf, type Composition } from './compose.js';
import type { Block } from './flow.js';
import { handout } from './handout.js';
import { sectionHeading } from './heading.js';
import { bulletList, tickList } from './lists.js';
import { masthead as mastheadBlock } from './masthead.js';
import { noticeBlock, type Notice } from './notice.js';
import { gridFor } from './paper.js';
import { paragraph } from './prose.js';
import { quoteBlock } from './quote.js';
import { statementBlock } from './statement.js';
import { table } from './table.js';

const files = new PrintedFiles();
afterAll(() => files.remove());

function furnished(text: string): Omit<Composition, 'blocks'> {
  return {
    title: 'Blocks',
    language: 'en-US',
    madeAt: new Date('2026-11-24T20:31:00Z'),
    paper: 'A4',
    furniture: {
      head: { left: text, right: text },
      foot: { strong: text, text, below: text, made: text },
    },
  };
}

function compose(...blocks: readonly Block[]): Promise<Buffer> {
  return composePdf({ ...furnished('Furniture'), blocks });
}

/** What is read out, line by line, without the spaces before each. */
async function reading(name: string, ...blocks: readonly Block[]): Promise<readonly string[]> {
  const { ua } = await files.print({ name, make: () => compose(...blocks) } as never);
  expect(uaFindings(ua.pdf)).toEqual([]);
  return readingOf(ua)
    .split('\n')
    .map((line) => line.trim());
}

function find(words: readonly PlacedWord[], text: string): PlacedWord {
  const found = words.find((word) => word.text === text);
  if (!found) throw new Error(`${text} is not there`);
  return found;
}

const notice: Notice = {
  weight: 'urgent',
  lead: 'URGENT',
  title: 'Somebody must call',
  note: 'Check-in · Nov 21',
  quote: 'I said so.',
  body: ['Call today.'],
  ticks: ['contacted', 'assessed', 'documented'],
};
const masthead = mastheadBlock({ kind: 'Blocks', owner: 'Nobody', title: 'Title', copy: 'Copy', facts: [] });
const heading = [masthead, sectionHeading('Read first')];

testWith(
  ['qpdf'],
  'a notice is read out in order: lead and title in one heading, then what belongs to it',
  async () => {
    const lines = await reading('notice', ...heading, noticeBlock(notice));
    expect(
      lines.slice(lines.indexOf('H2: Read first') + 1).filter((line) => !line.startsWith('page')),
    ).toEqual(
      expect.arrayContaining([
        'H3: URGENT Somebody must call',
        'P: Check-in · Nov 21',
        'P: “I said so.”',
        'P: Call today.',
        'LBody: contacted',
        'LBody: assessed',
        'LBody: documented',
      ]),
    );
  },
);

testWithPoppler('a notice that fits a page is not parted, one that does not goes on', async () => {
  const fill = paragraph('Line. '.repeat(900));
  const words = pdfWords(await compose(fill, noticeBlock({ ...notice, body: ['Text. '.repeat(150)] })));
  expect(find(words, 'documented').page).toBe(find(words, 'URGENT').page);
  const long = await compose(noticeBlock({ ...notice, body: ['Word. '.repeat(20_000 / 6)] }));
  expect(pdfText(long).match(/Word\./gu)).toHaveLength(3333);
});

testWith(['qpdf'], 'a quote is a block quote with its source', async () => {
  const lines = await reading(
    'quote',
    ...heading,
    quoteBlock({ text: 'I waited.', source: 'Diary · Nov 20' }),
  );
  const at = lines.indexOf('BlockQuote');
  expect(lines.slice(at, at + 3)).toEqual(['BlockQuote', 'P: “I waited.”', 'P: Diary · Nov 20']);
});

testWithPoppler('quotation marks hang: all lines of a quote begin below each other', async () => {
  const text = 'Waiting and waiting for the other shoe to drop. '.repeat(6);
  const words = pdfWords(await compose(quoteBlock({ text, source: 'Source' })));
  const opening = words.find((word) => word.text.startsWith('“'));
  const tops = [...new Set(words.filter(({ text: own }) => own === 'shoe').map(({ top }) => top))];
  expect(tops.length).toBeGreaterThan(1);
  const second = words
    .filter(({ top }) => top > (opening?.bottom ?? 0) && top < find(words, 'Source').top)
    .toSorted((a, b) => a.left - b.left)[0];
  expect(opening?.left).toBeLessThan((second?.left ?? 0) - 2);
  expect(find(words, 'Source').left).toBeCloseTo(second?.left ?? 0, 0);
});

testWithPoppler('no quote ends in a lost word', async () => {
  const base = 'I kept waiting for the other shoe to drop and then it was Sunday and nothing had happened';
  const { width } = gridFor('A4');
  for (let extra = 0; extra < 12; extra += 1) {
    const text = `${base} ${'again '.repeat(extra)}ok`;
    const words = pdfWords(await compose(quoteBlock({ text, source: 'Source' })));
    const last = words.filter(({ top }) => Math.abs(top - find(words, 'ok”').top) < 1);
    const long = find(words, 'ok”').right - Math.min(...last.map(({ left }) => left));
    expect(long).toBeGreaterThan(width / 10);
  }
});

testWith(['qpdf'], 'lists have a body in each item, and a sign only where there is one', async () => {
  const lines = await reading('lists', ...heading, tickList(['Call.', 'Ask.']), bulletList(['One.', 'Two.']));
  const at = lines.indexOf('L');
  expect(lines.slice(at, at + 12)).toEqual([
    'L',
    'LI',
    'LBody: Call.',
    'LI',
    'LBody: Ask.',
    'L',
    'LI',
    'Lbl: –',
    'LBody: One.',
    'LI',
    'Lbl: –',
    'LBody: Two.',
  ]);
});

testWith(['qpdf'], 'a statement and labels with values are read out whole', async () => {
  const lines = await reading(
    'statement',
    ...heading,
    statementBlock({ title: 'Notice', paragraphs: ['First.', 'Second.'] }),
    keyValues([{ label: 'Recipient', value: 'Somebody' }]),
  );
  expect(lines).toEqual(
    expect.arrayContaining(['P: Notice', 'P: First.', 'P: Second.', 'Lbl: Recipient', 'LBody: Somebody']),
  );
});

testWithPoppler('the title of a statement stays with its text', async () => {
  const text = 'Rule. '.repeat(700);
  for (const lines of [31, 32, 33, 34, 35, 36]) {
    const words = pdfWords(
      await compose(
        ...Array.from({ length: lines }, () => paragraph('Fill')),
        statementBlock({ title: 'Notice', paragraphs: [text] }),
      ),
    );
    expect(find(words, 'Rule.').page).toBe(find(words, 'Notice').page);
  }
});

testWithPoppler(
  'an answer over several pages has its prompt at the top of each, once in the structure',
  async () => {
    const answer = 'Sentence of a long answer. '.repeat(740);
    const pdf = await compose(questionList([{ prompt: 'What happened?', answer: { text: answer } }]));
    const words = pdfWords(pdf);
    const pages = Math.max(...words.map(({ page }) => page));
    expect(pages).toBeGreaterThan(3);
    const prompts = words.filter(({ text }) => text === 'happened?' || text === 'happened?…');
    expect(prompts.map(({ page }) => page)).toEqual(Array.from({ length: pages }, (_, index) => index + 1));
    expect(words.filter(({ text }) => text === 'continued')).toHaveLength(pages - 1);
    expect(words.filter(({ text }) => text === 'Sentence')).toHaveLength(740);
  },
);

testWithPoppler('neither the first nor the last row of a table stands alone on a page', async () => {
  for (let before = 29; before < 37; before += 1) {
    const rows = Array.from({ length: 4 }, (_, index) => [`row${index}`]);
    const words = pdfWords(
      await compose(
        ...Array.from({ length: before }, () => paragraph('Fill')),
        table({ title: 'Rows', columns: [{ heading: 'Head', share: 1 }], rows }),
      ),
    );
    const pages = [0, 1, 2, 3].map((row) => find(words, `row${row}`).page);
    expect(pages[0]).toBe(pages[1]);
    expect(pages[2]).toBe(pages[3]);
  }
});

const sheet = {
  kind: 'Hand-out',
  owner: 'An invented practice',
  title: 'Choosing a group',
  copy: 'For you to keep',
  lead: 'This sheet helps you to choose.',
  sections: [
    { heading: 'In common', paragraphs: ['Groups differ.'], bullets: ['They cost nothing.'] },
    {
      heading: 'How they differ',
      table: { title: 'Groups', columns: [{ heading: 'Group', share: 1 }], rows: [['Blue'], ['Green']] },
      facts: [{ label: 'When', value: 'Mondays' }],
    },
    { heading: 'Before you go', ticks: ['I know the address.'], lines: 4 },
  ],
} as const;

testWith(
  ['qpdf'],
  'a hand-out is drawn from content alone, and has a crisis box only where it is given',
  async () => {
    const plain = await reading('handout', ...handout(sheet));
    expect(plain.filter((line) => /^H\d/u.test(line))).toEqual([
      'H1: HAND-OUT',
      'H2: In common',
      'H2: How they differ',
      'H2: Before you go',
    ]);
    const crisis = {
      title: 'If it cannot wait',
      lines: ['Call the invented line', 'Or come to the clinic.'],
    };
    const client = await reading('handout-client', ...handout({ ...sheet, crisis }));
    expect(client).toEqual(
      expect.arrayContaining([
        'H2: If it cannot wait',
        'H3: Call the invented line',
        'P: Or come to the clinic.',
      ]),
    );
  },
);

test('the same blocks give the same bytes', async () => {
  const [one, other] = [await compose(...handout(sheet)), await compose(...handout(sheet))];
  expect(one.equals(other)).toBe(true);
});

/** Words that are drawn over each other. */
function overlaps(words: readonly PlacedWord[]): readonly string[] {
  return words.flatMap((one, index) =>
    words
      .slice(index + 1)
      .filter(
        (other) =>
          other.page === one.page &&
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
          // The box of a letter is higher than its line.
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > (one.bottom - one.top) * 0.3,
      )
      .map((other) => `${one.text} / ${other.text} on page ${one.page}`),
  );
}

testWithPoppler('whatever somebody writes, every block stays inside the safe area', async () => {
  const words = string({
    unit: constantFrom('a', 'W', ' ', '\n', '\u0301', '\uD83D', '\u202E', '你', 'ש', '\u0000'),
    maxLength: 300,
  });
  const hostile = oneof(
    words,
    words.map((text) => text.replace(/\s/gu, '')),
    constantFrom('', 'W'.repeat(2000)),
  );
  await assert(
    asyncProperty(hostile, async (text) => {
      const pdf = await composePdf({
        ...furnished(text),
        blocks: [
          mastheadBlock({
            kind: text,
            owner: text,
            title: text,
            copy: text,
            caution: text,
            facts: [{ label: text, value: text, share: 1 }],
          }),
          sectionHeading(text, { note: text }),
          noticeBlock({
            weight: 'urgent',
            lead: text,
            title: text,
            note: text,
            quote: text,
            body: [text],
            ticks: [text, text],
          }),
          quoteBlock({ text, source: text }),
          tickList([text, text]),
          bulletList([text]),
          statementBlock({ title: text, paragraphs: [text] }),
          keyValues([{ label: text, value: text }]),
          questionList([{ prompt: text, answer: { entries: [text, text] } }]),
          table({
            title: text,
            columns: [
              { heading: text, share: 1 },
              { heading: text, share: 3 },
            ],
            rows: [
              [text, text],
              [text, text],
            ],
          }),
        ],
      });
      const { left, width, top, pageHeight } = gridFor('A4');
      const drawn = pdfWords(pdf);
      for (const word of drawn) {
        expect(word.left).toBeGreaterThanOrEqual(left - 6);
        expect(word.right).toBeLessThanOrEqual(left + width + 6);
        expect(word.top).toBeGreaterThanOrEqual(top - 6);
        expect(word.bottom).toBeLessThanOrEqual(pageHeight - top + 6);
      }
      // Boxes of marks and of scripts that stack are not where their ink is.
      if (/^[aW \n]*$/u.test(text)) expect(overlaps(drawn)).toEqual([]);
    }),
    { numRuns: 6, examples: [['ש'], ['\u202E\uD83D\u0000ש'], ['W'.repeat(2000)]] },
  );
});

testWithPoppler(
  'names of 300 letters are cut with an ellipsis in what every page carries, and nothing is drawn over',
  async () => {
    const name = 'Somebody '.repeat(34);
    const pdf = await composePdf({ ...furnished(name), blocks: [paragraph('Text. '.repeat(1500))] });
    const { left, width, footer } = gridFor('A4');
    const second = pdfWords(pdf).filter(({ page }) => page === 2);
    const head = second.filter(({ top }) => top < Math.min(...second.map((word) => word.top)) + 4);
    const foot = second.filter(({ top }) => top > footer);
    expect(head.filter(({ text }) => text.endsWith('…'))).toHaveLength(2);
    expect(foot.filter(({ text }) => text.endsWith('…'))).toHaveLength(4);
    expect(foot.map(({ text }) => text).join(' ')).toContain('Page 2 of');
    for (const line of [head, foot]) {
      for (const [index, word] of line.entries()) {
        expect(word.right).toBeLessThanOrEqual(left + width + 1);
        const others = line
          .slice(index + 1)
          .filter(({ top, bottom }) => top < word.bottom - 3 && bottom > word.top + 3);
        for (const other of others)
          expect(other.left >= word.right - 1 || other.right <= word.left + 1).toBe(true);
      }
    }
  },
);
