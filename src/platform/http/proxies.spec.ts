import { expect, test } from '@jest/globals';
import { believing } from './proxies.js';

test.each([
  ['127.0.0.1', true],
  ['::ffff:127.0.0.1', true],
  ['::1', true],
  ['10.1.2.3', true],
  ['172.31.0.2', true],
  ['172.32.0.2', false],
  ['192.168.0.2', true],
  ['fd00::2', true],
  ['fe80::1%eth0', true],
  ['203.0.113.7', false],
  ['::ffff:203.0.113.7', false],
  ['2001:db8::7', false],
  ['nonsense', false],
  [undefined, true],
])('of a nearest end at %s it is believed: %s', (address, believed) => {
  expect(believing(1)(address, 0)).toBe(believed);
});

test('as many are believed as there are, wherever those behind the nearest stand', () => {
  expect([0, 1, 2].map((hop) => believing(2)(hop === 0 ? '10.0.0.2' : '203.0.113.7', hop))).toEqual([
    true,
    true,
    false,
  ]);
  expect(believing(0)('127.0.0.1', 0)).toBe(false);
});
