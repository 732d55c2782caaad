import { describe, expect, test } from '@jest/globals';
import { pdfStructure, pdfWords, testWithPoppler } from '../../../test/support/poppler.js';
import type { Furniture } from './furniture.js';
import { sectionHeading } from './heading.js';
import { composeParts, type Part } from './parts.js';
import { paragraph } from './prose.js';

const furniture = (who: string): Furniture => ({
  head: { left: who, right: 'Head' },
  foot: { strong: 'Confidential.', text: who, below: 'Practice', made: 'Made' },
});

/** A part of so many pages, each of which says whose it is. */
const part = (who: string, pages: number): Part => ({
  entry: `${who}, 9:00 am`,
  furniture: furniture(who),
  blocks: Array.from({ length: pages }, (_, n) => [
    sectionHeading(`Heading ${n + 1} of ${who}`, { newPage: true }),
    paragraph(`Words of ${who}.`),
  ]).flat(),
});

const compose = (...parts: readonly Part[]): Promise<Buffer> =>
  composeParts({ title: 'Parts', language: 'en-US', madeAt: new Date(0), paper: 'A4', parts });

function pagesOf(pdf: Buffer): string[] {
  const pages: string[] = [];
  for (const { page, text } of pdfWords(pdf)) pages[page - 1] = `${pages[page - 1] ?? ''}${text} `;
  return pages;
}

describe('several parts in one file', () => {
  testWithPoppler('begin on the front of a sheet each: a back is left blank before the next', async () => {
    const pages = pagesOf(await compose(part('ONE', 1), part('TWO', 2), part('THREE', 3), part('FOUR', 1)));
    expect(pages.map((text) => /ONE|TWO|THREE|FOUR|blank/.exec(text)?.[0])).toEqual([
      'ONE',
      'blank',
      'TWO',
      'TWO',
      'THREE',
      'THREE',
      'THREE',
      'blank',
      'FOUR',
    ]);
  });

  testWithPoppler('count their own pages, and those of the whole with what is blank', async () => {
    const pages = pagesOf(await compose(part('ONE', 1), part('TWO', 2)));
    expect(pages.map((text) => /Page .* all/.exec(text)?.[0])).toEqual([
      'Page 1 of 1, 1 of 4 in all',
      undefined,
      'Page 1 of 2, 3 of 4 in all',
      'Page 2 of 2, 4 of 4 in all',
    ]);
  });

  testWithPoppler('have their own running heads, and none on their first pages', async () => {
    const pages = pagesOf(await compose(part('ONE', 2), part('TWO', 2)));
    expect(pages.map((text) => /^(\w+) Head /.exec(text)?.[1])).toEqual([undefined, 'ONE', undefined, 'TWO']);
  });

  testWithPoppler('leave no word outside of the structure but what repeats', async () => {
    const structure = pdfStructure(await compose(part('ONE', 1), part('TWO', 1)));
    expect(structure).toContain('Words of ONE.');
    expect(structure).toContain('Words of TWO.');
    expect(structure).not.toContain('left blank');
  });

  test('are listed in the outline, with their headings below them', async () => {
    const raw = (await compose(part('ONE', 1), part('TWO', 1))).toString('latin1');
    const titles = [...raw.matchAll(/\/Title \(([^)]*)\)/gu)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining(['ONE, 9:00 am', 'Heading 1 of ONE', 'TWO, 9:00 am', 'Heading 1 of TWO']),
    );
  });

  test('are the same to the byte each time', async () => {
    const [one, other] = await Promise.all([compose(part('ONE', 2)), compose(part('ONE', 2))]);
    expect(one.equals(other)).toBe(true);
  });
});
