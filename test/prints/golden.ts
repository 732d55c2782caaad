import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareImages, drawPage, packImages } from './images.js';

const FOLDER = fileURLToPath(new URL('golden/', import.meta.url));
const DOTS_PER_INCH = 40;
/** Pages of a long document that are kept as images: the first ones and the last. Its text is kept whole. */
const PAGES_KEPT = 3;

/**
 * How far an image may be from its golden. pixelmatch leaves out what smoothing explains and counts a dot as another
 * from a tenth of the way between black and white; a word of five letters that is missing is some fifty dots.
 */
const THRESHOLD = 0.1;
const DOTS_ALLOWED = 20;

/** Written anew instead of compared when jest runs with `--globals '{"writePrints":true}'`: `npm run prints`. */
export const writesGoldens = (globalThis as { writePrints?: boolean }).writePrints === true;

/** The page numbers of a document that goldens are kept of. */
export function pagesKept(pages: number): readonly number[] {
  return Array.from({ length: pages }, (_none, index) => index + 1).filter(
    (number) => number <= PAGES_KEPT || number === pages,
  );
}

/** Removes the goldens of a document, before they are written anew. */
export function forgetGoldens(name: string): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER))
    if (file === `${name}.txt` || imageOf(name).test(file)) rmSync(join(FOLDER, file));
}

/** Names of documents that have goldens. */
export function goldenNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.slice(0, -'.txt'.length));
}

/** The page numbers that a document has golden images of. */
export function goldenPages(name: string): readonly number[] {
  return readdirSync(FOLDER)
    .flatMap((file) => imageOf(name).exec(file)?.[1] ?? [])
    .map(Number)
    .toSorted((one, other) => one - other);
}

/** Compares a text with its golden. Throws with the first line that differs and where both texts are. */
export function expectGoldenText(name: string, text: string): void {
  const golden = join(FOLDER, `${name}.txt`);
  if (writesGoldens) return writeFileSync(golden, text);
  expectThere(golden);
  const expected = readFileSync(golden, 'utf8');
  if (expected === text) return;
  const [is, was] = [text.split('\n'), expected.split('\n')];
  const at = is.findIndex((one, index) => one !== was[index]);
  const line = at === -1 ? is.length : at;
  const folder = mkdtempSync(join(tmpdir(), `golden-${name}-`));
  writeFileSync(join(folder, 'expected.txt'), expected);
  writeFileSync(join(folder, 'actual.txt'), text);
  throw new Error(
    `${name} says something else in line ${line + 1}:\n- ${was[line] ?? '(nothing)'}\n+ ${is[line] ?? '(nothing)'}\n` +
      `Both are in ${folder}. ${HOW_TO_ACCEPT}`,
  );
}

/** Compares pages of a file with their golden images. Throws with how much differs and where the images are. */
export function expectGoldenPages(name: string, file: string, pages: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), `golden-${name}-`));
  const images = pages.map((page) => ({
    page,
    golden: join(FOLDER, `${name}-${page}.png`),
    actual: drawPage(file, page, join(folder, `${page}-actual`), ['-r', `${DOTS_PER_INCH}`, '-gray']),
    diff: join(folder, `${page}-difference.png`),
    threshold: THRESHOLD,
  }));
  if (writesGoldens) {
    packImages(images.map(({ actual, golden }) => ({ from: actual, to: golden, grey: true })));
    return rmSync(folder, { recursive: true });
  }
  for (const { golden } of images) expectThere(golden);
  const dots = compareImages(images);
  const differing = images.filter((_image, index) => (dots[index] ?? Infinity) > DOTS_ALLOWED);
  if (differing.length === 0) return rmSync(folder, { recursive: true });
  for (const { golden, page } of differing) copyFileSync(golden, join(folder, `${page}-expected.png`));
  const what = differing.map(({ page }) => `page ${page} in ${dots[pages.indexOf(page)]} dots`);
  throw new Error(
    `${name} looks different: ${what.join(', ')} (${DOTS_ALLOWED} may differ).\n` +
      `The images and their differences are in ${folder}. ${HOW_TO_ACCEPT}`,
  );
}

const HOW_TO_ACCEPT = 'When that is meant, write the goldens anew with `npm run prints` and look at them.';

function imageOf(name: string): RegExp {
  return new RegExp(`^${name}-(\\d+)\\.png$`, 'u');
}

function expectThere(golden: string): void {
  if (!existsSync(golden)) throw new Error(`There is no golden ${golden}. ${HOW_TO_ACCEPT}`);
}
