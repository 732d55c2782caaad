import { expect, test } from '@jest/globals';
import { isKeepable } from './keepable.js';
import { parseWorksheet } from './parse.js';

test.each([['a\u0000b'], [{ deep: ['\ud800'] }], [{ '\udfff': 1 }], ['\\\u0000']])(
  '%j cannot be kept',
  (value) => {
    expect(isKeepable(value)).toBe(false);
  },
);

test.each([['plain'], ['\\u0000 as typed'], ['\u{1f600}'], [undefined], [{ tab: '\t' }]])(
  '%j can be kept',
  (value) => {
    expect(isKeepable(value)).toBe(true);
  },
);

test('a file that escapes such a character is refused', () => {
  expect(() => parseWorksheet('title: "a\\0b"\n', 'x.yaml')).toThrow('cannot be kept');
});
