import { Logger } from '@nestjs/common';
import { afterEach, expect, jest, test } from '@jest/globals';
import { LaunchError } from '../platform/errors/launch-error.js';
import { Languages, languagesToSpeak, reviewedLanguages, type Spoken } from './languages.js';

const BOTH: Spoken = ['en-US', 'es-US'];
const speaking = (
  spoken: Spoken = BOTH,
  secure = true,
  address = 'https://practice.example/care',
): Languages => new Languages(spoken, secure, address);
const asking = (accepted: string | undefined, cookies: Record<string, string> = {}) => ({
  headers: accepted === undefined ? {} : { 'accept-language': accepted },
  cookies,
});

afterEach(() => {
  jest.restoreAllMocks();
});

test.each([
  ['es-US', 'es-US'],
  ['es', 'es-US'],
  ['es-MX', 'es-US'],
  ['es-419,es;q=0.9,en;q=0.8', 'es-US'],
  ['en-GB,en;q=0.9,es;q=0.8', 'en-US'],
  ['en;q=0.3, es;q=0.7', 'es-US'],
  ['fr-FR,fr;q=0.9,es;q=0.5,en;q=0.4', 'es-US'],
  ['es;q=0, en', 'en-US'],
  ['ES-us', 'es-US'],
  ['fr', 'en-US'],
  ['*', 'en-US'],
  ['', 'en-US'],
  [',;q=x, %%%', 'en-US'],
  [undefined, 'en-US'],
])('who asks for %p is answered in %s', (accepted, language) => {
  expect(speaking().of(asking(accepted))).toBe(language);
});

test('what was chosen wins over what the browser asks for, if it is spoken', () => {
  expect(speaking().of(asking('en-US', { lang: 'es-US' }))).toBe('es-US');
  expect(speaking().of(asking('es', { lang: 'en-US' }))).toBe('en-US');
  expect(speaking().of(asking('es', { lang: 'fr-FR' }))).toBe('es-US');
  expect(speaking().of(asking('es', { lang: '' }))).toBe('es-US');
});

test('a language that is not spoken here is not answered in, whatever asks for it', () => {
  const languages = speaking(['en-US']);
  expect(languages.of(asking('es-US', { lang: 'es-US' }))).toBe('en-US');
  expect(languages.named('es-US')).toBeUndefined();
});

test('the first language is for whoever asks for none of them', () => {
  expect(speaking(['es-US', 'en-US']).of(asking('fr'))).toBe('es-US');
});

test('a choice is kept until the browser is closed, under the client’s pages and forms alone, and says nothing else', () => {
  expect(speaking().keeping('es-US')).toEqual([
    'lang=es-US; Path=/care/me; HttpOnly; SameSite=None; Secure; Partitioned',
    'lang=es-US; Path=/care/auth/client; HttpOnly; SameSite=None; Secure; Partitioned',
  ]);
  expect(speaking(BOTH, false, 'http://localhost:3000').keeping('en-US')).toEqual([
    'lang=en-US; Path=/me; HttpOnly; SameSite=Lax',
    'lang=en-US; Path=/auth/client; HttpOnly; SameSite=Lax',
  ]);
  expect(speaking().forgotten()).toEqual([
    'lang=; Path=/care/me; Max-Age=0; HttpOnly; SameSite=None; Secure; Partitioned',
    'lang=; Path=/care/auth/client; Max-Age=0; HttpOnly; SameSite=None; Secure; Partitioned',
  ]);
});

test('a translation that nobody has reviewed is spoken for trying, or where it is named, and nowhere else', () => {
  expect(reviewedLanguages()).toEqual(['en-US']);
  expect(languagesToSpeak(undefined, false)).toEqual(['en-US']);
  expect(languagesToSpeak(undefined, true)).toEqual(BOTH);
  expect(languagesToSpeak(['es-US', 'en-US'], false)).toEqual(['es-US', 'en-US']);
});

test('a language that there is not stops the start, with what to write instead', () => {
  expect(() => languagesToSpeak(['en-US', 'fr-FR'], true)).toThrow(LaunchError);
  expect(() => languagesToSpeak(['fr-FR'], true)).toThrow(/do not speak fr-FR.*en-US, es-US/);
});

test('at every start the log says which safety texts nobody has reviewed', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  speaking(['en-US']).onModuleInit();
  expect(warn).not.toHaveBeenCalled();
  speaking().onModuleInit();
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/safety texts in es-US .*not been reviewed/)]]);
});
