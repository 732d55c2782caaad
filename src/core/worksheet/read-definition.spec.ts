import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { WorksheetDefinitionError } from './parse.js';
import { HEAD, problems, problemsOf } from './small-sheet.fixtures.js';

describe('faults of YAML', () => {
  test.each([
    [
      'a key that is there twice',
      '      - { id: a, type: text, text: A }\ntitle: Again\n',
      '2:1',
      'there twice',
    ],
    ['a tab', '      - id: a\n\t\ttype: text\n', '2:1', 'not with tabs'],
    ['a colon in words', '      - id: a\n        text: He said: no\n', '2:15', 'quotes'],
    ['an open bracket', '      - [a\n', '2:1', ''],
    [
      'a second document',
      '      - { id: a, type: text, text: A }\n---\nid: b\n',
      '2:1',
      'holds one worksheet',
    ],
    ['an unknown anchor', '      - *lost\n', '1:9', 'No `&lost` stands before this'],
    ['a tag', '      - { id: a, type: text, text: !secret A }\n', '1:', 'Take out this `!` tag'],
  ])('are told plainly: %s', (_name, items, place, message) => {
    expect(problems(items)).toEqual([expect.stringContaining(message)]);
    if (place) expect(problems(items)[0]?.startsWith(place)).toBe(true);
  });

  test('what is no YAML is told once, not word by word', () => {
    const text = `Write a worksheet\n\n${'id: [a\nb: c: d\n- e\n'.repeat(20)}`;
    const lost = problemsOf(text).filter(({ message }) => message.includes('cannot be read as YAML'));
    expect(lost).toHaveLength(1);
    expect(problemsOf(text).at(-1)).toEqual(lost[0]);
  });

  test('of a key that is there twice come with the faults of shape', () => {
    expect(problems('      - { id: a, type: text, text: A, text: 5 }\n')).toHaveLength(2);
  });
});

describe('a hostile file is refused, quickly', () => {
  test.each([
    ['longer than it may be', '#'.repeat(128 * 1024 + 1), 'longer than 128 KB'],
    ['brackets without end', '['.repeat(100_000), 'too deep'],
    ['dashes without end', '- '.repeat(60_000), 'too deep'],
    ['keys within keys', '{a: '.repeat(30_000), 'too deep'],
    ['an alias bomb', bomb(), 'grow too large'],
    ['aliases without end', `a: &a x\nb: [${'*a,'.repeat(30_000)}]\n`, 'More than 200 uses'],
    ['keys without end', Array.from({ length: 12_000 }, (_, i) => `k${i}: 1\n`).join(''), 'side by side'],
    ['more faults than anyone reads', `sections:\n  - items:\n${'      - {}\n'.repeat(5000)}`, ''],
    ['more keys twice than anyone reads', `- [${'{ a: 1, a: 2 }, '.repeat(300)}]\n`, ''],
    ['an anchor within itself', 'sections: &a [{ items: *a }]\n', ''],
    [
      'a condition within itself',
      `${HEAD}      - { id: a, type: text, text: A, showIf: &a { not: *a } }\n`,
      'Nest conditions',
    ],
    [
      'brackets without end in a text',
      `${HEAD}      - { id: a, type: info, insert: crisis_lines, text: '${'['.repeat(120_000)}' }\n`,
      'square brackets',
    ],
    ['keys of the prototype', '__proto__: { id: a }\nconstructor: b\n', ''],
  ])('%s', (_name, source, message) => {
    const found = problemsOf(source);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(200);
    expect(found[0]?.message).toContain(message);
    expect(Object.hasOwn(Object.prototype, 'id')).toBe(false);
  });

  test('and so is garbage of any kind', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((json) => stringify(json)),
        ),
        (source) => {
          expect(problemsOf(source).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

test('the error tells file, line, column and message of every problem', () => {
  const error = new WorksheetDefinitionError(problemsOf('id: 5\n').slice(0, 2));
  expect(error.message).toMatch(/^small\.yaml:1:1 .*\nsmall\.yaml:1:1 .*$/);
  expect(error.name).toBe('WorksheetDefinitionError');
});

function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(',')}]`,
  );
  return `a0: &a0 [x]\n${levels.join('\n')}\n`;
}
