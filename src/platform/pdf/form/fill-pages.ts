import type { Block, Band } from '../flow.js';
import type { Grid } from '../paper.js';

/** A band that may grow by steps of so many points, to fill a page: lines to write on. */
export interface GrowingBand extends Band {
  readonly step?: number;
  /** To this height it is reduced where that saves a page. */
  readonly least?: number;
}

/** A place grows by at most this many steps where a page ends after it, and by fewer at the end of all. */
const MOST_STEPS = 8;
const MOST_STEPS_AT_END = 4;

/**
 * Sets blocks so that what is left at the foot of a page goes to the places to write on it, the last of the page
 * first. Pages break where they would have broken without.
 */
export function fillPages(blocks: readonly Block[]): Block {
  return (canvas) =>
    grown(
      blocks.flatMap((block) => block(canvas)),
      canvas.grid,
    );
}

/** The bands with their new heights. The first is taken to open the document. */
export function grown(bands: readonly GrowingBand[], grid: Grid): readonly Band[] {
  const pages = fewestPages(bands, grid);
  return pages.flatMap(({ bands: own, left }, index) =>
    shared(own, left, index === pages.length - 1 ? MOST_STEPS_AT_END : MOST_STEPS),
  );
}

/** How many steps an answer may lose where that saves a page. What the page has left comes back to it. */
const REDUCTIONS = [0, 1, 2] as const;

/** As few pages as can be had, with as much room to write as they allow. */
function fewestPages(bands: readonly GrowingBand[], grid: Grid): readonly Page[] {
  return REDUCTIONS.map((steps) =>
    paginate(
      bands.map((band) => reduced(band, steps)),
      grid,
    ),
  ).reduce((best, pages) => (pages.length < best.length ? pages : best));
}

function reduced(band: GrowingBand, steps: number): GrowingBand {
  const { step = 0, least = band.height, height } = band;
  return { ...band, height: Math.max(least, height - steps * step) };
}

interface Page {
  readonly bands: GrowingBand[];
  left: number;
}

/** Where the pages will break, as `setBlocks` breaks them: chains of glued bands stay together where they fit. */
function paginate(bands: readonly GrowingBand[], grid: Grid): readonly Page[] {
  const pages: Page[] = [{ bands: [], left: grid.bodyBottom - grid.top }];
  const current = (): Page => pages.at(-1) ?? { bands: [], left: 0 };
  const open = (band: Band): void => {
    if (current().bands.length === 0) return;
    pages.push({ bands: [], left: grid.bodyBottom - grid.bodyTop - (band.repeat?.height ?? 0) });
  };
  for (const chain of chainsOf(bands)) {
    const needed = chain.reduce((sum, band) => sum + band.height + (band.before ?? 0), 0);
    chain.forEach((band, index) => {
      const wanted = index === 0 ? needed : band.height + (band.before ?? 0);
      if ((index === 0 && band.newPage) || wanted > current().left) open(band);
      const before = current().bands.length === 0 ? 0 : (band.before ?? 0);
      current().bands.push(band);
      current().left -= before + band.height;
    });
  }
  return pages;
}

function chainsOf(bands: readonly GrowingBand[]): readonly (readonly GrowingBand[])[] {
  const chains: GrowingBand[][] = [];
  let open: GrowingBand[] | undefined;
  for (const band of bands) {
    if (open) open.push(band);
    else chains.push((open = [band]));
    if (!band.glued) open = undefined;
  }
  return chains;
}

/** One step after another to each place in turn, from the last one up, as long as there is room. */
function shared(bands: readonly GrowingBand[], room: number, most: number): readonly Band[] {
  const steps = new Map<GrowingBand, number>();
  const places = bands.filter(({ step }) => step !== undefined).toReversed();
  let left = room;
  for (let round = 0; round < most; round += 1) {
    for (const place of places) {
      const { step = 0 } = place;
      if (step > left) continue;
      steps.set(place, (steps.get(place) ?? 0) + 1);
      left -= step;
    }
  }
  return bands.map((band) => {
    const more = (steps.get(band) ?? 0) * (band.step ?? 0);
    return more === 0 ? band : { ...band, height: band.height + more };
  });
}
