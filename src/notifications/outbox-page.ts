import { createHash } from 'node:crypto';
import type { KeptMail } from '../platform/mail/folder-mailer.js';

const STYLE =
  ':root{color-scheme:light dark}' +
  'body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1.25rem}' +
  'h1{font-size:1.6rem}h2{font-size:1.15rem;margin:0}' +
  'article{border-top:1px solid color-mix(in srgb,currentColor 25%,transparent);padding:1.25rem 0}' +
  'p{margin:.6rem 0;overflow-wrap:anywhere}small{opacity:.75}';

/** The policy that goes with the page: one style, known by its hash, and nothing else. */
export const OUTBOX_PAGE_POLICY =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The local outbox as a page. A line that is an address can be followed; everything else is text. */
export function outboxPage(mails: readonly KeptMail[]): string {
  const body =
    mails.length === 0
      ? '<p>Nothing has been sent. Load this page again after asking for a link.</p>'
      : mails.map(article).join('');
  return (
    '<!doctype html><html lang="en-US"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>Outbox</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main><h1>Outbox</h1>` +
    `<p>No mail server is set up, so that mail stays on this machine. The newest comes first.</p>${body}</main></body></html>`
  );
}

function article({ to, subject, text, at }: KeptMail): string {
  const lines = text.split('\n\n').map((line) => `<p>${linked(line)}</p>`);
  return (
    `<article><h2>${escaped(subject)}</h2>` +
    `<p><small>To ${escaped(to)}, <time datetime="${escaped(at)}">${escaped(at.slice(0, 16).replace('T', ' '))} UTC</time></small></p>` +
    `${lines.join('')}</article>`
  );
}

function linked(line: string): string {
  return /^https?:\/\/\S+$/.test(line) ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
