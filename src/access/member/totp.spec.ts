import { describe, expect, test } from '@jest/globals';
import { totpStep, totpText, totpUri } from './totp.js';

const secret = Buffer.from('12345678901234567890');

describe('RFC 6238, appendix B', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d seconds the code is %s', (seconds, code) => {
    expect(totpStep(secret, code, seconds)).toBe(Math.floor(seconds / 30));
  });
});

test.each([
  ['two steps early', -60, undefined],
  ['a step early', -30, 37_037_037],
  ['in its step', 0, 37_037_037],
  ['a step late', 30, 37_037_037],
  ['two steps late', 60, undefined],
])('a code %s', (_when, shift, step) => {
  expect(totpStep(secret, '050471', 1_111_111_111 + shift)).toBe(step);
});

test.each([['050 471'], ['050471 ']])('typed as %p it is the same', (typed) => {
  expect(totpStep(secret, typed, 1_111_111_111)).toBe(37_037_037);
});

test.each([[''], ['50471'], ['0504710'], ['abcdef'], ['٠٥٠٤٧١']])('%p is none', (typed) => {
  expect(totpStep(secret, typed, 1_111_111_111)).toBeUndefined();
});

test('an app is told the usual form', () => {
  expect(totpText(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(totpUri(secret, 'A Practice', 'a@practice.example')).toBe(
    'otpauth://totp/A%20Practice:a%40practice.example?issuer=A%20Practice&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
  );
});
