import type { LimitName } from '../../src/platform/graphql/limits.js';

/** One way to ask too much of GraphQL, or to get around its door. */
export interface Attack {
  readonly name: string;
  /** POST of JSON unless told. */
  readonly method?: 'GET' | 'POST';
  /** After `/graphql`. */
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The code that it has to be refused with, so that none is refused for another reason. */
  readonly code: string;
  /** Of GRAPHQL_LIMIT: which one. */
  readonly limit?: LimitName;
}

/** A request’s body. */
export const json = (body: unknown): Pick<Attack, 'body'> => ({ body: JSON.stringify(body) });
/** A change, as a root field. */
export const CREATE = 'createClient(input: { name: "Never", idempotencyKey: "attack-0000" }) { __typename }';

/** Those that do not come as a request to GraphQL does. */
export const AT_THE_DOOR: readonly Attack[] = [
  {
    name: 'two requests in one',
    ...json([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    code: 'BAD_REQUEST',
  },
  {
    name: '5,000 requests in one',
    ...json(Array.from({ length: 5_000 }, () => ({ query: '{ __typename }' }))),
    code: 'BAD_REQUEST',
  },
  {
    name: 'a kept query',
    ...json({ query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }),
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  {
    name: 'a change by GET',
    method: 'GET',
    search: `?query=${encodeURIComponent(`mutation { ${CREATE} }`)}`,
    headers: { 'apollo-require-preflight': '1' },
    code: 'BAD_REQUEST',
  },
  {
    name: 'a GET of another site’s page',
    method: 'GET',
    search: '?query=%7B__typename%7D',
    code: 'BAD_REQUEST',
  },
  {
    name: 'a query given twice',
    method: 'GET',
    search: '?query=%7B__typename%7D&query=%7B__typename%7D',
    headers: { 'apollo-require-preflight': '1' },
    code: 'BAD_REQUEST',
  },
  {
    name: 'a form',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'query=%7B__typename%7D',
    code: 'BAD_REQUEST',
  },
  {
    name: 'plain text',
    headers: { 'content-type': 'text/plain' },
    body: '{"query":"{ __typename }"}',
    code: 'BAD_REQUEST',
  },
  {
    name: 'an upload',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--',
    code: 'BAD_INPUT',
  },
  {
    name: 'UTF-7',
    headers: { 'content-type': 'application/json; charset=utf-7' },
    ...json({ query: '{ __typename }' }),
    code: 'BAD_INPUT',
  },
  {
    name: 'UTF-16',
    headers: { 'content-type': 'application/json; charset=utf-16' },
    body: Buffer.from('{"query":"{ __typename }"}', 'utf16le'),
    code: 'BAD_INPUT',
  },
  {
    name: 'bytes that are no text',
    body: Buffer.concat([
      Buffer.from('{"query":"{ __typename } #'),
      Buffer.from([0xff, 0xc0]),
      Buffer.from('"}'),
    ]),
    code: 'BAD_INPUT',
  },
  {
    name: 'a body of more than 256 KB',
    ...json({ query: `{ __typename } #${'x'.repeat(256 * 1024)}` }),
    code: 'TOO_LARGE',
  },
  {
    name: 'a body of 1.9 MB',
    ...json({ query: '{ __typename }', variables: { a: 'x'.repeat(1_900_000) } }),
    code: 'TOO_LARGE',
  },
  { name: 'half of a body', body: '{"query":"{ __typename }', code: 'BAD_INPUT' },
  { name: '100,000 brackets for a body', body: '['.repeat(100_000), code: 'BAD_INPUT' },
  {
    name: 'a query that is a parsed document',
    ...json({ query: { kind: 'Document', definitions: [] } }),
    code: 'BAD_REQUEST',
  },
  { name: 'nothing', ...json({}), code: 'BAD_REQUEST' },
];
