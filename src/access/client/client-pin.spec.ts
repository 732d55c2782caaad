import { expect, test } from '@jest/globals';
import { pinProblem } from './client-pin.js';

test.each(['739104', '100200', '8264019375', '112233', '482915', '123457', '012346'])('%s will do', (pin) => {
  expect(pinProblem(pin)).toBeUndefined();
});

test.each(['', '12345', '1234567890123', '12345a', ' 73910', '7391 04', '٧٣٩١٠٤', '-739104', '7391.04'])(
  '“%s” is not of 6 to 12 digits',
  (pin) => {
    expect(pinProblem(pin)).toBe('A PIN has 6 to 12 digits and nothing else. Choose another.');
  },
);

test.each([
  '000000',
  '777777777777',
  '121212',
  '1212121',
  '123123',
  '20242024',
  '123456',
  '234567890',
  '890123',
  '987654',
  '210987',
])('%s is tried first', (pin) => {
  expect(pinProblem(pin)).toContain('Choose one without a pattern.');
});
