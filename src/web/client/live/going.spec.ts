import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { everyType } from '../../../../test/fixtures/every-type.js';
import { compile } from '../../../core/worksheet/compile.js';
import { Autosave, type SaveResult } from '../autosave.js';
import { goElsewhere } from './going.js';

/** Nobody is held on the page, and nobody loses words by going from it unasked. */

const line = { item: 'line', answer: { value: 'last words' } };
let open: jest.Mock;
let result: SaveResult | undefined;
let sends: number;
let autosave: Autosave;
const sheet = {
  get wouldLose() {
    return autosave.unsent;
  },
  warned: false,
  goOn: () => autosave.hold(new Set()),
  flush: () => autosave.flush(),
  warn: () => {
    sheet.warned = true;
  },
};
/** Somebody wants to go. */
const go = (asks = true): Promise<void> => goElsewhere(sheet, open, asks);

beforeEach(() => {
  jest.useFakeTimers();
  open = jest.fn();
  sends = 0;
  sheet.warned = false;
  autosave = new Autosave({
    compiled: compile(everyType),
    revision: 0,
    answers: {},
    send: () => {
      sends += 1;
      return result ? Promise.resolve(result) : new Promise(() => undefined);
    },
    isOnline: () => true,
    onChange: () => undefined,
    onRefused: () => undefined,
  });
});
afterEach(() => {
  jest.useRealTimers();
  autosave.stop();
});

test('the last words go first, also those that were held back', async () => {
  result = { kind: 'saved', revision: 1 };
  autosave.hold(new Set(['line']));
  autosave.put([line]);
  open.mockImplementation(() => expect(autosave.unsent).toBe(false));
  await go();
  expect(open).toHaveBeenCalledTimes(1);
  expect(sends).toBe(1);
});

test.each<SaveResult>([
  { kind: 'gone' },
  { kind: 'signed_out' },
  { kind: 'unreachable' },
  { kind: 'stale', revision: 3, answers: { line: { value: 'theirs' } } },
])('words that are not saved are told of first, and then the page opens: $kind', async (became) => {
  result = became;
  autosave.put([line]);
  await go();
  expect(autosave.unsent).toBe(true);
  expect(open).not.toHaveBeenCalled();
  expect(sheet.warned).toBe(true);
  await go();
  expect(open).toHaveBeenCalledTimes(1);
});

test('two presses in a hurry are one: the second answers nothing that it could not have read', async () => {
  result = { kind: 'gone' };
  autosave.put([line]);
  await Promise.all([go(), go()]);
  expect(sheet.warned).toBe(true);
  expect(open).not.toHaveBeenCalled();
});

test('whoever must stop is not asked', async () => {
  result = { kind: 'gone' };
  autosave.put([line]);
  await go(false);
  expect(open).toHaveBeenCalledTimes(1);
});

test('a server that says nothing is waited for, but not for ever', async () => {
  result = undefined;
  autosave.put([line]);
  const going = go();
  await jest.advanceTimersByTimeAsync(2_900);
  expect(sheet.warned).toBe(false);
  await jest.advanceTimersByTimeAsync(200);
  await going;
  expect(sheet.warned).toBe(true);
  await go();
  expect(open).toHaveBeenCalledTimes(1);
});
