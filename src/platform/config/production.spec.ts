import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { LaunchError } from '../errors/launch-error.js';
import { readEnvironment } from './environment.js';
import { refuseUnsafeProduction } from './production.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-production-'));
afterAll(() => rmSync(folder, { recursive: true }));
const there = path.join(folder, 'there');
writeFileSync(there, '');
const missing = path.join(folder, 'missing');

const SAFE = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://practice.example',
  BEHIND_TLS_PROXY: 'yes',
  CRISIS_LOCALE: 'en-US',
};
const start = (
  variables: NodeJS.ProcessEnv,
  surroundings: Partial<Parameters<typeof refuseUnsafeProduction>[1]> = {},
): void =>
  refuseUnsafeProduction(readEnvironment({ ...SAFE, ...variables }), {
    demonstrationFile: missing,
    localeFile: there,
    ...surroundings,
  });

test('what is set up for real use starts', () => {
  expect(() => start({})).not.toThrow();
});

test('what is only tried starts with anything', () => {
  expect(() =>
    start(
      { NODE_ENV: 'development', PUBLIC_URL: '', BEHIND_TLS_PROXY: '' },
      { demonstrationFile: there, localeFile: undefined },
    ),
  ).not.toThrow();
});

test.each([
  ['a demonstration’s folder', {}, { demonstrationFile: there }, 'MENDWORK_DATA'],
  ['an address in the clear', { PUBLIC_URL: 'http://practice.example' }, {}, 'PUBLIC_URL'],
  ['no word of a proxy', { BEHIND_TLS_PROXY: '' }, {}, 'BEHIND_TLS_PROXY=yes'],
  ['no crisis lines chosen', { CRISIS_LOCALE: '' }, { localeFile: undefined }, 'CRISIS_LOCALE=en-US'],
  [
    'crisis lines that are not there',
    { CRISIS_LOCALE: 'de-AT' },
    { localeFile: missing },
    'locales/de-AT.yaml',
  ],
])('%s is refused, with what to do', (_what, variables, surroundings, remedy) => {
  expect(() => start(variables, surroundings)).toThrow(LaunchError);
  expect(() => start(variables, surroundings)).toThrow(remedy);
});

test('every reason is named at once', () => {
  expect(() => start({ PUBLIC_URL: '', BEHIND_TLS_PROXY: '' }, { localeFile: undefined })).toThrow(
    /PUBLIC_URL.*BEHIND_TLS_PROXY.*CRISIS_LOCALE/s,
  );
});
