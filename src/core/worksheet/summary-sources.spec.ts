import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseLibrary } from './library.js';
import { parseWorksheet } from './parse.js';
import { parseSummarySources } from './summary-sources.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const worksheets = [
  'commitment-checkin',
  'long-haul',
  'openness-checkin',
  'pre-session',
  'private-checkin',
  'setback',
  'what-happened',
].map((id) => parseWorksheet(read(`${id}.yaml`), `${id}.yaml`, library));
const SHIPPED = read('prints/session-summary.yaml');

test('what ships fits the shipped worksheets, and is frozen', () => {
  const sources = parseSummarySources(SHIPPED, 'session-summary.yaml', worksheets);
  expect(sources.lines.map(({ line }) => line)).toEqual(['trust', 'safety', 'doubt']);
  expect(sources.again).toMatchObject({ worksheet: 'private-checkin', weeks: 12 });
  expect(Object.isFrozen(sources.lines[0])).toBe(true);
});

test.each([
  ['an item that there is none of', ['cc.trust', 'cc.trusted'], 'No item has the id `cc.trusted` there'],
  ['an item of another sheet', ['item: oc.doubt', 'item: cc.safe'], 'No item has the id `cc.safe` there'],
  ['a line that is no scale', ['cc.trust', 'cc.slip'], '`cc.slip` is a choice; here a scale can serve'],
  ['a quote that nobody writes', ['item: wh.worst', 'item: wh.safe'], 'here a text or a long can serve'],
  [
    'an answer that there is none of',
    ['yes_before_we_meet_together', 'no_thanks'],
    'has no option `no_thanks`',
  ],
  [
    'a worksheet that there is none of',
    ['worksheet: setback', 'worksheet: set-back'],
    'has the id `set-back`',
  ],
  [
    'a sheet to ask anew that is not there',
    ['worksheet: private-checkin', 'worksheet: check'],
    'the id `check`',
  ],
  ['a line of another name', ['line: doubt', 'line: love'], 'trust, safety, doubt'],
])('told: %s', (_name, [from = '', to = ''], message) => {
  expect(() => parseSummarySources(SHIPPED.replace(from, to), 'session-summary.yaml', worksheets)).toThrow(
    message,
  );
});
