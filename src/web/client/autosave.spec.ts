import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { everyType } from '../../../test/fixtures/every-type.js';
import type { Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import { compile } from '../../core/worksheet/compile.js';
import { applyPatches } from '../../core/worksheet/patch.js';
import { Autosave, type SaveResult } from './autosave.js';

const compiled = compile(everyType);
const words = (item: string, value: string): Patch => ({ item, answer: { value } });

/** A server that keeps a draft, or answers as it is told to. */
class FakeServer {
  answers: Answers = {};
  revision = 0;
  saves: { revision: number; patches: readonly Patch[] }[] = [];
  replies: SaveResult[] = [];
  delay = 0;

  readonly send = async (revision: number, patches: readonly Patch[]): Promise<SaveResult> => {
    this.saves.push({ revision, patches });
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    return this.replies.shift() ?? this.save(revision, patches);
  };

  save(revision: number, patches: readonly Patch[]): SaveResult {
    if (revision !== this.revision) return { kind: 'stale', revision: this.revision, answers: this.answers };
    const patched = applyPatches(compiled, this.answers, patches);
    if (!patched.ok) return { kind: 'invalid', problems: patched.problems };
    this.answers = patched.answers;
    this.revision += 1;
    return { kind: 'saved', revision: this.revision };
  }

  /** Another device saves. */
  elsewhere(...patches: Patch[]): void {
    this.save(this.revision, patches);
  }
}

let server: FakeServer;
let online: boolean;
let refused: Problem[];
let seen: string[];
let autosave: Autosave;

beforeEach(() => {
  jest.useFakeTimers();
  server = new FakeServer();
  online = true;
  refused = [];
  seen = [];
  autosave = new Autosave({
    compiled,
    revision: 0,
    answers: {},
    send: (revision, patches) => server.send(revision, patches),
    isOnline: () => online,
    onChange: () => seen.push(autosave.status),
    onRefused: (problems) => refused.push(...problems),
  });
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

test('a pause in typing sends one save with the newest words', async () => {
  for (const text of ['H', 'He', 'Hel']) {
    autosave.put([words('line', text)]);
    await pass(200);
  }
  expect(server.saves).toEqual([]);
  expect(autosave.status).toBe('saving');
  await pass(400);
  expect(server.saves).toEqual([{ revision: 0, patches: [words('line', 'Hel')] }]);
  expect(autosave.status).toBe('saved');
  expect(autosave.revision).toBe(1);
});

test('typing without a pause is saved all the same, well within two seconds', async () => {
  for (let letter = 0; letter < 20; letter += 1) {
    autosave.put([words('line', 'x'.repeat(letter + 1))]);
    await pass(100);
  }
  expect(server.saves.length).toBeGreaterThanOrEqual(1);
  expect(autosave.acknowledged.line).toEqual({ value: 'x'.repeat(11) });
});

test('saves go one at a time, each on top of the one before', async () => {
  server.delay = 700;
  autosave.put([words('line', 'one')]);
  await pass(600);
  autosave.put([words('page', 'two')]);
  await pass(600);
  expect(server.saves).toHaveLength(1);
  await pass(2_000);
  expect(server.saves.map(({ revision }) => revision)).toEqual([0, 1]);
  expect(server.answers).toEqual({ line: { value: 'one' }, page: { value: 'two' } });
  expect(seen).not.toContain('failed');
});

test('a network that fails is tried again, more and more slowly, and nothing is lost', async () => {
  server.replies = [{ kind: 'unreachable' }, { kind: 'unreachable' }, { kind: 'unreachable' }];
  autosave.put([words('line', 'kept')]);
  await pass(600);
  expect(autosave.status).toBe('failed');
  await pass(1_000);
  expect(server.saves).toHaveLength(2);
  await pass(1_800);
  expect(server.saves).toHaveLength(2);
  await pass(200);
  expect(server.saves).toHaveLength(3);
  await pass(4_100);
  expect(autosave.status).toBe('saved');
  expect(server.answers).toEqual({ line: { value: 'kept' } });
});

test('who types on while it fails puts the next try off by nothing', async () => {
  server.replies = [{ kind: 'unreachable' }, { kind: 'unreachable' }, { kind: 'unreachable' }];
  for (let letter = 0; letter < 100; letter += 1) {
    autosave.put([words('line', 'x'.repeat(letter + 1))]);
    await pass(100);
  }
  expect(server.saves.length).toBeGreaterThan(3);
  expect(autosave.acknowledged.line).toBeDefined();
});

test('without a network it says so, and sends as soon as there is one', async () => {
  online = false;
  server.replies = [{ kind: 'unreachable' }];
  autosave.put([words('line', 'kept')]);
  expect(autosave.status).toBe('offline');
  await pass(600);
  online = true;
  autosave.retry();
  await pass(0);
  expect(autosave.status).toBe('saved');
});

test('an answer that got lost on its way back is not saved twice and is no conflict', async () => {
  const { send } = server;
  let lost = true;
  server = Object.assign(new FakeServer(), {
    send: async (revision: number, patches: readonly Patch[]): Promise<SaveResult> => {
      const result = await send(revision, patches);
      const drop = lost;
      lost = false;
      return drop ? { kind: 'unreachable' } : result;
    },
  });
  autosave.put([words('line', 'Half a sent')]);
  await pass(600);
  expect(autosave.status).toBe('failed');
  autosave.put([words('line', 'Half a sentence')]);
  await pass(3_000);
  expect(autosave.status).toBe('saved');
  expect(autosave.held.size).toBe(0);
  expect(autosave.answers.line).toEqual({ value: 'Half a sentence' });
});

test('what another device changed elsewhere is taken over without a word', async () => {
  server.elsewhere(words('page', 'from the laptop'));
  autosave.put([words('line', 'from the phone')]);
  await pass(2_000);
  expect(autosave.status).toBe('saved');
  expect(autosave.answers).toEqual({
    page: { value: 'from the laptop' },
    line: { value: 'from the phone' },
  });
  expect(server.answers).toEqual(autosave.answers);
  expect(seen).not.toContain('conflict');
});

test('two versions of one answer: both are there until the client chooses, here', async () => {
  server.elsewhere(words('line', 'from the laptop'));
  autosave.put([words('line', 'from the phone'), words('page', 'no conflict here')]);
  await pass(2_000);
  expect(autosave.status).toBe('conflict');
  expect(autosave.answers.line).toEqual({ value: 'from the phone' });
  expect(autosave.acknowledged.line).toEqual({ value: 'from the laptop' });
  expect(server.answers.page).toEqual({ value: 'no conflict here' });
  autosave.choose('line', 'mine');
  await pass(2_000);
  expect(autosave.status).toBe('saved');
  expect(server.answers.line).toEqual({ value: 'from the phone' });
});

test('or there', async () => {
  server.elsewhere(words('line', 'from the laptop'));
  autosave.put([words('line', 'from the phone')]);
  await pass(2_000);
  autosave.choose('line', 'theirs');
  await pass(2_000);
  expect(autosave.status).toBe('saved');
  expect(autosave.answers.line).toEqual({ value: 'from the laptop' });
  expect(server.answers.line).toEqual({ value: 'from the laptop' });
});

test('typing on during a conflict changes this version and sends nothing before the choice', async () => {
  server.elsewhere(words('line', 'from the laptop'));
  autosave.put([words('line', 'from the phone')]);
  await pass(2_000);
  const sent = server.saves.length;
  autosave.put([words('line', 'from the phone, longer')]);
  await pass(2_000);
  expect(server.saves).toHaveLength(sent);
  autosave.choose('line', 'mine');
  await pass(2_000);
  expect(server.answers.line).toEqual({ value: 'from the phone, longer' });
});

test('a row that was taken away elsewhere comes back whole when the client keeps it', async () => {
  const row = { item: 'members', row: 'r1' } as const;
  autosave.put([{ ...row, field: 'label', answer: { value: 'Ada' } }]);
  await pass(2_000);
  server.elsewhere({ ...row, remove: true });
  autosave.put([{ ...row, field: 'birth', answer: { value: 1950 } }]);
  await pass(2_000);
  expect(autosave.status).toBe('conflict');
  autosave.choose('members/r1/birth', 'mine');
  await pass(2_000);
  expect(server.answers.members).toEqual({
    rows: [{ id: 'r1', answers: { label: { value: 'Ada' }, birth: { value: 1950 } } }],
  });
});

test('a session that has ended keeps the words and waits', async () => {
  server.replies = [{ kind: 'signed_out' }];
  autosave.put([words('line', 'kept')]);
  await pass(60_000);
  expect(autosave.status).toBe('signed_out');
  expect(server.saves).toHaveLength(1);
  expect(autosave.unsent).toBe(true);
  autosave.put([words('line', 'kept and more')]);
  await pass(60_000);
  expect(server.saves).toHaveLength(1);
  autosave.retry();
  await pass(100);
  expect(autosave.status).toBe('saved');
  expect(server.answers.line).toEqual({ value: 'kept and more' });
});

test('what the server refuses leaves the queue; the rest goes on', async () => {
  server.replies = [
    { kind: 'invalid', problems: [{ item: 'line', code: 'unreadable_text', message: 'Type it again.' }] },
  ];
  autosave.put([words('line', 'bad'), words('page', 'good')]);
  await pass(2_000);
  expect(refused).toEqual([{ item: 'line', code: 'unreadable_text', message: 'Type it again.' }]);
  expect(server.answers).toEqual({ page: { value: 'good' } });
  expect(autosave.status).toBe('saved');
});

test('a refusal that names nothing of ours is tried again slowly, not for ever at once', async () => {
  server.replies = Array.from({ length: 50 }, () => ({ kind: 'invalid', problems: [] }));
  autosave.put([words('line', 'x')]);
  await pass(10_000);
  expect(server.saves.length).toBeLessThan(6);
  expect(autosave.status).toBe('failed');
});

test('a worksheet that is closed meanwhile stops saving and keeps the words on the page', async () => {
  server.replies = [{ kind: 'gone' }];
  autosave.put([words('line', 'too late')]);
  await pass(60_000);
  expect(autosave.status).toBe('gone');
  expect(autosave.answers.line).toEqual({ value: 'too late' });
  expect(server.saves).toHaveLength(1);
});

test('flush sends at once and tells whether all is acknowledged', async () => {
  autosave.put([words('line', 'x')]);
  expect(await autosave.flush()).toBe(true);
  expect(server.saves).toHaveLength(1);
  server.replies = [{ kind: 'unreachable' }];
  autosave.put([words('line', 'y')]);
  expect(await autosave.flush()).toBe(false);
  expect(await autosave.flush()).toBe(true);
});

test('a page that goes away sends the last words on top of what is still under way', async () => {
  server.delay = 300;
  autosave.put([words('line', 'one')]);
  await pass(600);
  autosave.put([words('line', 'one two')]);
  autosave.leave();
  expect(server.saves.map(({ revision }) => revision)).toEqual([0, 1]);
  await pass(500);
  expect(server.answers.line).toEqual({ value: 'one two' });
});

test('a row added and taken away again before it was sent costs no save', async () => {
  autosave.put([{ item: 'members', row: 'r1' }]);
  autosave.put([{ item: 'members', row: 'r1', remove: true }]);
  await pass(2_000);
  expect(server.saves).toEqual([]);
  expect(autosave.status).toBe('saved');
});

test('what is on hold is not sent, however long, nor when the page goes away; the rest is', async () => {
  autosave.put([words('page', 'typed before')]);
  autosave.hold(new Set(['line']));
  expect(autosave.status).toBe('saving');
  autosave.put([words('line', 'not yet')]);
  await pass(60_000);
  autosave.leave();
  expect(await autosave.flush()).toBe(true);
  expect(server.answers).toEqual({ page: { value: 'typed before' } });
  expect(autosave.answers.line).toEqual({ value: 'not yet' });
  expect(autosave.status).toBe('waiting');
  autosave.hold(new Set());
  await pass(600);
  expect(server.answers).toMatchObject({ line: { value: 'not yet' } });
  expect(autosave.status).toBe('saved');
});

test('a save that hangs holds nobody back who leaves', async () => {
  server.delay = 60_000;
  autosave.put([words('line', 'on its way')]);
  await pass(600);
  expect(autosave.unsent).toBe(true);
  autosave.stop();
  expect(autosave.unsent).toBe(false);
});
