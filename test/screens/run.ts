import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startProduct } from '../../bench/page/product.js';
import { recordPolicies } from '../../bench/page/sheets.js';
import { launchChromium } from '../support/launch-chromium.js';
import { LOOKS, Stage } from './stage.js';
import { STATES } from './states.js';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'screens');
const BUDGET = 6_000_000;

/**
 * Takes pictures of the client's page in its main states, on a phone and on a desktop, light and dark, and writes the
 * page that shows them.
 * @param only the names of some states; all where none is named
 */
export async function takeScreens(only: readonly string[]): Promise<void> {
  const states = STATES.filter(({ name }) => only.length === 0 || only.includes(name));
  const product = await startProduct();
  const browser = await launchChromium();
  try {
    await recordPolicies(product);
    mkdirSync(FOLDER, { recursive: true });
    if (only.length === 0) for (const file of pictures()) rmSync(file);
    for (const state of states)
      for (const look of LOOKS) {
        const stage = await Stage.open(product, browser, look);
        await state.pose(stage);
        await stage.shoot(path.join(FOLDER, fileOf(state.name, look.name)));
        await stage.context.close();
      }
  } finally {
    await browser.close();
    await product.stop();
  }
  writeFileSync(path.join(FOLDER, 'client.md'), listing());
  const bytes = pictures().reduce((sum, file) => sum + statSync(file).size, 0);
  process.stdout.write(`${pictures().length} pictures, ${(bytes / 1_000_000).toFixed(1)} MB\n`);
  if (bytes > BUDGET) throw new Error('The pictures have grown too heavy to be kept beside the source.');
}

function pictures(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => /^client-.*\.png$/u.test(name))
    .map((name) => path.join(FOLDER, name));
}

function fileOf(state: string, look: string): string {
  return `client-${state}-${look}.png`;
}

function listing(): string {
  const sections = STATES.map(({ name, shows }) => {
    const [first, ...others] = LOOKS.map((look) => ({ look: look.name, file: fileOf(name, look.name) }));
    const links = others.map(({ look, file }) => `[${look.replace('-', ', ')}](${file})`);
    return `## ${shows}\n\nAlso: ${links.join('; ')}.\n\n![${shows}](${first?.file})\n`;
  });
  return `# The client’s page

What a client sees, on a phone and on a desktop, light and dark. All people are invented, and every date is shown as one
day’s. The pictures are made by \`npm run screens\`, from the built product on a database of its own.

${sections.join('\n')}`;
}
