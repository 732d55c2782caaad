import { expect, test } from '@jest/globals';
import { everyType } from '../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../test/fixtures/finer-points.js';
import type { Answers } from '../../core/worksheet/answers.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import type { Fields } from './control.js';
import { type Filled, fillIn } from './fill-in.js';

const fill = (fields: Fields, answers: Answers = {}, part = 1): Filled =>
  fillIn({
    worksheet: everyType,
    answers,
    revision: 4,
    part,
    fields: { revision: '4', ...fields },
    newRow: 'new1',
  });

test('Continue saves and moves to the next part; after the last part comes the review', () => {
  expect(fill({ line: 'Ada', go: 'next' })).toEqual({
    patches: [{ item: 'line', answer: { value: 'Ada' } }],
    next: { kind: 'part', part: 2 },
  });
  expect(fill({ go: 'next' }, {}, 3).next).toEqual({ kind: 'review' });
  expect(fill({ go: 'back' }).next).toEqual({ kind: 'part', part: 0 });
  expect(fill({ go: 'later' }).next).toEqual({ kind: 'home' });
});

test('a question that has just opened on the part is shown before moving on, once', () => {
  const { patches, next } = fill({ open: 'yes', go: 'next' });
  expect(patches).toEqual([{ item: 'open', answer: { value: 'yes' } }]);
  expect(next).toMatchObject({ kind: 'again', status: 200, shown: { opened: ['more'] } });
  expect(fill({ open: 'yes', more: '', go: 'next' }, { open: { value: 'yes' } }).next).toEqual({
    kind: 'part',
    part: 2,
  });
});

test('going back does not wait for what has opened', () => {
  expect(fill({ open: 'yes', go: 'back' }).next).toEqual({ kind: 'part', part: 0 });
});

test('what cannot be saved is shown again with its problem, and keeps nothing else from being saved', () => {
  for (const go of ['next', 'back', 'later', 'add:members']) {
    const { patches, next } = fill({ line: 'kept', year: 'about 1950', go });
    expect(patches).toContainEqual({ item: 'line', answer: { value: 'kept' } });
    expect(next).toMatchObject({
      kind: 'again',
      status: 422,
      shown: { typed: { year: 'about 1950' }, problems: [{ item: 'year', code: 'wrong_type' }] },
    });
  }
});

test('rows: add opens the new one, remove closes, a problem opens its row', () => {
  const answers: Answers = { members: { rows: [{ id: 'r1', answers: {} }] } };
  const added = fill({ go: 'add:members' }, answers, 3);
  expect(added.patches).toEqual([{ item: 'members', row: 'new1' }]);
  expect(added.next).toMatchObject({ kind: 'again', shown: { openRow: 'members/new1' } });
  const removed = fill({ 'members/r1': '1', 'members/r1/label': 'x', go: 'remove:members/r1' }, answers, 3);
  expect(removed.patches).toEqual([{ item: 'members', row: 'r1', remove: true }]);
  expect(removed.next).toMatchObject({ kind: 'again', shown: { openRow: null } });
  const bad = fill({ 'members/r1': '1', 'members/r1/birth': 'long ago', go: 'next' }, answers, 3);
  expect(bad.next).toMatchObject({ kind: 'again', status: 422, shown: { openRow: 'members/r1' } });
});

test('a part that comes again starts where the client was at work', () => {
  const answers: Answers = { members: { rows: [{ id: 'r1', answers: {} }] } };
  const landing = (fields: Fields, part = 1): unknown => {
    const { next } = fill(fields, answers, part);
    return next.kind === 'again' ? next.shown.landing : next;
  };
  expect(landing({ go: 'skip:line' })).toBe('line');
  expect(landing({ go: 'clear:open' })).toBe('open');
  expect(landing({ open: 'yes', go: 'next' })).toBe('more');
  expect(landing({ go: 'add:members' }, 3)).toBe('members/new1');
  expect(landing({ go: 'open:members/r1' }, 3)).toBe('members/r1');
  expect(landing({ go: 'remove:members/r1' }, 3)).toBe('members');
  expect(landing({ go: 'stay' })).toBeUndefined();
});

test('a form that comes twice says nothing new the second time, even where some of it could not be saved', () => {
  const again = fill(
    { revision: '3', line: 'kept', year: 'about 1950', go: 'next' },
    { line: { value: 'kept' } },
  );
  expect(again).toMatchObject({
    patches: [],
    next: { kind: 'again', status: 422, shown: { typed: { year: 'about 1950' }, others: {} } },
  });
});

test('skip, take back and clear have the last word on their question', () => {
  expect(fill({ line: 'typed', go: 'skip:line' }).patches).toEqual([
    { item: 'line', answer: { skipped: true } },
  ]);
  expect(fill({ go: 'unskip:line' }, { line: { skipped: true } }).patches).toEqual([
    { item: 'line', answer: null },
  ]);
  expect(fill({ open: 'yes', go: 'clear:open' }, { open: { value: 'yes' } }).patches).toEqual([
    { item: 'open', answer: null },
  ]);
});

test('where the draft moved on, nothing is saved before both versions were seen', () => {
  const theirs: Answers = { line: { value: 'from the laptop' }, ways: { value: ['mail', 'phone'] } };
  const { patches, next } = fill(
    { revision: '3', line: 'from the phone', ways: ['mail', 'phone'], go: 'next' },
    theirs,
  );
  expect(patches).toEqual([]);
  expect(next).toMatchObject({
    kind: 'again',
    status: 409,
    shown: {
      answers: theirs,
      unsaved: [{ item: 'line', answer: { value: 'from the phone' } }],
      others: { line: 'from the laptop' },
    },
  });
});

test('of a form from the very beginning, what was not touched in it is no second version', () => {
  const theirs: Answers = { line: { value: 'from the laptop' }, page: { value: 'also from there' } };
  const posted = { revision: '0', line: 'from the phone', page: '', count: '3', go: 'next' };
  expect(fill(posted, theirs)).toMatchObject({
    patches: [],
    next: {
      status: 409,
      shown: {
        unsaved: [
          { item: 'line', answer: { value: 'from the phone' } },
          { item: 'count', answer: { value: 3 } },
        ],
      },
    },
  });
  const { next } = fill(posted, theirs);
  expect(next.kind === 'again' && next.shown.others).toEqual({ line: 'from the laptop' });
  expect(fill({ ...posted, line: '' }, theirs)).toEqual({
    patches: [{ item: 'count', answer: { value: 3 } }],
    next: { kind: 'part', part: 2 },
  });
});

test('each of several answers in two versions is chosen by itself, and the rest is saved meanwhile', () => {
  const theirs: Answers = { line: { value: 'line there' }, page: { value: 'page there' } };
  const two = { _two: ['line', 'page'], line: 'line here', page: 'page here', count: '3' };
  const mine = fill({ ...two, go: 'mine:line' }, theirs);
  expect(mine.patches).toEqual([
    { item: 'line', answer: { value: 'line here' } },
    { item: 'count', answer: { value: 3 } },
  ]);
  expect(mine.next).toMatchObject({
    kind: 'again',
    status: 409,
    shown: {
      answers: { line: { value: 'line here' }, page: { value: 'page there' } },
      unsaved: [{ item: 'page', answer: { value: 'page here' } }],
    },
  });
  expect(mine.next.kind === 'again' && mine.next.shown.others).toEqual({ page: 'page there' });
  const other = fill({ ...two, go: 'theirs:line' }, theirs);
  expect(other.patches).toEqual([{ item: 'count', answer: { value: 3 } }]);
  expect(other.next).toMatchObject({ status: 409, shown: { others: { page: 'page there' } } });
  const last = fill({ ...two, _two: 'page', line: 'line there', go: 'theirs:page' }, theirs);
  expect(last.next).toMatchObject({ status: 200, shown: { others: {}, unsaved: [] } });
});

test('no other button settles what is there in two versions, but going on does', () => {
  const theirs: Answers = { line: { value: 'line there' } };
  for (const go of ['stay', 'skip:count']) {
    const { patches, next } = fill({ _two: 'line', line: 'line here', go }, theirs);
    expect(patches).not.toContainEqual(expect.objectContaining({ item: 'line' }));
    expect(next).toMatchObject({ status: 409, shown: { others: { line: 'line there' } } });
  }
  expect(fill({ _two: 'line', line: 'line here', go: 'next' }, theirs)).toEqual({
    patches: [{ item: 'line', answer: { value: 'line here' } }],
    next: { kind: 'part', part: 2 },
  });
});

test('words for a row that was taken away elsewhere come again, with the row, and bring it back', () => {
  const label = { item: 'members', row: 'r1', field: 'label', answer: { value: 'Ada' } };
  const birth = { item: 'members', row: 'r1', field: 'birth', answer: { value: 1950 } };
  const row = { 'members/r1': '1', 'members/r1/label': 'Ada', 'members/r1/birth': '1950' };
  const older = fill({ revision: '3', ...row, go: 'next' }, {}, 3);
  expect(older).toMatchObject({
    patches: [],
    next: {
      status: 409,
      shown: {
        openRow: 'members/r1',
        unsaved: [label, birth],
        others: { 'members/r1/label': '', 'members/r1/birth': '' },
      },
    },
  });
  const _two = ['members/r1/label', 'members/r1/birth'];
  const mine = fill({ _two, ...row, go: 'mine:members/r1/label' }, {}, 3);
  expect(mine).toMatchObject({
    patches: [label],
    next: { status: 409, shown: { openRow: 'members/r1', unsaved: [birth] } },
  });
  expect(fill({ revision: '3', ...row, go: 'remove:members/r1' }, {}, 3)).toMatchObject({
    next: { status: 200, shown: { openRow: null } },
  });
  expect(fill({ _two, ...row, go: 'open:members/r2' }, {}, 3)).toMatchObject({
    next: { status: 409, shown: { openRow: 'members/r1' } },
  });
});

test('the client chooses between two versions', () => {
  const theirs: Answers = { line: { value: 'from the laptop' } };
  expect(fill({ line: 'from the phone', go: 'mine:line' }, theirs).patches).toEqual([
    { item: 'line', answer: { value: 'from the phone' } },
  ]);
  expect(fill({ line: 'from the phone', go: 'theirs:line' }, theirs).patches).toEqual([]);
});

test('an older form that says the same as the draft is no conflict', () => {
  const answers: Answers = { line: { value: 'same' } };
  expect(fill({ revision: '2', line: 'same', go: 'next' }, answers).next).toEqual({ kind: 'part', part: 2 });
});

test('a part that is not there, and a button that nobody knows, do no harm', () => {
  expect(fill({ go: 'next' }, {}, 9)).toEqual({ patches: [], next: { kind: 'part', part: 1 } });
  expect(fill({ go: 'explode:members' }).next).toMatchObject({ kind: 'again', status: 200 });
});

const fillFiner = (fields: Fields, answers: Answers = {}, part = 1, revision = '4'): Filled =>
  fillIn({
    worksheet: finerPoints,
    answers,
    revision: 4,
    part,
    fields: { revision, ...fields },
    newRow: 'new1',
  });

test('with an option that closes, going on saves nothing of the part, even where the draft has moved on', () => {
  for (const go of ['next', 'back', 'later', 'review']) {
    expect(fillFiner({ private: 'not_now', steady: '7', go })).toEqual({
      patches: [],
      next: { kind: 'close' },
    });
  }
  expect(fillFiner({ private: 'not_now', steady: '7', go: 'next' }, {}, 1, '3').next).toEqual({
    kind: 'close',
  });
});

test('an option that closes is not saved by what is no going on, and can be cleared', () => {
  const stayed = fillFiner({ private: 'not_now', steady: '7', go: 'stay' });
  expect(stayed.patches).toEqual([]);
  expect(stayed.next).toMatchObject({
    kind: 'again',
    status: 200,
    shown: {
      answers: {},
      unsaved: [
        { item: 'private', answer: { value: 'not_now' } },
        { item: 'steady', answer: { value: 7 } },
      ],
    },
  });
  const cleared = fillFiner({ private: 'not_now', steady: '7', go: 'clear:private' });
  expect(cleared.patches).toContainEqual({ item: 'steady', answer: { value: 7 } });
  expect(cleared.next).toMatchObject({ kind: 'again', status: 200 });
});

test('the other options of the same question close nothing', () => {
  expect(fillFiner({ private: 'yes', steady: '7', go: 'next' })).toEqual({
    patches: [
      { item: 'private', answer: { value: 'yes' } },
      { item: 'steady', answer: { value: 7 } },
    ],
    next: { kind: 'part', part: 2 },
  });
});

test('a card that an answer opens is shown before moving on, once', () => {
  const first = fillFiner({ private: 'yes', steady: '2', go: 'next' });
  expect(first.next).toMatchObject({ kind: 'again', status: 200, shown: { carded: ['steady'], opened: [] } });
  expect(fillFiner({ steady: '1', go: 'next' }, { steady: { value: 2 } }).next).toEqual({
    kind: 'part',
    part: 2,
  });
  expect(fillFiner({ steady: '2', go: 'back' }).next).toEqual({ kind: 'part', part: 0 });
});

test('given rows are saved by their ids, and what is only to be read stays as it is', () => {
  const rows = fill(
    {
      'promises/p1': '1',
      'promises/p2': '1',
      'promises/p2/answer': 'no',
      'promises/p2/note': 'Late',
      go: 'stay',
    },
    { open: { value: 'yes' } },
    4,
  );
  expect(rows.patches).toEqual([
    { item: 'promises', row: 'p2', field: 'answer', answer: { value: 'no' } },
    { item: 'promises', row: 'p2', field: 'note', answer: { value: 'Late' } },
  ]);
  const forms: Fields[] = [{ fixed: 'red', secret: 'mine' }, {}];
  for (const posted of forms) {
    expect(fillFiner({ ...posted, go: 'next' }, {}, 2)).toEqual({ patches: [], next: { kind: 'review' } });
  }
});

test('words of one’s own that are too long come again in their own control', () => {
  for (const item of ['color', 'colors']) {
    const long = 'x'.repeat(1001);
    const { next } = fillFiner({ [`${item}~own`]: long, go: 'next' }, {}, 2);
    expect(next).toMatchObject({ kind: 'again', status: 422, shown: { typed: { [`${item}~own`]: long } } });
  }
});

test('the marks of rows that are given shut no card', () => {
  const items = everyType.sections.flatMap((section) => section.items);
  const groups = ['promises', 'members'].flatMap((id) => items.filter((item) => item.id === id));
  const worksheet = { ...everyType, sections: [{ id: 'one', title: 'One', items: groups }] };
  const answers: Answers = { members: { rows: [{ id: 'r1', answers: {} }] } };
  const marks = { 'promises/p1': '1', 'promises/p2': '1', 'members/r1': '1' };
  const again = (fields: Fields): Filled['next'] =>
    fillIn({
      worksheet,
      answers,
      revision: 4,
      part: 1,
      fields: { revision: '4', ...marks, ...fields },
      newRow: 'new1',
    }).next;
  expect(again({ go: 'stay' })).toMatchObject({ status: 200, shown: { openRow: 'members/r1' } });
  expect(again({ 'promises/p1/note': 'x'.repeat(20_001), go: 'next' })).toMatchObject({
    status: 422,
    shown: { openRow: 'members/r1' },
  });
});

test('words of dying bring help before moving on, once, and keep nothing from being saved', () => {
  const worksheet: Worksheet = {
    ...everyType,
    sections: [
      { id: 's', title: 'S', items: [{ id: 'told', type: 'long', text: 'Tell it', wording: true }] },
      { id: 't', title: 'T', items: [{ id: 'more', type: 'text', text: 'More' }] },
    ],
  };
  const posted = (told: string, answers: Answers, go = 'next'): Filled =>
    fillIn({ worksheet, answers, revision: 4, part: 1, fields: { revision: '4', told, go }, newRow: 'new1' });
  const saved = [{ item: 'told', answer: { value: 'I want to die.' } }];
  expect(posted('I want to die.', {})).toMatchObject({
    patches: saved,
    next: { kind: 'again', status: 200, shown: { carded: ['told'] } },
  });
  expect(posted('I want to die.', { told: { value: 'I want to die.' } }).next).toEqual({
    kind: 'part',
    part: 2,
  });
  expect(posted('I want to die.', {}, 'later')).toEqual({ patches: saved, next: { kind: 'home' } });
});

test('the map of a family is drawn when it is asked for, and stays while the part does', () => {
  const mapped = (fields: Fields): unknown => {
    const { next } = fill(fields, {}, 3);
    return next.kind === 'again' && next.shown.mapped;
  };
  expect(mapped({ _map: '1' })).toBe(true);
  expect(mapped({ _map: '1', go: 'add:members' })).toBe(true);
  expect(mapped({ go: 'add:members' })).toBe(false);
  expect(mapped({ _map: '1', revision: '1', 'members/r1': '1', 'members/r1/label': 'Ada' })).toBe(true);
});
