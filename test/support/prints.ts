import request from 'supertest';
import type { TestApp } from './app.js';
import { pdfWords } from './poppler.js';
import type { Sql } from './sql.js';

/** What a file's address answered. */
export interface Followed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Follows a signed link, as a browser without any cookie does. */
export async function follow(
  { app }: Pick<TestApp, 'app'>,
  url: string,
  { method = 'get', headers = {} }: { method?: 'get' | 'head'; headers?: Record<string, string> } = {},
): Promise<Followed> {
  const { pathname, search } = new URL(url);
  const agent = request(app.getHttpServer());
  const asked = method === 'head' ? agent.head(pathname + search) : agent.get(pathname + search);
  const { status, headers: told, body, text } = await asked.set(headers).buffer(true);
  return { status, headers: told, bytes: Buffer.isBuffer(body) ? body : Buffer.from(text ?? '') };
}

/** The text of each page of a PDF, in order. */
export function pagesOf(pdf: Buffer): string[] {
  const pages: string[] = [];
  for (const { page, text } of pdfWords(pdf)) pages[page - 1] = `${pages[page - 1] ?? ''}${text} `;
  return Array.from(pages, (text) => text ?? '');
}

/** Entries of the audit by their actions, the oldest first. */
export function noted(
  owner: Sql,
  practiceId: string,
  ...actions: readonly string[]
): Promise<
  {
    action: string;
    client_id: string | null;
    actor_kind: string;
    actor_id: string;
    detail: Record<string, unknown>;
  }[]
> {
  return owner.rows(
    `SELECT action, client_id, actor_kind, actor_id, detail FROM mendwork.audit_entry
     WHERE practice_id = $1 AND action = ANY($2::text[]) ORDER BY seq`,
    [practiceId, actions],
  );
}
