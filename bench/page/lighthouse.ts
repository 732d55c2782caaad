import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installedPeers } from './peers.js';
import type { Cookie } from './product.js';

/** What Lighthouse says of one visit. Scores are of 100. */
export interface Judged {
  readonly performance: number;
  readonly accessibility: number;
  /** Largest paint, on its slow phone, in milliseconds. */
  readonly largest: number;
  /** Audits that are not passed, as it names them. */
  readonly failed: readonly string[];
}

type Lighthouse = (
  url: string,
  flags: object,
) => Promise<
  | {
      readonly lhr: {
        readonly categories: Readonly<
          Record<
            'performance' | 'accessibility',
            {
              readonly score: number | null;
              readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
            }
          >
        >;
        readonly audits: Readonly<
          Record<string, { readonly score: number | null; readonly numericValue?: number }>
        >;
        readonly runtimeError?: { readonly message: string };
      };
    }
  | undefined
>;

/**
 * Lets Lighthouse judge a page as on its phone, with nothing in the cache.
 * @param port where a Chromium lets itself be driven
 */
export async function judge(url: string, port: number, cookie?: Cookie): Promise<Judged> {
  const lighthouse = await load();
  const result = await lighthouse(url, {
    port,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility'],
    ...(cookie && { extraHeaders: { Cookie: `${cookie.name}=${cookie.value}` } }),
  });
  if (!result || result.lhr.runtimeError)
    throw new Error(`Lighthouse could not judge the page: ${result?.lhr.runtimeError?.message}`);
  const { categories, audits } = result.lhr;
  const scoreOf = (category: keyof typeof categories): number => (categories[category].score ?? 0) * 100;
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs);
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    largest: audits['largest-contentful-paint']?.numericValue ?? NaN,
    failed: weighed
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => id),
  };
}

async function load(): Promise<Lighthouse> {
  const entry = createRequire(path.join(installedPeers(), 'x.js')).resolve('lighthouse');
  const { default: lighthouse } = (await import(pathToFileURL(entry).href)) as { default: Lighthouse };
  return lighthouse;
}
