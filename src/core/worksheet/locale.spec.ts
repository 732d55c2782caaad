import { expect, test } from '@jest/globals';
import { parseLocale } from './locale.js';

const LOCALE = `id: xx-EX
region: Exampleland
emergency: '000'
crisisLines:
  - name: Someone to talk to
    phone: '0 00-11'
    text: Text HELLO to 00
    url: https://example.org/talk
    note: Press 1 for a person
    region: Exampleland
    hours: Any time
    owner: The Example Society
    source: https://example.org/about
    verified_on: '2026-01-31'
`;

test('a locale is read with its lines, frozen', () => {
  const locale = parseLocale(LOCALE, 'xx-EX.yaml');
  expect(locale.crisisLines).toHaveLength(1);
  expect(locale.crisisLines[0]).toMatchObject({ phone: '0 00-11', verified_on: '2026-01-31' });
  expect(Object.isFrozen(locale.crisisLines[0])).toBe(true);
});

test('a line that nobody has held against its source says so', () => {
  const [line] = parseLocale(LOCALE.replace("'2026-01-31'", 'null'), 'xx-EX.yaml').crisisLines;
  expect(line?.verified_on).toBeNull();
});

test.each([
  ['a day that is in no calendar', ["'2026-01-31'", "'2026-02-31'"], '14:5 Write a day of the calendar'],
  [
    'no word on when it was held against its source',
    ["    verified_on: '2026-01-31'\n", ''],
    '`verified_on` is missing',
  ],
  ['a number that is not in quotes', ["'0 00-11'", '11'], '6:5 Write text here; put quotes around numbers'],
  ['a number in words', ["'0 00-11'", 'eleven'], '6:5 Write the digits as they are dialled'],
  [
    'an address without https',
    ['https://example.org/talk', 'http://example.org'],
    '8:5 Write a whole address',
  ],
  ['a script for an address', ['https://example.org/talk', 'javascript:talk'], '8:5 Write a whole address'],
  ['no owner', ['    owner: The Example Society\n', ''], '`owner` is missing'],
  ['no emergency number', ["emergency: '000'\n", ''], '`emergency` is missing'],
])('told: %s', (_name, [from = '', to = ''], message) => {
  expect(() => parseLocale(LOCALE.replace(from, to), 'xx-EX.yaml')).toThrow(message);
});

test('a line that cannot be reached is told', () => {
  const unreachable = LOCALE.split('\n').filter((line) => !/^ {4}(phone|text|url):/.test(line));
  expect(() => parseLocale(unreachable.join('\n'), 'xx-EX.yaml')).toThrow(
    /^xx-EX\.yaml:5:5 Give at least one of/,
  );
});
