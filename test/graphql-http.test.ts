import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuditResult, serverAudits } from 'graphql-http';
import { startTestApp, type TestApp } from './support/app.js';

/** “GraphQL over HTTP”, as the audits of the package graphql-http read it, against the running server. */

/**
 * Two audits ask for a type of the schema and want 200. Where that may not be asked, they ask for something else with
 * the same letters in the same place.
 */
const EQUIVALENTS: readonly (readonly [asked: string, instead: string])[] = [
  ['{ __type(name: "Run🏃Swim🏊") { name } }', '{ worksheets(filter: { text: "Run🏃Swim🏊" }) { id } }'],
  [
    'query Type($name: String!) { __type(name: $name) { name } }',
    'query Type($name: String!) { worksheets(filter: { text: $name }) { id } }',
  ],
];

/** What is advised or allowed and done otherwise here: by the audit's id. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // GET without a header that no page of another site can send is refused.
  '5A70': 'MAY',
  D6D5: 'MAY',
  '6A70': 'MAY',
  // 400 says the same to old clients as to new ones: a proxy or a log that counts statuses sees what was refused.
  '572B': 'SHOULD',
  FDE2: 'SHOULD',
  '7B9B': 'SHOULD',
};

describe.each([
  ['may', true],
  ['may not', false],
])('where the schema %s be asked for', (_may, graphiql) => {
  let app: TestApp;
  let results: AuditResult[];
  const replaced = new Set<string>();

  beforeAll(async () => {
    app = await startTestApp({ graphiql });
    const { member } = await app.practice();
    await app.app.listen(0, '127.0.0.1');
    const { port } = app.app.getHttpServer().address() as AddressInfo;
    const fetchFn = (url: string, options: RequestInit = {}): Promise<Response> => {
      const headers = { ...(options.headers as Record<string, string>), ...member };
      return fetch(url, { ...options, headers, ...(!graphiql && { body: equivalent(options.body) }) });
    };
    const equivalent = (body: RequestInit['body']): RequestInit['body'] => {
      if (typeof body !== 'string') return body;
      const found = EQUIVALENTS.find(([query]) => body.includes(JSON.stringify(query)));
      if (!found) return body;
      replaced.add(found[0]);
      return body.replace(JSON.stringify(found[0]), JSON.stringify(found[1]));
    };
    results = await Promise.all(
      serverAudits({ url: `http://127.0.0.1:${port}/graphql`, fetchFn }).map(({ fn }) => fn()),
    );
  });
  afterAll(() => app?.stop());

  test('no MUST fails', () => {
    const musts = results.filter(({ name }) => name.startsWith('MUST'));
    expect(musts.length).toBeGreaterThanOrEqual(12);
    const failed = results.filter(({ status }) => status === 'error');
    process.stdout.write(
      `graphql-http, schema ${graphiql ? 'open' : 'closed'}: ${results.length} audits, ${musts.length} MUST, ${failed.length} failed\n`,
    );
    expect(failed.map(({ name, ...why }) => [name, 'reason' in why && why.reason])).toEqual([]);
    expect(replaced.size).toBe(graphiql ? 0 : EQUIVALENTS.length);
  });

  test('of what is advised, only this is otherwise', () => {
    const others = results.filter(({ status }) => status === 'warn' || status === 'notice');
    expect(Object.fromEntries(others.map(({ id, name }) => [id, name.split(' ')[0]]))).toEqual(OTHERWISE);
  });
});
