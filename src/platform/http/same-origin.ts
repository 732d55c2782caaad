import { bearerToken, type HttpRequest } from './exchange.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * May this request change anything on behalf of the cookie that it brings? Browsers say where a request was begun
 * by `Sec-Fetch-Site`; older ones by `Origin`. A request that says neither is refused.
 */
export function isSameOrigin(request: Pick<HttpRequest, 'headers'>): boolean {
  const site = header(request, 'sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = header(request, 'origin');
  const host = header(request, 'host');
  if (origin === undefined || host === undefined) return false;
  return hostOf(origin) === host.toLowerCase();
}

/**
 * Would this request change something that a page of ours did not ask for? Asked of every request before it is routed,
 * so that no route can be without the answer. Who brings a token in `Authorization` is exempt: no browser adds one by
 * itself. So is a program, which brings no cookie and says of no page that it came from there.
 */
export function isForeignChange(request: Pick<HttpRequest, 'headers' | 'method'>): boolean {
  const { headers, method } = request;
  if (READING.has(method) || bearerToken(headers.authorization) !== undefined) return false;
  const fromBrowser = [headers.cookie, headers.origin, headers['sec-fetch-site']].some(
    (value) => value !== undefined,
  );
  return fromBrowser && !isSameOrigin(request);
}

function header({ headers }: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
