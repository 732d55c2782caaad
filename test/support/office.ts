import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import type { TestApp } from './app.js';

type Headers = Readonly<Record<string, string>>;

/** A link as a clinician is given it. */
export interface MadeLink {
  readonly url: string;
  readonly code: string;
  readonly tabletUrl: string | null;
}

/** Makes a link for a client, as the console does. */
export async function makeLink(
  app: TestApp,
  member: Headers,
  clientId: string,
  place: 'OWN' | 'OFFICE' = 'OFFICE',
): Promise<MadeLink> {
  const { data } = await app.graphql<{ clientLink: MadeLink }>(
    { ...member },
    `mutation($input: ClientLinkInput!) {
      clientLink(input: $input) { ... on ClientLink { url code tabletUrl } } }`,
    { input: { clientId, place, idempotencyKey: randomUUID() } },
  );
  return data.clientLink;
}

/** What a link's address holds, as the page sends it. */
export function wayOf({ url }: Pick<MadeLink, 'url'>): { practice: string; link: string; secret: string } {
  const { pathname, hash } = new URL(url);
  const [, , , practice = '', link = ''] = pathname.split('/');
  return { practice, link, secret: hash.slice(1) };
}

/** A browser that keeps its cookies, and says of its requests what a browser would say. */
export class TabletBrowser {
  readonly cookies = new Map<string, string>();
  /** Cookies as they were set last, by name. */
  readonly set = new Map<string, string>();

  constructor(private readonly app: TestApp) {}

  get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...(cookie && { cookie }), 'sec-fetch-site': 'same-origin', accept: 'text/html' };
  }

  /** Takes a cookie over from elsewhere. */
  take({ cookie = '' }: Headers): this {
    const [name = '', value = ''] = cookie.split('=');
    this.cookies.set(name, value);
    return this;
  }

  /** A page that is gone to from another page of ours. */
  get(path: string, more: Headers = {}): Promise<Response> {
    return this.ask(
      request(this.app.app.getHttpServer())
        .get(path)
        .set({ ...this.headers, ...more }),
    );
  }

  /** A form of a page of ours. */
  post(path: string, fields: Headers = {}, more: Headers = {}): Promise<Response> {
    const asked = request(this.app.app.getHttpServer())
      .post(path)
      .set({ ...this.headers, ...more });
    return this.ask(asked.type('form').send({ ...fields }));
  }

  private async ask(asked: request.Test): Promise<Response> {
    const answer = await asked;
    for (const line of answer.get('Set-Cookie') ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.set.set(name, line);
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}
