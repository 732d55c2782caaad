import { expect, test } from '@jest/globals';
import { encodingFor } from './encoding.js';

test('the better encoding is chosen, and none that is refused', () => {
  const given = (header?: string) => encodingFor({ headers: { 'accept-encoding': header } });
  expect(given('gzip, deflate, br, zstd')).toBe('br');
  expect(given('gzip;q=0.8, br;q=0')).toBe('gzip');
  expect(given('identity')).toBeUndefined();
  expect(given()).toBeUndefined();
});
