import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { contrast, readAccent, readRadius, themeStyles } from './theme.js';

type Rgb = readonly [number, number, number];

const LIGHT_GROUNDS = ['f4f6f3', 'ffffff'];
const DARK_GROUNDS = ['101614', '171f1c'];

const rgb = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(`#${hex.replace('#', '')}`.slice(at, at + 2), 16)) as unknown as Rgb;

/** The variables of each scheme by name. */
function schemes(css: string): [light: Record<string, string>, dark: Record<string, string>] {
  const [light = '', dark = ''] = css.split('@media');
  const read = (text: string): Record<string, string> =>
    Object.fromEntries([...text.matchAll(/--([\w-]+):([^;}]+)/g)].map(([, name, value]) => [name, value]));
  return [read(light), read(dark)];
}

describe('an accent', () => {
  test.each([
    ['#5b2a6e', '5b2a6e'],
    ['5B2A6E', '5b2a6e'],
    ['#0af', '00aaff'],
  ])('%s is taken', (text, read) => expect(readAccent(text)).toBe(read));

  test.each([
    '',
    '#',
    'red',
    '#12',
    '#1234',
    '#12345g',
    '#12345678',
    'rgb(1,2,3)',
    '#123456}',
    '#123456;--ink:#fff',
    'var(--x)',
    'url(https://x.example)',
    ' #123456',
    '#123456\n',
  ])('%j is not', (text) => expect(readAccent(text)).toBeUndefined());

  test('of any colour can be read on and under everything, in light and dark', () => {
    assert(
      property(integer({ min: 0, max: 0xffffff }), (number) => {
        const accent = number.toString(16).padStart(6, '0');
        const both = schemes(themeStyles({ accent }));
        for (const [at, grounds] of [LIGHT_GROUNDS, DARK_GROUNDS].entries()) {
          const found = both[at] ?? {};
          const text = rgb(found.accent ?? '');
          for (const ground of [...grounds, found['accent-soft'] ?? '', found['on-accent'] ?? ''])
            expect([accent, ground, contrast(text, rgb(ground)) >= 4.5]).toEqual([accent, ground, true]);
          expect(contrast(rgb(found['accent-deep'] ?? ''), rgb(found['on-accent'] ?? ''))).toBeGreaterThan(
            4.5,
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('that can be read is left as it is', () => {
    const [light, dark] = schemes(themeStyles({ accent: '17695b' }));
    expect(light.accent).toBe('#17695b');
    expect(dark.accent).not.toBe('#17695b');
    expect(schemes(themeStyles({ accent: '74cdb6' }))[1].accent).toBe('#74cdb6');
  });

  test('stands on the grounds that the page has', () => {
    const tokens = readFileSync('src/web/client/styles/tokens.css', 'utf8');
    const [light = '', dark = ''] = tokens.split('prefers-color-scheme: dark');
    const ground = (text: string, name: string): string =>
      new RegExp(`--${name}: #(\\w+);`).exec(text)?.[1] ?? '';
    expect([ground(light, 'page'), ground(light, 'sheet').repeat(2)]).toEqual(LIGHT_GROUNDS);
    expect([ground(dark, 'page'), ground(dark, 'sheet')]).toEqual(DARK_GROUNDS);
  });
});

test.each([
  ['0', 0],
  ['8px', 8],
  ['24', 24],
  ['25', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1em', undefined],
  ['', undefined],
  ['8px;--ink:#fff', undefined],
  ['calc(1px)', undefined],
])('a radius of %j is %j', (text, radius) => expect(readRadius(text)).toBe(radius));

test('no theme adds nothing', () => {
  expect(themeStyles({})).toBe('');
  expect(themeStyles({ radius: 4 })).toBe(':root{--radius:4px}');
});
