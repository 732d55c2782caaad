import type { HttpRequest } from './exchange.js';

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
