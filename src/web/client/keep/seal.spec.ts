import { expect, test } from '@jest/globals';
import { assert, asyncProperty, nat, string } from 'fast-check';
import { keyOf, open, seal } from './seal.js';

const KEY = keyOf(Buffer.alloc(32, 7).toString('base64url'));
const PLACE = 'client|assignment';

test('what is sealed opens again, whatever was written', async () => {
  await assert(
    asyncProperty(string({ unit: 'binary' }), nat(), async (text, revision) => {
      const sealed = await seal(await KEY, PLACE, revision, text);
      expect(await open(await KEY, PLACE, sealed)).toBe(Buffer.from(text).toString());
    }),
  );
});

test('it shows nothing of the words, has one character for each byte, and is never the same', async () => {
  const sealed = await seal(await KEY, PLACE, 3, 'Words that nobody may read.');
  expect(sealed).not.toContain('Words');
  expect(sealed).toMatch(/^[\0-\xff]{59}$/s);
  expect(await seal(await KEY, PLACE, 3, 'Words that nobody may read.')).not.toBe(sealed);
});

test('it does not open for another client or worksheet, under another key or revision, or when it was changed', async () => {
  const sealed = await seal(await KEY, PLACE, 3, 'Mine.');
  const other = await keyOf(Buffer.alloc(32, 8).toString('base64url'));
  expect(await open(other, PLACE, sealed)).toBeUndefined();
  expect(await open(await KEY, 'another|assignment', sealed)).toBeUndefined();
  expect(await open(await KEY, 'client|another', sealed)).toBeUndefined();
  for (const at of [3, 9, 20, sealed.length - 1]) {
    const turned = String.fromCharCode(sealed.charCodeAt(at) ^ 1);
    expect(await open(await KEY, PLACE, sealed.slice(0, at) + turned + sealed.slice(at + 1))).toBeUndefined();
  }
  for (const cut of ['', sealed.slice(0, 10), sealed.slice(0, -1)])
    expect(await open(await KEY, PLACE, cut)).toBeUndefined();
});

test('the key cannot be read back', async () => {
  await expect(crypto.subtle.exportKey('raw', await KEY)).rejects.toThrow();
});
