import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { goAway } from './frame.js';

/** In which order a framed page is left. */

let done: string[];
const steps = (name: string) => ({ replace: (address: string) => void done.push(`${name} to ${address}`) });

beforeEach(() => {
  jest.useFakeTimers();
  done = [];
  const window = { top: { location: steps('window') } };
  const document = { dispatchEvent: ({ type }: Event) => done.push(type) };
  const browser = { self: {}, top: window.top, window, document, location: steps('frame') };
  for (const [name, value] of Object.entries(browser))
    Object.defineProperty(globalThis, name, { value, configurable: true });
});
afterEach(() => {
  jest.useRealTimers();
});

test('the page around hears that it is left before the window goes, and the frame is emptied last', async () => {
  void goAway('https://weather.example/', Promise.resolve());
  expect(done).toEqual(['mendwork:left']);
  await jest.advanceTimersByTimeAsync(50);
  expect(done).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual(['mendwork:left', 'window to https://weather.example/', 'frame to about:blank']);
});

test('a server that says nothing keeps the frame from being emptied no longer than a second', async () => {
  void goAway('https://weather.example/', new Promise(() => undefined));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(done.at(-1)).toBe('window to https://weather.example/');
  await jest.advanceTimersByTimeAsync(200);
  expect(done.at(-1)).toBe('frame to about:blank');
});
