import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PrintDocument } from './documents.js';
import { drawPage, packImages } from './images.js';

/** Pictures of pages for people who want to see what is printed: `docs/screens`. */

const FOLDER = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
/** One point is a little more than one dot: as large as on a screen at 100%. */
const SCREEN = 80;
/** A fax in its fine mode: black and white, nothing between. */
const FAX = 200;

/** Draws the pages that a document is shown by, on a screen and as a fax. */
export function writeScreens({ name, screens = [] }: PrintDocument, file: string): void {
  const drawn = screens.map((page) => {
    drawPage(file, page, `${FOLDER}${name}-${page}-fax`, ['-r', `${FAX}`, '-mono']);
    return drawPage(file, page, `${FOLDER}${name}-${page}`, ['-r', `${SCREEN}`]);
  });
  packImages(drawn.map((image) => ({ from: image, to: image, grey: false })));
}

/** Writes the page that lists the pictures. */
export function writeScreensPage(documents: readonly PrintDocument[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}README.md`, screensPage(documents));
}

/** Whether the page lists what the registry says. */
export function isScreensPageCurrent(documents: readonly PrintDocument[]): boolean {
  return readFileSync(`${FOLDER}README.md`, 'utf8') === screensPage(documents);
}

/** The pictures that there are of prints; those of the client's page lie beside them. */
export function screensThere(): readonly string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.png') && !name.startsWith('client-'));
}

/** The pictures that there should be. */
export function screensWanted(documents: readonly PrintDocument[]): readonly string[] {
  return documents.flatMap(({ name, screens = [] }) =>
    screens.flatMap((page) => [`${name}-${page}.png`, `${name}-${page}-fax.png`]),
  );
}

/** Removes all pictures. */
export function forgetScreens(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const name of screensThere()) rmSync(FOLDER + name);
}

function screensPage(documents: readonly PrintDocument[]): string {
  const shown = documents.filter(({ screens = [] }) => screens.length > 0);
  const sections = shown.map(({ name, shows, paper, screens = [] }) => {
    const pictures = screens.map((page) => `![${shows}, page ${page}](${name}-${page}.png)`);
    const faxes = screens.map((page) => `[page ${page}](${name}-${page}-fax.png)`);
    return `## ${shows}\n\n${paper === 'A4' ? 'A4' : 'US Letter'}. As a fax: ${faxes.join(', ')}.\n\n${pictures.join('\n')}\n`;
  });
  return `# What is printed\n\nEvery kind of page, at the size of a screen, and as a fax in black and white. All people are invented.\nThe pictures are made by \`npm run prints\`, with the goldens of \`test/prints\`.\n\nWhat clients see on a screen: [the client’s page](client.md).\n\n${sections.join('\n')}`;
}
