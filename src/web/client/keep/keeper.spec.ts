import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { everyType } from '../../../../test/fixtures/every-type.js';
import type { Answers, Patch } from '../../../core/worksheet/answers.js';
import { compile } from '../../../core/worksheet/compile.js';
import { applyPatches } from '../../../core/worksheet/patch.js';
import type { SaveResult } from '../autosave.js';
import { Sheet } from '../live/sheet.js';
import type { PartPage, Shell } from '../model.js';
import { Keeper, type Lock, readWords } from './keeper.js';
import { keyOf } from './seal.js';
import type { Shelf } from './shelf.js';
import { type KeptWords, pack, unpack } from './words.js';

/** What lies on the device after each turn, and what comes back from it, without a browser’s storage. */

const compiled = compile(everyType);
const shell: Shell = {
  practiceId: 'p1',
  clientId: 'c1',
  place: 'own',
  owner: 'abcdefgh',
  keeps: true,
  session: '',
  hosts: [],
  practiceName: 'Example Practice',
  clinicianName: 'Dr Example',
  exitUrl: 'https://weather.example/',
  basePath: '',
  lang: 'en-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-01-02',
};
const page: PartPage = {
  kind: 'part',
  part: 1,
  assignmentId: 'a1',
  worksheet: everyType,
  revision: 0,
  answers: {},
  problems: [],
  typed: {},
  others: {},
  opened: [],
  carded: [],
  openRow: null,
};

let draft: { answers: Answers; revision: number };
let online: boolean;
let closed: boolean;
let hasRoom: boolean;
let lies: string | undefined;
let puts: number;
let lock: Lock;
let removed: jest.Mock;

const shelf = {
  put: (sealed: string) => {
    puts += 1;
    if (hasRoom) lies = sealed;
    return hasRoom;
  },
  remove: () => {
    lies = undefined;
  },
} as unknown as Shelf;

async function send(revision: number, patches: readonly Patch[]): Promise<SaveResult> {
  if (!online) return { kind: 'unreachable' };
  if (closed) return { kind: 'gone' };
  if (revision !== draft.revision) return { kind: 'stale', ...draft };
  const patched = applyPatches(compiled, draft.answers, patches);
  if (!patched.ok) return { kind: 'invalid', problems: patched.problems };
  draft = { answers: patched.answers, revision: revision + 1 };
  return { kind: 'saved', revision: draft.revision };
}

/** Opens the page; `before` is what is done until there is a key. */
function open(left: [string, KeptWords][] = [], before: (sheet: Sheet) => void = () => undefined): Sheet {
  const sheet = new Sheet(
    { page: { ...page, ...draft }, shell },
    {
      send,
      submit: async () => ({ kind: 'submitted' }),
      isOnline: () => online,
      newId: () => 'new-id',
      onChange: () => undefined,
    },
  );
  before(sheet);
  const keeper = new Keeper(sheet, shelf, lock, left);
  sheet.keeper = () => keeper.changed();
  keeper.say();
  opened.push(sheet);
  return sheet;
}

const opened: Sheet[] = [];
const words = async (): Promise<KeptWords | undefined> => readWords(lock, lies === undefined ? [] : [lies]);
/** Waits until the device holds what `check` says, for a while. */
async function until(check: (kept: KeptWords | undefined) => boolean): Promise<KeptWords | undefined> {
  const end = Date.now() + 3_000;
  for (;;) {
    const kept = await words();
    if (check(kept) || Date.now() > end) return kept;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const line = (kept: KeptWords | undefined): unknown => kept?.waiting.get('line');
const said = (value: string): object => ({ item: 'line', answer: { value } });
/** Waits longer than sealing takes. */
const pass = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));
/** Types without a network, as on an earlier visit. */
async function leave(value: string): Promise<[string, KeptWords][]> {
  const sheet = open();
  sheet.read('line', { line: value });
  const kept = await until((now) => line(now) !== undefined);
  sheet.stop();
  return kept ? [['~abcdefgh12345678abcd', kept]] : [];
}

beforeEach(async () => {
  lock = { key: await keyOf(Buffer.alloc(32, 7).toString('base64url')), place: 'c1|a1' };
  draft = { answers: {}, revision: 0 };
  online = false;
  closed = false;
  hasRoom = true;
  lies = undefined;
  puts = 0;
  removed = jest.fn();
  const browser = {
    localStorage: { removeItem: removed },
    indexedDB: {},
    navigator: { userAgent: 'Laptop' },
  };
  for (const [name, value] of Object.entries(browser))
    Object.defineProperty(globalThis, name, { value, configurable: true });
});
afterEach(() => {
  for (const sheet of opened.splice(0)) sheet.stop();
});

test('what is typed lies there a moment later, and no longer than until it is acknowledged', async () => {
  const sheet = open();
  sheet.read('line', { line: 'wor' });
  sheet.read('line', { line: 'words' });
  expect(line(await until((kept) => isDeepStrictEqual(line(kept), said('words'))))).toEqual(said('words'));
  expect(sheet.screen).toMatchObject({
    status: 'offline',
    said: { offline: 'Offline. Kept on this device' },
  });
  online = true;
  await sheet.flush();
  expect(lies).toBeUndefined();
  await pass();
  expect(lies).toBeUndefined();
});

test('nothing is written twice', async () => {
  const sheet = open();
  sheet.read('line', { line: 'words' });
  await until((kept) => line(kept) !== undefined);
  sheet.turnAway();
  await pass();
  expect(puts).toBe(1);
});

test('of a part that may close nothing is written before the client goes on', async () => {
  const sheet = open();
  sheet.autosave.hold(new Set(['line']));
  sheet.read('line', { line: 'words' });
  await pass();
  expect(puts).toBe(0);
  sheet.goOn();
  sheet.turnAway();
  await until((kept) => line(kept) !== undefined);
});

test('what comes back is sent once, is told, and goes when it is acknowledged', async () => {
  const left = await leave('words');
  online = true;
  const sheet = open(left);
  expect(sheet.screen.note).toBe('Words kept on this device were added.');
  await sheet.flush();
  expect(draft).toEqual({ answers: { line: { value: 'words' } }, revision: 1 });
  expect(removed).toHaveBeenCalledWith('~abcdefgh12345678abcd');
  await pass();
  expect(lies).toBeUndefined();
});

test('what comes back stays under its old name until it lies under a new one', async () => {
  const left = await leave('words');
  open(left);
  expect(removed).not.toHaveBeenCalled();
  await until((kept) => line(kept) !== undefined);
  expect(removed).toHaveBeenCalledWith('~abcdefgh12345678abcd');
});

test('what had arrived already is not told of, and not sent again', async () => {
  const left = await leave('words');
  draft = { answers: { line: { value: 'words' } }, revision: 1 };
  online = true;
  const sheet = open(left);
  await sheet.flush();
  expect(sheet.screen.note).toBe('');
  expect(draft.revision).toBe(1);
});

test('it waits for what the client is typing just now, and the two are shown as two versions', async () => {
  const left = await leave('from before');
  online = true;
  const sheet = open(left, (page_) => page_.read('line', { line: 'from now' }));
  expect(sheet.screen.form.answers.line).toEqual({ value: 'from now' });
  await sheet.flush();
  expect(sheet.screen).toMatchObject({ status: 'conflict', form: { others: { line: 'from now' } } });
  expect(draft.answers.line).toEqual({ value: 'from now' });
});

test('it waits for nothing that is on hold, and leaves that as it was answered since', async () => {
  const left = await leave('from before');
  online = true;
  const sheet = open(left, (page_) => {
    page_.autosave.hold(new Set(['page']));
    page_.read('page', { page: 'from now' });
  });
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'from before' } });
  expect(sheet.screen.form.answers.page).toEqual({ value: 'from now' });
});

test('what is on hold stays under its old name until the client goes on', async () => {
  const left = await leave('words');
  online = true;
  const sheet = open(left, (page_) => page_.autosave.hold(new Set(['line'])));
  await pass();
  expect(draft.revision).toBe(0);
  expect(removed).not.toHaveBeenCalled();
  sheet.goOn();
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'words' } });
  expect(removed).toHaveBeenCalledWith('~abcdefgh12345678abcd');
});

test('where words are kept, nobody is asked to stay for them; where there is no room, they are', async () => {
  const sheet = open();
  sheet.read('line', { line: 'words' });
  await until((kept) => line(kept) !== undefined);
  expect(sheet.wouldLose).toBe(false);
  hasRoom = false;
  sheet.read('line', { line: 'words, and more' });
  await pass();
  expect(sheet.wouldLose).toBe(true);
});

test('words that cannot be saved yet bring back their row, which was taken away elsewhere', async () => {
  const { sending, held, unconfirmed, lostRows, waiting } = open().autosave.unsettled;
  const base = { members: { rows: [{ id: 'r1', answers: { label: { value: 'Ada' } } }] } };
  const unfit = [{ item: 'members', row: 'r1', field: 'label', answer: { value: 'x'.repeat(20_001) } }];
  const kept = { revision: 0, base, sending, held, unconfirmed, lostRows, waiting, unfit, handIn: '' };
  draft = { answers: {}, revision: 1 };
  online = true;
  const sheet = open([['~abcdefgh12345678abcd', unpack(pack(kept)) ?? kept]]);
  expect(sheet.screen.note).toBe('Words kept on this device were added.');
  expect(sheet.screen.form.typed['members/r1/label']).toHaveLength(20_001);
  await sheet.flush();
  expect(draft.answers).toEqual(base);
});

test('a hand-in that was under way is known again by its key, unless words were added to it', async () => {
  const sheet = open();
  const kept: KeptWords = { ...sheet.autosave.unsettled, unfit: [], handIn: 'key-1' };
  expect(open([['~abcdefgh12345678abcd', kept]]).screen.idempotencyKey).toBe('key-1');
  const [[name, words_] = ['', kept]] = await leave('words');
  expect(open([[name, { ...words_, handIn: 'key-1' }]]).screen.idempotencyKey).toBe('new-id');
});

test('no room is said, and room again as well', async () => {
  const sheet = open();
  hasRoom = false;
  sheet.read('line', { line: 'words' });
  await pass();
  expect(sheet.screen.said.offline).toBe('Offline. No room to keep it here: stay on this page');
  hasRoom = true;
  sheet.read('line', { line: 'words, and more' });
  await until((kept) => line(kept) !== undefined);
  expect(sheet.screen.said.offline).toBe('Offline. Kept on this device');
});

test('of two copies the newer counts, and one that cannot be read does not', async () => {
  const sheet = open();
  sheet.read('line', { line: 'wor' });
  await until((kept) => line(kept) !== undefined);
  const older = lies ?? '';
  sheet.read('line', { line: 'words' });
  await until((kept) => isDeepStrictEqual(line(kept), said('words')));
  const newer = lies ?? '';
  for (const copies of [[older, newer], [newer, older], [newer], [newer.slice(1), newer]])
    expect(line(await readWords(lock, copies))).toEqual(said('words'));
  expect(await readWords(lock, [newer.slice(1)])).toBeUndefined();
});

test('when all is handed in nothing lies there, whatever was being written just then', async () => {
  const sheet = open();
  sheet.read('line', { line: 'words' });
  sheet.stop();
  await pass();
  expect(puts).toBe(0);
});

test('of a worksheet that was closed elsewhere nothing stays, also of what is typed after that', async () => {
  const sheet = open();
  sheet.read('line', { line: 'words' });
  await until((kept) => line(kept) !== undefined);
  online = closed = true;
  sheet.retry();
  await sheet.flush();
  expect(sheet.screen.status).toBe('gone');
  expect(lies).toBeUndefined();
  sheet.read('line', { line: 'words, and more' });
  await pass();
  expect(lies).toBeUndefined();
});
