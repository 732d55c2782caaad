import { expect, test } from '@jest/globals';
import type { Canvas } from './canvas.js';
import { columns } from './columns.js';
import type { Band, Block } from './flow.js';
import { gridFor, type Grid } from './paper.js';

/** A canvas that only knows its grid, and notes what is drawn where. */
interface Drawn {
  readonly name: string;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

function drawn(
  block: Block,
  full?: number,
): { readonly bands: readonly Band[]; readonly marks: readonly Drawn[] } {
  const marks: Drawn[] = [];
  let grid: Grid = { ...gridFor('LETTER'), left: 100, width: 424 };
  const canvas = {
    get grid() {
      return grid;
    },
    within<T>(own: Grid, work: () => T): T {
      const before = grid;
      grid = own;
      try {
        return work();
      } finally {
        grid = before;
      }
    },
    mark: (mark: Omit<Drawn, 'left' | 'width'>) =>
      marks.push({ ...mark, left: grid.left, width: grid.width }),
  };
  const bands = block(canvas as unknown as Canvas);
  let y = 50;
  for (const band of bands) {
    band.draw(y, full ?? band.height);
    y += band.height;
  }
  return { bands, marks };
}

const box =
  (name: string, height: number, more: Partial<Band> = {}): Block =>
  (canvas) => [
    {
      height,
      ...more,
      draw: (top, full) =>
        (canvas as unknown as { mark(mark: object): void }).mark({ name, top, height: full }),
    },
  ];

test('two columns share the width, the left one is read first', () => {
  const { bands, marks } = drawn(columns([box('a', 20), box('b', 30, { before: 5 })], [box('c', 40)]));
  expect(bands).toMatchObject([{ height: 55 }]);
  expect(marks).toEqual([
    { name: 'a', left: 100, width: 200, top: 50, height: 20 },
    { name: 'b', left: 100, width: 200, top: 75, height: 30 },
    { name: 'c', left: 324, width: 200, top: 50, height: 40 },
  ]);
});

test('one may be wider', () => {
  const { marks } = drawn(columns([box('a', 20)], [box('b', 20)], { share: 0.75 }));
  expect(marks.map(({ left, width }) => [left, width])).toEqual([
    [100, 306],
    [430, 94],
  ]);
});

test('the space above is the larger of the two', () => {
  const { bands } = drawn(columns([box('a', 20, { before: 8 })], [box('b', 20, { before: 3 })]));
  expect(bands[0]?.before).toBe(8);
});

test('a long column runs over the full width, the left one first', () => {
  const { bands, marks } = drawn(columns([box('a', 301)], [box('b', 20)]));
  expect(bands).toHaveLength(2);
  expect(marks.map(({ name, width }) => [name, width])).toEqual([
    ['a', 424],
    ['b', 424],
  ]);
});

test('what opens a page stands beside nothing', () => {
  expect(drawn(columns([box('a', 20)], [box('b', 20, { newPage: true })])).bands).toHaveLength(2);
});

test('what stretches takes the room that is left, its neighbour does not', () => {
  const { bands, marks } = drawn(columns([box('a', 20)], [box('b', 30), box('c', 40, { stretch: 100 })]), 95);
  expect(bands[0]).toMatchObject({ height: 70, stretch: 130 });
  expect(marks.map(({ height }) => height)).toEqual([20, 30, 65]);
});
