import { HttpReply } from '../platform/http/exchange.js';

/**
 * What a frame shows where a redirect would move nothing but the frame: a link that takes the whole window to the exit,
 * and not a word of who was there. Its name is the exit’s own, which needs no translation.
 * @param hosts the origins that may frame it
 */
export function wayOut(exitUrl: string, hosts: readonly string[], cookies: readonly string[]): HttpReply {
  const { href, host } = new URL(exitUrl);
  const link = `<a href="${href.replaceAll('&', '&amp;')}" target="_top" rel="noreferrer">${host}</a>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${host}</title>`;
  return new HttpReply(
    200,
    {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; base-uri 'none'; frame-ancestors ${["'self'", ...hosts].join(' ')}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
    `<!doctype html><html lang="zxx"><head>${head}</head><body><main><p>${link}</p></main></body></html>`,
    cookies,
  );
}
