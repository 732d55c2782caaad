import { freePort } from '../test/support/free-port.js';
import { launchChromium } from '../test/support/launch-chromium.js';
import { type Measured, median } from './bench.types.js';
import { judge, type Judged } from './page/lighthouse.js';
import { type Cookie, type Product, startProduct } from './page/product.js';
import { answerAsFixture, filledSheets, give, newClient, recordPolicies } from './page/sheets.js';

const VISITS = 3;
const PERFORMANCE_GOAL = 95;
const ACCESSIBILITY_GOAL = 100;

/** A page to be judged. */
interface Place {
  readonly name: string;
  readonly url: string;
  readonly cookie?: Cookie;
}

/** What Lighthouse, as on its phone, says of the client’s main pages: medians of a few visits each. */
export async function run(): Promise<readonly Measured[]> {
  const product = await startProduct();
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  try {
    await recordPolicies(product);
    const places = await mainPages(product);
    const judged = new Map(places.map(({ name }) => [name, [] as Judged[]]));
    for (let round = 0; round < VISITS; round += 1)
      for (const { name, url, cookie } of places) judged.get(name)?.push(await judge(url, port, cookie));
    return [...judged].flatMap(([name, visits]) => claims(name, visits));
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function mainPages(product: Product): Promise<readonly Place[]> {
  const sheet = filledSheets(product).find(({ name }) => name === 'family-history');
  if (!sheet) throw new Error('There is no family history among the fixtures.');
  const client = await newClient(product);
  const { assignmentId, cookie } = await give(product, client, sheet);
  const filled = await give(product, client, sheet);
  await answerAsFixture(product, filled, sheet);
  const at = (name: string, path: string): Place => ({ name, url: `${product.origin}/me${path}`, cookie });
  return [
    { name: 'way in', url: await product.wayIn((await newClient(product)).clientId) },
    at('home', ''),
    at('cover', `/w/${assignmentId}?part=0`),
    at('part', `/w/${assignmentId}?part=3`),
    at('review', `/w/${filled.assignmentId}/review`),
  ];
}

function claims(page: string, visits: readonly Judged[]): readonly Measured[] {
  const middle = (what: 'performance' | 'accessibility' | 'largest'): number =>
    median(visits.map((visit) => visit[what]));
  const failed = [...new Set(visits.flatMap((visit) => visit.failed))];
  const remarks = failed.length > 0 ? `; short of full marks in ${failed.join(', ')}` : '';
  return [
    {
      name: `performance of 95 over what Lighthouse gives the ${page}`,
      ratio: PERFORMANCE_GOAL / middle('performance'),
      detail: `at most 1; ${middle('performance')} of 100, largest paint ${(middle('largest') / 1_000).toFixed(2)} s${remarks}`,
      limit: 1,
    },
    {
      name: `accessibility of 100 over what Lighthouse gives the ${page}`,
      ratio: ACCESSIBILITY_GOAL / middle('accessibility'),
      detail: `at most 1; ${middle('accessibility')} of 100`,
      limit: 1,
    },
  ];
}
