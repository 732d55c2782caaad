import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** What a page around a frame was told: messages as they came, and events of the element by name. */
export interface Heard {
  readonly messages: { readonly origin: string; readonly data: unknown }[];
  readonly events: { readonly type: string; readonly detail: unknown }[];
}

/** Who sits before a host's page, as its server has it. */
export interface Visitor {
  isSignedIn: boolean;
}

/** Notes everything that reaches the page, before any of its own scripts run. */
const LISTENING = `
  window.heard = { messages: [], events: [] };
  addEventListener('message', ({ origin, data }) => heard.messages.push({ origin, data }), true);
  for (const name of ['height', 'part', 'saved', 'submitted', 'left', 'expired'])
    addEventListener('mendwork-' + name, ({ type, detail }) => heard.events.push({ type, detail }), true);`;

/** The code that stands in docs/host.md after a comment with this name, with the example's address changed to ours. */
export function documented(name: string, care: string): string {
  const text = readFileSync('docs/host.md', 'utf8');
  const [, code] = new RegExp(`<!-- ${name} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\``).exec(text) ?? [];
  if (code === undefined) throw new Error(`docs/host.md has no code for “${name}”.`);
  return code.replaceAll('https://care.example', care);
}

/**
 * A host's server: its page is the documented one, with something to scroll past above it, and asks at
 * `/worksheet-address`, which `address` answers until the visitor asks for `/sign-out`.
 * @param care where the product is
 */
export function hostServer(
  care: string,
  address: () => Promise<string>,
  visitor: Visitor,
): ReturnType<typeof createServer> {
  const page = documented('host page', care)
    .replace('<head>', `<head><script>${LISTENING}</script>`)
    .replace('<body>', '<body><h1>Portal</h1><p style="block-size: 300px">Your appointments.</p>');
  return createServer((request, response) => {
    const answer = async (): Promise<[type: string, body: string]> => {
      if (request.url === '/sign-out') visitor.isSignedIn = false;
      const asked = async (): Promise<string> => (visitor.isSignedIn ? address() : '');
      if (request.url === '/worksheet-address') return ['text/plain', await asked()];
      if (request.url === '/bare') return ['text/html', bare(await asked())];
      return ['text/html', page];
    };
    answer().then(
      ([type, body]) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}

/** Does by hand what the documented page does with the element's event. */
const SIGNING_OUT = `
  addEventListener('message', ({ data }) => { if (data.type === 'left') navigator.sendBeacon('/sign-out'); });`;

/** A frame without the element, of a fixed height. */
function bare(address: string): string {
  return `<!doctype html><html lang="en"><title>Portal</title><script>${LISTENING}${SIGNING_OUT}</script>
    <iframe title="Worksheet" src="${address}" referrerpolicy="origin" style="inline-size: 100%; block-size: 500px"
      sandbox="allow-scripts allow-forms allow-same-origin allow-top-navigation-by-user-activation"></iframe>`;
}
