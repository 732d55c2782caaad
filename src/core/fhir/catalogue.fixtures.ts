import { readdirSync, readFileSync } from 'node:fs';
import type { Worksheet } from '../worksheet/definition.js';
import { parseLibrary } from '../worksheet/library.js';
import { parseWorksheet } from '../worksheet/parse.js';

const FOLDER = new URL('../../../worksheets/', import.meta.url);
/** Files beside the worksheets that are none. */
const NO_WORKSHEETS: readonly string[] = ['common.yaml', 'flags.yaml', 'fellowships.yaml'];

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

const library = parseLibrary(read('common.yaml'), 'common.yaml');

/** Every worksheet that is shipped, with the common blocks around it. */
export const catalogue: readonly Worksheet[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && !NO_WORKSHEETS.includes(name))
  .map((name) => parseWorksheet(read(name), name, library));
