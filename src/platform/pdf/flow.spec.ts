import { beforeEach, expect, test } from '@jest/globals';
import type { Canvas } from './canvas.js';
import { landscape, setBlocks, type Band, type Block } from './flow.js';
import { gridFor, type Grid } from './paper.js';

const grid = gridFor('LETTER');
const roomOnFirst = grid.bodyBottom - grid.top;
let page: number;
let grids: Grid[];
let drawn: { readonly name: string; readonly page: number; readonly top: number; readonly height: number }[];

beforeEach(() => {
  page = 0;
  grids = [];
  drawn = [];
});

function band(name: string, height: number, more: Partial<Band> = {}): Band {
  return { height, draw: (top, full) => drawn.push({ name, page, top, height: full }), ...more };
}

const canvas = {
  grid,
  openPage(opened: Grid) {
    page += 1;
    grids.push(opened);
  },
  within(other: Grid, work: () => unknown) {
    const own = this.grid;
    this.grid = other;
    const result = work();
    this.grid = own;
    return result;
  },
};

async function set(...bands: readonly Band[]): Promise<void> {
  await setBlocks(canvas as unknown as Canvas, [() => bands]);
}

test('the first page begins at the top of the safe area, the others below the running head', async () => {
  await set(band('a', 100), band('b', 600), band('c', 600));
  expect(drawn.map(({ page: on, top }) => [on, top])).toEqual([
    [1, grid.top],
    [2, grid.bodyTop],
    [3, grid.bodyTop],
  ]);
});

test('space above falls away at the top of a page', async () => {
  await set(band('a', 100, { before: 20 }), band('b', 100, { before: 20 }), band('c', 600, { before: 20 }));
  expect(drawn.map(({ top }) => top)).toEqual([grid.top, grid.top + 120, grid.bodyTop]);
});

test('a heading goes to the next page with what it heads', async () => {
  await set(band('text', roomOnFirst - 50), band('heading', 20, { glued: true }), band('row', 40));
  expect(drawn.map(({ name, page: on }) => [name, on])).toEqual([
    ['text', 1],
    ['heading', 2],
    ['row', 2],
  ]);
});

test('headings glued to headings move together', async () => {
  const glued = { glued: true };
  await set(band('text', roomOnFirst - 50), band('h2', 20, glued), band('h3', 20, glued), band('row', 20));
  expect(drawn.slice(1).map(({ page: on }) => on)).toEqual([2, 2, 2]);
});

test('bands that hang together but fill more than a page are parted where they must be', async () => {
  const glued = { glued: true };
  await set(band('a', 300, glued), band('b', 300, glued), band('c', 300));
  expect(drawn.map(({ page: on }) => on)).toEqual([1, 1, 2]);
});

test('what is to be repeated is drawn again where a block goes on over a page', async () => {
  const repeat = {
    height: 14,
    draw: (top: number) => drawn.push({ name: 'repeat', page, top, height: 14 }),
  };
  await set(band('a', 600), band('b', 600, { repeat }));
  expect(drawn.map(({ name, top }) => [name, top])).toEqual([
    ['a', grid.top],
    ['repeat', grid.bodyTop],
    ['b', grid.bodyTop + 14],
  ]);
});

test('a band takes what is left of the page, up to its limit', async () => {
  await set(band('text', roomOnFirst - 100), band('lines', 60, { stretch: 90 }));
  expect(drawn[1]?.height).toBe(90);
  drawn = [];
  await set(band('text', roomOnFirst - 70), band('lines', 60, { stretch: 90 }));
  expect(drawn[1]?.height).toBeCloseTo(70);
});

test('newPage starts a page even where there is room', async () => {
  await set(band('a', 10), band('b', 10, { newPage: true }));
  expect(drawn.map(({ page: on }) => on)).toEqual([1, 2]);
});

test('nothing glued at the very end gets lost', async () => {
  await set(band('a', 10), band('b', 10, { glued: true }));
  expect(drawn.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('blocks on their side are measured and drawn within a page of that kind, and the text goes on behind it', async () => {
  const turned = gridFor('LETTER', 'landscape');
  const seen: Grid[] = [];
  const block: Block = (own) => {
    seen.push(own.grid);
    return [
      band('turned', 100, {
        draw: () => drawn.push({ name: 'turned', page, top: own.grid.width, height: 0 }),
      }),
    ];
  };
  const text =
    (name: string): Block =>
    () => [band(name, 100)];
  await setBlocks(canvas as unknown as Canvas, [text('a'), landscape(block, block), text('b')]);
  expect(seen).toEqual([turned, turned]);
  expect(drawn.map(({ name, page: on }) => [name, on])).toEqual([
    ['a', 1],
    ['turned', 2],
    ['turned', 2],
    ['b', 3],
  ]);
  expect(drawn[1]?.top).toBe(turned.width);
  expect(grids.map(({ turn }) => turn)).toEqual(['portrait', 'landscape', 'portrait']);
});

test('a document may begin on its side, at the top of the safe area', async () => {
  await setBlocks(canvas as unknown as Canvas, [landscape(() => [band('a', 10)])]);
  expect(drawn[0]?.top).toBe(gridFor('LETTER', 'landscape').top);
  expect(grids.map(({ turn }) => turn)).toEqual(['landscape']);
});
