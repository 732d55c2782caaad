import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pdfStructure, pdfText, testWithPoppler } from '../../../test/support/poppler.js';
import { cardBlock } from './card.js';
import { composePdf, type Composition } from './compose.js';
import { collect } from './document.js';
import type { Block } from './flow.js';
import { sectionHeading } from './heading.js';
import { paragraph } from './prose.js';
import { table } from './table.js';

function composition(blocks: readonly Block[], title = 'Notes'): Composition {
  return {
    title,
    language: 'en-US',
    madeAt: new Date('2026-11-24T20:31:00Z'),
    paper: 'A4',
    furniture: {
      head: { left: 'Left', right: 'Right' },
      foot: { strong: 'Kept close.', text: 'Foot', below: 'Below', made: 'Made' },
    },
    blocks,
  };
}

const longTable = table({
  title: 'Numbers',
  columns: [
    { heading: 'Number', share: 1, weight: 'strong' },
    { heading: 'Squared', share: 1, align: 'right' },
  ],
  rows: Array.from({ length: 60 }, (_, index) => [String(index), String(index * index)]),
});

test('the same composition gives the same bytes', async () => {
  const blocks = [sectionHeading('Heading'), paragraph('Text'), longTable];
  const [first, second] = [await composePdf(composition(blocks)), await composePdf(composition(blocks))];
  expect(first.equals(second)).toBe(true);
});

test('the file says that it is tagged, in which language, what it is called, and when it was made', async () => {
  const file = (await composePdf(composition([paragraph('Text')]))).toString('latin1');
  expect(file).toContain('/Marked true');
  expect(file).toContain('/Lang (en-US)');
  expect(file).toContain('/DisplayDocTitle true');
  expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(file).toContain('(D:20261124203100Z)');
});

test('a title with markup is escaped in the XML and whole in the facts', async () => {
  const file = (await composePdf(composition([paragraph('Text')], 'You & me <3'))).toString('latin1');
  expect(file).toContain('<rdf:li xml:lang="x-default">You &amp; me &lt;3</rdf:li>');
  expect(file).toContain('(You & me <3)');
});

test('a block that throws rejects', async () => {
  const broken: Block = () => {
    throw new Error('a broken block');
  };
  await expect(composePdf(composition([broken]))).rejects.toThrow('a broken block');
});

test('a band that throws while it is drawn rejects', async () => {
  const broken: Block = () => [
    {
      height: 10,
      draw() {
        throw new Error('a broken band');
      },
    },
  ];
  await expect(composePdf(composition([broken]))).rejects.toThrow('a broken band');
});

test('a stream that fails rejects', async () => {
  const stream = new Readable({
    read() {
      this.destroy(new Error('a broken stream'));
    },
  });
  await expect(collect(stream)).rejects.toThrow('a broken stream');
});

testWithPoppler('a table over two pages has its heading row on both, and once in the structure', async () => {
  const pdf = await composePdf(composition([sectionHeading('Squares'), longTable]));
  expect(pdfText(pdf).match(/Squared/gu)).toHaveLength(3);
  const structure = pdfStructure(pdf);
  expect(structure.match(/"Squared "/gu)).toHaveLength(1);
  expect(structure.match(/\/Scope \/Column/gu)).toHaveLength(2);
  expect(structure.match(/\/Scope \/Row/gu)).toHaveLength(60);
});

testWithPoppler('every page says which it is of how many', async () => {
  const text = pdfText(await composePdf(composition([longTable])));
  for (const page of [1, 2, 3]) expect(text).toContain(`Page ${page} of 3`);
});

testWithPoppler('a card over two pages is named on both', async () => {
  const pairs = Array.from({ length: 120 }, (_, index) => ({
    label: `Label ${index}`,
    value: { text: `Value ${index}` },
  }));
  const text = pdfText(await composePdf(composition([cardBlock({ name: 'Ida', role: 'Aunt', pairs })])));
  expect(text).toContain('Ida Aunt');
  expect(text).toContain('Ida, continued');
});

testWithPoppler('an answer that no face can show is copied as it was written', async () => {
  const text = pdfText(await composePdf(composition([paragraph('before 你好 after')])));
  expect(text).toContain('before 你好 after');
});
