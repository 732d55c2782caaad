import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { everyType } from '../../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../../test/fixtures/finer-points.js';
import type { Answers, Patch } from '../../../core/worksheet/answers.js';
import { compile } from '../../../core/worksheet/compile.js';
import type { Worksheet } from '../../../core/worksheet/definition.js';
import { applyPatches } from '../../../core/worksheet/patch.js';
import { submitProblems } from '../../../core/worksheet/validation.js';
import { readAction } from '../actions.js';
import type { SaveResult } from '../autosave.js';
import type { Fields } from '../control.js';
import type { SubmitResult } from '../graphql.js';
import type { PartPage, Shell } from '../model.js';
import { Sheet } from './sheet.js';

let compiled = compile(everyType);
const shell: Shell = {
  practiceId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30b',
  clientId: 'c1',
  place: 'own',
  session: '',
  hosts: [],
  owner: '',
  keeps: false,
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
let submitted: { revision: number; key: string }[];
let nextSave: SaveResult | undefined;
let nextSubmit: SubmitResult | undefined;
let sheet: Sheet;

async function send(revision: number, patches: readonly Patch[]): Promise<SaveResult> {
  const told = nextSave;
  nextSave = undefined;
  if (told) return told;
  if (revision !== draft.revision) return { kind: 'stale', ...draft };
  const patched = applyPatches(compiled, draft.answers, patches);
  if (!patched.ok) return { kind: 'invalid', problems: patched.problems };
  draft = { answers: patched.answers, revision: revision + 1 };
  return { kind: 'saved', revision: draft.revision };
}

async function submit(revision: number, key: string): Promise<SubmitResult> {
  submitted.push({ revision, key });
  if (nextSubmit) return nextSubmit;
  if (revision !== draft.revision) return { kind: 'stale', ...draft };
  const problems = submitProblems(compiled, draft.answers);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'submitted' };
}

beforeEach(() => {
  draft = { answers: {}, revision: 0 };
  submitted = [];
  nextSave = undefined;
  nextSubmit = undefined;
  sheet = sheetOf(page);
});

function sheetOf(opening: PartPage, around = shell): Sheet {
  compiled = compile(opening.worksheet);
  let ids = 0;
  return new Sheet(
    { page: opening, shell: around },
    {
      send,
      submit,
      isOnline: () => true,
      newId: () => `new-id-${(ids += 1)}`,
      onChange: () => undefined,
    },
  );
}

afterEach(() => sheet.stop());

test('the first screen is the one that the server drew', () => {
  expect(sheet.screen).toMatchObject({
    view: { kind: 'part', part: 1 },
    status: 'saved',
    form: { live: false },
  });
});

test('what was typed before the script was there counts', async () => {
  sheet.start({ line: 'early words' });
  expect(sheet.screen.form.live).toBe(true);
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'early words' } });
});

test('what the server was sent as a form and did not save still waits for the client to choose', async () => {
  draft = { answers: { line: { value: 'there' }, page: { value: 'as well' } }, revision: 4 };
  const unsaved = [{ item: 'line', answer: { value: 'here' } }];
  sheet = sheetOf({ ...page, ...draft, unsaved, others: { line: 'there' } });
  expect(sheet.screen).toMatchObject({ status: 'conflict', form: { answers: { line: { value: 'here' } } } });
  sheet.start({ line: 'here', page: 'as well' });
  expect(sheet.screen).toMatchObject({ status: 'conflict', form: { others: { line: 'there' } } });
  expect(sheet.unsent).toBe(true);
  await sheet.flush();
  expect(draft.revision).toBe(4);
  sheet.act(readAction('mine:line'));
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'here' }, page: { value: 'as well' } });
  expect(sheet.screen.status).toBe('saved');
});

test('whoever wants to go is told what would be lost, until they turn to something else', async () => {
  sheet.start({});
  sheet.read('day', { day: 'half of' });
  await sheet.flush();
  sheet.goOn();
  sheet.warn();
  expect(sheet.screen.status).toBe('check');
  expect(sheet.screen.said.check).toBe('Not saved. Press again to leave anyway');
  sheet.read('line', { line: 'more', day: 'half of' });
  expect(sheet.warned).toBe(false);
  expect(sheet.screen.said.check).toBeUndefined();
  sheet.goOn();
  sheet.warn();
  // On its way, and nobody knows whether it arrives: that is told as well.
  expect(sheet.screen).toMatchObject({
    status: 'failed',
    said: { failed: expect.stringContaining('Not saved') },
  });
  sheet.act(readAction('clear:day'));
  await sheet.flush();
  expect(sheet.screen).toMatchObject({ status: 'saved' });
  expect(Object.keys(sheet.screen.said)).toEqual(['saved']);
});

test('what it did not save for another reason is sent, also from a part that comes again', async () => {
  sheet = sheetOf({ ...page, unsaved: [{ item: 'line', answer: { value: 'here' } }] });
  expect(sheet.screen).toMatchObject({ status: 'waiting', form: { answers: { line: { value: 'here' } } } });
  sheet.start({ line: 'here' });
  expect(sheet.screen.status).not.toBe('saved');
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'here' } });
});

test('where an option closes, what the server did not save is not sent by the script either', async () => {
  const unsaved = [
    { item: 'private', answer: { value: 'not_now' } },
    { item: 'steady', answer: { value: 7 } },
  ];
  sheet = sheetOf({ ...page, worksheet: finerPoints, unsaved });
  sheet.start({ private: 'not_now', steady: '7' });
  expect(sheet.closes).toBe(true);
  await sheet.flush();
  expect(draft.answers).toEqual({});
});

test('words for a row that was taken away elsewhere bring it back when they are kept', async () => {
  const unsaved = [{ item: 'members', row: 'r1', field: 'label', answer: { value: 'Ada' } }];
  sheet = sheetOf({ ...page, part: 3, unsaved, others: { 'members/r1/label': '' }, openRow: 'members/r1' });
  sheet.start({ 'members/r1': '1', 'members/r1/label': 'Ada' });
  expect(sheet.screen).toMatchObject({ status: 'conflict', form: { others: { 'members/r1/label': '' } } });
  sheet.act(readAction('mine:members/r1/label'));
  await sheet.flush();
  expect(draft.answers).toEqual({
    members: { rows: [{ id: 'r1', answers: { label: { value: 'Ada' } } }] },
  });
});

test('a changed control is read, and no other', async () => {
  sheet.start({});
  sheet.read('line', { line: 'Ada', page: 'not touched' });
  await sheet.flush();
  expect(draft.answers).toEqual({ line: { value: 'Ada' } });
});

test('a branch opens at once; what was typed in it is kept while it is closed', async () => {
  sheet.start({});
  sheet.read('open', { open: 'yes' });
  expect(sheet.screen.form.shown.item('more')).toBe(true);
  sheet.read('more', { open: 'yes', more: 'a lot' });
  sheet.read('open', { open: 'no', more: 'a lot' });
  expect(sheet.screen.form.shown.item('more')).toBe(false);
  await sheet.flush();
  expect(draft.answers.more).toEqual({ value: 'a lot' });
});

test('what is too long is said at once, and whatever is typed elsewhere does not hide it', async () => {
  sheet.start({});
  const more = 'x'.repeat(20_001);
  sheet.read('open', { open: 'yes' });
  await sheet.flush();
  sheet.read('more', { open: 'yes', more });
  expect(sheet.screen).toMatchObject({ status: 'check', form: { typed: { more } } });
  sheet.read('more', { open: 'yes', more: 'short' });
  expect(sheet.screen.status).not.toBe('check');
  await sheet.flush();
  sheet.read('year', { open: 'yes', more: 'short', year: '19' });
  expect(sheet.screen.status).toBe('saving');
  sheet.read('more', { open: 'yes', more: 'other', year: '19' });
  await sheet.flush();
  expect(sheet.screen.status).toBe('check');
});

test('a number that cannot be read stays on the page, is not sent, and is pointed out only on Continue', async () => {
  sheet.start({});
  sheet.read('year', { year: '19' });
  expect(sheet.screen).toMatchObject({ status: 'saving', form: { typed: { year: '19' }, problems: [] } });
  sheet.turnAway();
  expect(sheet.screen.status).toBe('check');
  expect(sheet.unsent).toBe(true);
  expect(sheet.check()).toBe(false);
  expect(sheet.screen.form.problems).toMatchObject([{ item: 'year' }]);
  sheet.read('year', { year: '1950' });
  expect(sheet.screen.form).toMatchObject({ typed: {}, problems: [] });
  expect(sheet.check()).toBe(true);
  await sheet.flush();
  expect(draft.answers.year).toEqual({ value: 1950 });
  expect(sheet.screen.status).toBe('saved');
});

test('a part does not wait for what is wrong on another', () => {
  sheet.start({});
  sheet.read('year', { year: 'long ago' });
  sheet.show({ kind: 'part', part: 2 });
  expect(sheet.check()).toBe(true);
});

test('skip, take back, clear', async () => {
  sheet.start({});
  sheet.act(readAction('skip:line'));
  expect(sheet.screen.form.answers.line).toEqual({ skipped: true });
  sheet.act(readAction('unskip:line'));
  expect(sheet.screen.form.answers.line).toBeUndefined();
  sheet.read('stirred', { stirred: '7' });
  sheet.act(readAction('clear:stirred'));
  await sheet.flush();
  expect(draft.answers).toEqual({});
});

test('a person is added, named, linked and removed; one card is open at a time', async () => {
  sheet.start({});
  sheet.show({ kind: 'part', part: 3 });
  const place = sheet.act(readAction('add:members'));
  const [first] = [place?.row ?? ''];
  expect(sheet.screen.form.openRow).toBe(`members/${first}`);
  sheet.read(`members/${first}/label`, { [`members/${first}`]: '1', [`members/${first}/label`]: 'Ada' });
  const second = sheet.act(readAction('add:members'))?.row ?? '';
  expect(sheet.screen.form.openRow).toBe(`members/${second}`);
  sheet.toggleRow(`members/${first}`, true);
  sheet.toggleRow(`members/${second}`, false);
  expect(sheet.screen.form.openRow).toBe(`members/${first}`);
  const name = `members/${first}/parents`;
  sheet.read(name, { [`members/${first}`]: '1', [name]: second });
  await sheet.flush();
  sheet.act(readAction(`remove:members/${second}`));
  await sheet.flush();
  expect(draft.answers.members).toEqual({ rows: [{ id: first, answers: { label: { value: 'Ada' } } }] });
});

test('two versions are told, and one is chosen', async () => {
  sheet.start({});
  draft = { answers: { line: { value: 'from the laptop' } }, revision: 1 };
  sheet.read('line', { line: 'from the phone' });
  await sheet.flush();
  expect(sheet.screen).toMatchObject({ status: 'conflict', form: { others: { line: 'from the laptop' } } });
  sheet.act(readAction('theirs:line'));
  expect(sheet.screen).toMatchObject({
    status: 'saved',
    form: { others: {}, answers: { line: { value: 'from the laptop' } } },
  });
});

test('handing in sends what waits first, and names the revision that it comes to', async () => {
  sheet.start({});
  sheet.read('line', { line: 'Ada' });
  expect(await sheet.handIn()).toBe(true);
  expect(submitted).toEqual([{ revision: 1, key: 'new-id-1' }]);
});

test('what must be answered is told before anything is sent', async () => {
  sheet.start({});
  sheet.read('open', { open: 'yes' });
  expect(await sheet.handIn()).toBe(false);
  expect(submitted).toEqual([]);
  expect(sheet.screen).toMatchObject({
    checked: true,
    form: { problems: [{ item: 'agree', code: 'required' }] },
  });
});

test('a try that fails can be repeated under the same key', async () => {
  sheet.start({});
  nextSubmit = { kind: 'unreachable' };
  expect(await sheet.handIn()).toBe(false);
  expect(sheet.screen.outcome).toBe('failed');
  nextSubmit = undefined;
  expect(await sheet.handIn()).toBe(true);
  expect(new Set(submitted.map(({ key }) => key)).size).toBe(1);
});

test('words that cannot be sent are not left out of what is handed in', async () => {
  sheet.start({});
  sheet.read('line', { line: 'Ada' });
  nextSave = { kind: 'unreachable' };
  expect(await sheet.handIn()).toBe(false);
  expect(submitted).toEqual([]);
  expect(sheet.screen.outcome).toBe('unsent');
});

test('a draft that another device changed is read through once more', async () => {
  sheet.start({});
  draft = { answers: { page: { value: 'from the laptop' } }, revision: 1 };
  expect(await sheet.handIn()).toBe(false);
  expect(sheet.screen).toMatchObject({
    outcome: 'stale',
    form: { answers: { page: { value: 'from the laptop' } } },
  });
  expect(await sheet.handIn()).toBe(true);
});

test('of a part that may close nothing is sent before the client goes on', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints });
  sheet.start({});
  sheet.read('steady', { steady: '7' });
  sheet.read('private', { steady: '7', private: 'yes' });
  await sheet.flush();
  expect(draft.answers).toEqual({});
  expect(sheet.screen.status).toBe('waiting');
  expect(sheet.unsent).toBe(false);
  sheet.show({ kind: 'part', part: 2 });
  await sheet.flush();
  expect(draft.answers).toEqual({ steady: { value: 7 }, private: { value: 'yes' } });
  expect(sheet.screen.status).toBe('saved');
});

test('what was typed on other parts goes out meanwhile', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints, part: 2 });
  sheet.start({});
  sheet.read('short', { short: 'A word' });
  sheet.show({ kind: 'part', part: 1 });
  sheet.read('steady', { steady: '7' });
  await sheet.flush();
  expect(draft.answers).toEqual({ short: { value: 'A word' } });
});

test('what closes the worksheet is not saved either by whoever wanted to go, was told, and stays', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints });
  sheet.start({});
  sheet.goOn();
  sheet.warn();
  sheet.read('private', { private: 'not_now' });
  await sheet.flush();
  sheet.leave();
  expect(draft).toEqual({ answers: {}, revision: 0 });
  expect(sheet.warned).toBe(false);
});

test('an option that closes says so, and leaving the page then saves nothing', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints });
  sheet.start({});
  sheet.read('steady', { steady: '7' });
  expect(sheet.closes).toBe(false);
  sheet.read('private', { steady: '7', private: 'not_now' });
  expect(sheet.closes).toBe(true);
  sheet.leave();
  sheet.stop();
  await sheet.flush();
  expect(draft).toEqual({ answers: {}, revision: 0 });
});

test('who finishes later goes on, so what was held back is saved', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints });
  sheet.start({});
  sheet.read('steady', { steady: '7' });
  sheet.goOn();
  expect(await sheet.flush()).toBe(true);
  expect(draft.answers).toEqual({ steady: { value: 7 } });
});

test('what is being typed is drawn as it was typed, and as it was read once the client turns away', async () => {
  sheet.start({});
  for (const text of ['1', '1.', '1.0', '1.05', '-', '-0', '-0.5', '1.50']) {
    sheet.read('count', { count: text });
    expect(sheet.screen.form.typed).toEqual({ count: text });
  }
  sheet.turnAway();
  expect(sheet.screen.form).toMatchObject({ answers: { count: { value: 1.5 } } });
  expect(sheet.screen.form.typed).toEqual({});
  sheet.read('year', { year: '19' });
  sheet.read('line', { line: ' ' });
  sheet.show({ kind: 'part', part: 2 });
  expect(sheet.screen.form.typed).toEqual({ year: '19' });
});

test('words of one’s own stand as they were typed, also where they are too long to be saved', async () => {
  sheet = sheetOf({ ...page, worksheet: finerPoints, part: 2 });
  sheet.start({});
  const long = 'x'.repeat(1001);
  sheet.read('colors~own', { colors: ['red'], 'colors~own': long });
  sheet.turnAway();
  expect(sheet.screen.form.typed).toEqual({ 'colors~own': long });
  sheet.act(readAction('clear:colors'));
  expect(sheet.screen.form.typed).toEqual({});
});

test('the other version of an answer takes the place of what is being typed', async () => {
  sheet.start({});
  draft = { answers: { line: { value: 'from the laptop' } }, revision: 1 };
  sheet.read('line', { line: 'from the phone' });
  await sheet.flush();
  sheet.act(readAction('theirs:line'));
  expect(sheet.screen.form.typed).toEqual({});
});

test('the other version takes the place also of what could not be saved', async () => {
  sheet.start({});
  draft = { answers: { page: { value: 'from the laptop' } }, revision: 1 };
  sheet.read('page', { page: 'from the phone' });
  await sheet.flush();
  sheet.read('page', { page: 'x'.repeat(20_001) });
  sheet.act(readAction('theirs:page'));
  expect(sheet.screen).toMatchObject({ status: 'saved', form: { typed: {}, others: {} } });
  expect(sheet.unsent).toBe(false);
  expect(sheet.unfit.size).toBe(0);
});

test('what could not be saved is told before handing in, unless it is not asked any more', async () => {
  sheet.start({});
  sheet.read('count', { count: 'abc' });
  sheet.show({ kind: 'review' });
  expect(await sheet.handIn()).toBe(false);
  expect(submitted).toEqual([]);
  expect(sheet.screen).toMatchObject({
    checked: true,
    form: { problems: [{ item: 'count', code: 'wrong_type' }] },
  });
  sheet.show({ kind: 'part', part: 1 });
  sheet.read('count', { count: '3' });
  sheet.read('open', { open: 'yes' });
  sheet.read('more', { open: 'yes', more: 'x'.repeat(20_001) });
  sheet.read('open', { open: 'no' });
  expect(sheet.unsent).toBe(true);
  expect(await sheet.handIn()).toBe(true);
});

test('a problem in a row that is given shuts no card', () => {
  sheet = sheetOf({ ...page, worksheet: withListBesideGiven(), part: 1 });
  sheet.start({});
  const { row = '' } = sheet.act(readAction('add:members')) ?? {};
  const note = 'promises/p1/note';
  sheet.read(note, { 'promises/p1': '1', [note]: 'x'.repeat(20_001) });
  expect(sheet.check()).toBe(false);
  expect(sheet.screen.form.openRow).toBe(`members/${row}`);
});

/** One part with given rows, and a list to add to below them. */
function withListBesideGiven(): Worksheet {
  const items = everyType.sections.flatMap((section) => section.items);
  const groups = items.filter(({ id }) => id === 'promises' || id === 'members').toReversed();
  return { ...everyType, sections: [{ id: 'one', title: 'One', items: groups }] };
}

test('a key pressed draws the page once', () => {
  sheet.start({});
  let drawn = 0;
  const counted = new Sheet(
    { page, shell },
    { send, submit, isOnline: () => true, newId: () => 'id', onChange: () => (drawn += 1) },
  );
  counted.read('line', { line: 'A' });
  counted.stop();
  expect(drawn).toBe(1);
});

test('what the page shows is worked out when it is asked for, and once', async () => {
  let workedOut = 0;
  const counted: Shell = Object.defineProperty({ ...shell }, 'lang', {
    get: () => {
      workedOut += 1;
      return 'en-US';
    },
  });
  sheet = sheetOf(page, counted);
  sheet.read('line', { line: 'words' });
  await sheet.flush();
  expect(sheet.screen.said.saved).toMatch(/^Saved /);
  workedOut = 0;
  sheet.turnAway();
  sheet.read('line', { line: 'words and more' });
  expect(workedOut).toBe(0);
  expect([sheet.screen.form.answers.line, sheet.screen.status]).toEqual([
    { value: 'words and more' },
    'saving',
  ]);
  expect(workedOut).toBe(1);
});

test('what waits to be drawn at the end is drawn as it stood', () => {
  sheet.read('line', { line: 'words' });
  sheet.stop();
  expect(sheet.screen).toMatchObject({ status: 'saving', form: { answers: { line: { value: 'words' } } } });
});

test('what cannot be saved yet keeps its row, which was taken away elsewhere', async () => {
  sheet = sheetOf({
    ...page,
    answers: { members: { rows: [{ id: 'r1', answers: { label: { value: 'Ada' } } }] } },
  });
  draft = { answers: sheet.screen.form.answers, revision: 0 };
  sheet.read('line', { line: 'words' });
  await sheet.flush();
  sheet.show({ kind: 'part', part: 3 });
  sheet.act(readAction('open:members/r1'));
  sheet.read('members/r1/birth', { 'members/r1': '1', 'members/r1/birth': 'about 1950' });
  draft = { answers: { line: { value: 'words' } }, revision: 2 };
  sheet.show({ kind: 'part', part: 1 });
  sheet.read('line', { line: 'more words' });
  await sheet.flush();
  expect(draft.answers).toMatchObject({
    line: { value: 'more words' },
    members: { rows: [{ id: 'r1', answers: { label: { value: 'Ada' } } }] },
  });
  expect(sheet.screen.form.typed).toMatchObject({ 'members/r1/birth': 'about 1950' });
  sheet.act(readAction('remove:members/r1'));
  await sheet.flush();
  expect(draft.answers.members).toBeUndefined();
});

test('so does a row that was added a moment before, and with all that it said', async () => {
  sheet = sheetOf(page);
  sheet.show({ kind: 'part', part: 3 });
  const row = sheet.act(readAction('add:members'))?.row ?? '';
  const named = (more: Fields): Fields => ({ [`members/${row}`]: '1', ...more });
  sheet.read(`members/${row}/label`, named({ [`members/${row}/label`]: 'Ada' }));
  sheet.read(
    `members/${row}/birth`,
    named({ [`members/${row}/label`]: 'Ada', [`members/${row}/birth`]: 'soon' }),
  );
  await sheet.flush();
  draft = { answers: {}, revision: 5 };
  sheet.show({ kind: 'part', part: 1 });
  sheet.read('line', { line: 'words' });
  await sheet.flush();
  expect(draft.answers.members).toEqual({ rows: [{ id: row, answers: { label: { value: 'Ada' } } }] });
});

test('what is saved is told with its time, once there is one', async () => {
  sheet.start({});
  expect(sheet.screen.said).toEqual({});
  sheet.read('line', { line: 'words' });
  await sheet.flush();
  expect(sheet.screen.said.saved).toMatch(/^Saved \d{1,2}:\d\d\s[AP]M$/);
});
