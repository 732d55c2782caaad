import { z } from 'zod';

const MOST_ORIGINS = 20;
const LONGEST_ORIGIN = 255;
/** What may stand in an address that is nothing but an origin. */
const ORIGIN_ALONE = /^https?:\/\/[^/?#@\\\s]+\/?$/i;
/** What browsers take in `frame-ancestors` without a second meaning: no wildcard, no quote, nothing that ends a policy. */
const PLAIN_HOST = /^[a-z\d](?:[a-z\d._-]*[a-z\d])?$/;
const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3})$/;

const PROBLEM =
  'Write the origin of a site as browsers show it, such as https://portal.example: https, a host, a port where it has one, and nothing behind it. Plain http goes on localhost alone.';

const origin = z
  .string()
  .max(LONGEST_ORIGIN, PROBLEM)
  .transform((text, context) => {
    const normal = normalOrigin(text.trim());
    if (normal === undefined) context.addIssue({ code: 'custom', message: PROBLEM });
    return normal ?? z.NEVER;
  });

/** The sites that may frame clients' pages, each as a browser names its origin, and each once. */
export const embedOriginList = z
  .array(origin)
  .transform((origins) => [...new Set(origins)])
  .refine(({ length }) => length <= MOST_ORIGINS, `List at most ${MOST_ORIGINS} sites.`);

/** The origin as browsers write it; undefined for whatever is not exactly one, or not safe to be told to a browser. */
function normalOrigin(text: string): string | undefined {
  if (!ORIGIN_ALONE.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, origin: normal } = new URL(text);
  if (!PLAIN_HOST.test(hostname)) return undefined;
  return protocol === 'https:' || LOOPBACK.test(hostname) ? normal : undefined;
}
