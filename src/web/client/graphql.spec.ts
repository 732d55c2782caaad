import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { saverAt, submitAt } from './graphql.js';

const original = globalThis.fetch;
const fetched = jest.fn<typeof fetch>();
beforeEach(() => {
  fetched.mockReset();
  globalThis.fetch = fetched;
});
afterEach(() => {
  globalThis.fetch = original;
});

const answer = (body: unknown, status = 200): void => {
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }));
};
const save = saverAt('/care/graphql', 'a1');
const submit = () => submitAt('/care/graphql', { assignmentId: 'a1', revision: 3, idempotencyKey: 'key-1' });
const words = (value: string) => [{ item: 'line', answer: { value } }] as const;

test('a save names its revision, its assignment and itself as ours', async () => {
  answer({ data: { saveDraft: { __typename: 'DraftSaved', revision: 4 } } });
  expect(await save(3, words('x'))).toEqual({ kind: 'saved', revision: 4 });
  const [address, init] = fetched.mock.calls[0] ?? [];
  expect(address).toBe('/care/graphql');
  expect(init).toMatchObject({
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'apollo-require-preflight': '1' },
  });
  expect(JSON.parse(init?.body as string)).toMatchObject({
    variables: { input: { assignmentId: 'a1', revision: 3, patches: words('x') } },
  });
});

test('small saves outlive the page, large ones go the ordinary way', async () => {
  answer({}, 500);
  answer({}, 500);
  await save(0, words('x'));
  await save(0, words('x'.repeat(40_000)));
  expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false]);
});

test('expected failures are told apart', async () => {
  const problems = [{ item: 'line', code: 'too_long', message: 'Shorten it.' }];
  answer({ data: { saveDraft: { __typename: 'StaleRevision', revision: 9, answers: {} } } });
  answer({ data: { saveDraft: { __typename: 'InvalidAnswers', problems } } });
  answer({ data: { saveDraft: { __typename: 'AlreadySubmitted' } } });
  answer({ data: { saveDraft: { __typename: 'NotFound' } } });
  expect(await save(3, [])).toEqual({ kind: 'stale', revision: 9, answers: {} });
  expect(await save(3, [])).toEqual({ kind: 'invalid', problems });
  expect(await save(3, [])).toEqual({ kind: 'gone' });
  expect(await save(3, [])).toEqual({ kind: 'gone' });
});

test('a session that is over is one thing, a server or network that fails another', async () => {
  answer({ errors: [] }, 401);
  answer({ errors: [{ message: '', extensions: { code: 'UNAUTHENTICATED' } }] });
  answer({ errors: [{ message: '', extensions: { code: 'FORBIDDEN' } }], data: null });
  answer({ errors: [{ message: '', extensions: { code: 'UNAVAILABLE' } }], data: null }, 503);
  fetched.mockRejectedValueOnce(new TypeError('network'));
  fetched.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  const kinds = [];
  for (let count = 0; count < 6; count += 1) kinds.push((await save(0, [])).kind);
  const [over, fails] = ['signed_out', 'unreachable'];
  expect(kinds).toEqual([over, over, over, fails, fails, fails]);
});

test('handed in before is as good as handed in now', async () => {
  answer({ data: { submit: { __typename: 'Submission', id: 's1' } } });
  answer({ data: { submit: { __typename: 'AlreadySubmitted' } } });
  answer({ data: { submit: { __typename: 'StaleRevision', revision: 5, answers: {} } } });
  expect(await submit()).toEqual({ kind: 'submitted' });
  expect(await submit()).toEqual({ kind: 'submitted' });
  expect(await submit()).toEqual({ kind: 'stale', revision: 5, answers: {} });
});
