/** A text that a page shows or has read out, and the language that it is said to be in. */
export interface Segment {
  readonly text: string;
  readonly lang: string;
}

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const READ_OUT = ['aria-label', 'title', 'placeholder', 'alt', 'data-label'];

/** All texts of a document with the nearest `lang` above each; of scripts and styles none. */
export function segmentsOf(html: string): readonly Segment[] {
  const stripped = html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '');
  const segments: Segment[] = [];
  const langs: string[] = [''];
  for (const [, closing, name = '', attributes = '', text = ''] of stripped.matchAll(
    /<(?:(\/)|!)?([\w-]+)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/g,
  )) {
    const lang = langs.at(-1) ?? '';
    if (name === '') segments.push({ text: plain(text), lang });
    else if (closing) langs.pop();
    else {
      const own = /\slang="([^"]*)"/.exec(attributes)?.[1] ?? lang;
      for (const attribute of READ_OUT) {
        const value = new RegExp(`\\s${attribute}="([^"]*)"`).exec(attributes)?.[1];
        if (value) segments.push({ text: plain(value), lang: own });
      }
      if (!VOID.has(name) && name !== 'doctype') langs.push(own);
    }
  }
  return segments.filter(({ text }) => text !== '');
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
