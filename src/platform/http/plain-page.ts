import { createHash } from 'node:crypto';

const STYLE =
  ':root{color-scheme:light dark}' +
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1.5rem}' +
  'h1{font-size:1.6rem;line-height:1.2}';

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** The policy that goes with `plainPage`: one style, known by its hash, and nothing else. */
export const PLAIN_PAGE_POLICY =
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; ` +
  "frame-ancestors 'none'";

/** A whole page that says one thing, and neither where one is nor what for. */
export function plainPage(title: string, message: string): string {
  return (
    '<!doctype html><html lang="en-US"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escaped(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>` +
    `<body><main><h1>${escaped(title)}</h1><p>${escaped(message)}</p></main></body></html>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
