import { HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import type { ClientFile } from './client-files.js';
import { encodingFor } from './encoding.js';

/** A built file by its name, to be kept for ever: the name changes with what is in it. 404 for every other name. */
export function assetReply(
  files: ReadonlyMap<string, ClientFile>,
  name: string,
  request: HttpRequest,
): HttpReply {
  const file = files.get(name);
  if (file === undefined) return new HttpReply(404, { 'cache-control': 'no-store' });
  const encoding = file.brotli && file.gzip ? encodingFor(request) : undefined;
  const body = { br: file.brotli, gzip: file.gzip, none: file.plain }[encoding ?? 'none'] ?? file.plain;
  return new HttpReply(
    200,
    {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // It speaks of what a document may do. On every file of a first visit it would weigh half a kilobyte.
      'permissions-policy': '',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    },
    body,
  );
}
