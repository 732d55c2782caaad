import { expect, test } from '@jest/globals';
import { isThisMachine } from './this-machine.js';

test.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
  '%s is this machine',
  (host) => {
    expect(isThisMachine(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '192.0.2.1',
  '2001:db8::1',
  '::ffff:192.0.2.1',
  'localhost.example',
  'mail.example',
  '',
])('%s is not', (host) => {
  expect(isThisMachine(host)).toBe(false);
});
