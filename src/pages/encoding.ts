import type { HttpRequest } from '../platform/http/exchange.js';

/** The encoding to answer in: the better one of those that the browser takes. */
export function encodingFor({ headers }: Pick<HttpRequest, 'headers'>): 'br' | 'gzip' | undefined {
  const accepted = [headers['accept-encoding']].flat().join(',').toLowerCase();
  const taken = accepted
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  if (taken.includes('br')) return 'br';
  return taken.includes('gzip') ? 'gzip' : undefined;
}
