import { expect, test } from '@jest/globals';
import { parseLibrary } from './library.js';
import { WorksheetDefinitionError } from './parse.js';

const LIBRARY = `options:
  YES_NO:
    - { value: yes, label: Yes }
    - { value: no, label: No }
blocks:
  opening:
    id: open
    title: Before
    items: [{ id: open.private, type: choice, text: Are you alone?, options: YES_NO }]
  risk:
    id: risk
    title: Two questions
    gate: [{ decision: risk_protocol }]
    items: [{ id: risk.self, type: choice, text: Is it so?, options: YES_NO }]
  closing:
    id: close
    title: After
    items: [{ id: close.note, type: long, text: Anything else?, showIf: { item: open.private, op: answered } }]
`;

function faults(source: string): readonly string[] {
  try {
    parseLibrary(source, 'common.yaml');
  } catch (error) {
    if (error instanceof WorksheetDefinitionError)
      return error.problems.map(({ line, path, message }) => `${line} ${path} ${message}`);
    throw error;
  }
  return [];
}

test('its blocks may use its sets of options and look at one another', () => {
  const { options, blocks } = parseLibrary(LIBRARY, 'common.yaml');
  expect(Object.keys(options)).toEqual(['YES_NO']);
  expect(blocks.opening.items).toMatchObject([{ options: options.YES_NO }]);
  expect(Object.isFrozen(blocks.closing.items)).toBe(true);
});

test.each([
  ['a set in small letters', ['YES_NO:', 'yesNo:'], '2 options.yesNo Sets of options are named in capitals'],
  [
    'a name unknown',
    ['Are you alone?, options: YES_NO', 'Are you alone?, options: NO'],
    '9 blocks.opening.items[0].options No set of options is called `NO`',
  ],
  ['a block that is not there', ['  closing:', '  ending:'], '5 blocks.closing `closing` is missing'],
  [
    'a block too many',
    ['  closing:', '  more: {}\n  closing:'],
    '15 blocks.more Nothing here is called `more`',
  ],
  [
    'an id in two blocks',
    ['risk.self', 'open.private'],
    '14 blocks.risk.items[0].id The id `open.private` is there twice',
  ],
  [
    'a condition that is lost',
    ['item: open.private', 'item: lost'],
    '18 blocks.closing.items[0].showIf No item has the id `lost`',
  ],
  [
    'danger asked about without a gate',
    ['    gate: [{ decision: risk_protocol }]\n', ''],
    '10 blocks.risk Gate this block',
  ],
  [
    'danger asked about behind another gate',
    ['risk_protocol', 'joint_work'],
    '10 blocks.risk Gate this block',
  ],
])('told: %s', (_name, [from = '', to = ''], message) => {
  expect(faults(LIBRARY.replace(from, to))).toContainEqual(expect.stringContaining(message));
});

test.each(['', '[]', 'options: 5', 'blocks: {}'])('what is no library at all is refused: %j', (source) => {
  expect(faults(source).length).toBeGreaterThan(0);
});
