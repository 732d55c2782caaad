import { expect, test } from '@jest/globals';
import { parseFlagCodes } from './flag-codes.js';
import { isKeepable } from './keepable.js';

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
  const file = (label: string): string => `- { code: NEW, label: "${label}", suggestedAction: Call }\n`;
  expect(parseFlagCodes(file('a\\n'), 'x.yaml')).toHaveLength(1);
  expect(() => parseFlagCodes(file('a\\0'), 'x.yaml')).toThrow('cannot be kept');
});
