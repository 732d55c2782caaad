import { expect, test } from '@jest/globals';
import { parseFlagCodes } from './flag-codes.js';

const SAFETY = '- { code: SAFETY, label: Feels unsafe, suggestedAction: Call }\n';

test('codes are read in their order, frozen', () => {
  const codes = parseFlagCodes(
    `${SAFETY}- { code: SELF-HARM, label: L, suggestedAction: S }\n`,
    'flags.yaml',
  );
  expect(codes.map(({ code }) => code)).toEqual(['SAFETY', 'SELF-HARM']);
  expect(codes[0]).toEqual({ code: 'SAFETY', label: 'Feels unsafe', suggestedAction: 'Call' });
  expect(Object.isFrozen(codes[0])).toBe(true);
});

test.each([
  ['a code that is there twice', SAFETY + SAFETY, 'flags.yaml:2:5 The code `SAFETY` is there twice.'],
  ['a code in small letters', SAFETY.replace('SAFETY', 'safety'), 'flags.yaml:1:5 Flag codes are capitals'],
  ['no action', '- { code: SAFETY, label: L }', 'flags.yaml:1:3 `suggestedAction` is missing'],
  ['no list', 'code: SAFETY', 'flags.yaml:1:1 Write a list here'],
])('told: %s', (_name, source, message) => {
  expect(() => parseFlagCodes(source, 'flags.yaml')).toThrow(message);
});
