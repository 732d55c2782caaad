import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('image-program.mjs', import.meta.url));

/** Two images to be compared, and where a picture of what differs goes. */
export interface Compared {
  readonly golden: string;
  readonly actual: string;
  readonly diff: string;
  /** How far two dots may be apart, from 0 to 1, and count as one. */
  readonly threshold: number;
}

/** An image to be packed small: in grey, or in fewer shades. */
export interface Packed {
  readonly from: string;
  readonly to: string;
  readonly grey: boolean;
}

/** In how many dots each pair of images differs. What smoothing explains does not count. */
export function compareImages(pairs: readonly Compared[]): readonly number[] {
  return run(pairs);
}

/** Packs images. */
export function packImages(images: readonly Packed[]): void {
  run(images);
}

/** Draws a page of a PDF with poppler into `<to>.png`. */
export function drawPage(file: string, page: number, to: string, options: readonly string[]): string {
  const pages = ['-f', `${page}`, '-l', `${page}`];
  execFileSync('pdftoppm', [...options, '-png', '-singlefile', ...pages, file, to]);
  return `${to}.png`;
}

function run(tasks: readonly object[]): readonly number[] {
  const answer = execFileSync('node', [PROGRAM], { input: JSON.stringify(tasks), encoding: 'utf8' });
  return JSON.parse(answer) as number[];
}
