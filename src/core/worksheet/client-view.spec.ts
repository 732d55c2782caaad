import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { clientView } from './client-view.js';
import type { Worksheet } from './definition.js';
import { parseLibrary } from './library.js';
import { parseWorksheet } from './parse.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../../worksheets/${name}`, import.meta.url), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const worksheet = parseWorksheet(read('family-history.yaml'), 'family-history.yaml', library);

test('nothing that is meant for therapists is left', () => {
  const text = JSON.stringify(clientView(worksheet));
  for (const theirs of [
    'CHILD-PAST',
    'CHILD-NOW',
    '"flags"',
    '"sums"',
    'Do not assign',
    'mandated-reporting',
    'A05',
  ])
    expect(text).not.toContain(theirs);
  expect(JSON.stringify(worksheet)).toContain('CHILD-PAST');
});

test.each(['trust-agreement', 'commitment-checkin', 'private-checkin'])(
  'nor the gate, the rhythm and the notes of %s',
  (id) => {
    const view = clientView(parseWorksheet(read(`${id}.yaml`), `${id}.yaml`, library));
    const theirs = ['gate', 'gateNote', 'recurrence', 'recurrenceNote', 'shareNote', 'titleNote'];
    expect(Object.keys(view).filter((key) => theirs.includes(key))).toEqual([]);
  },
);

test('every question stays, with its conditions', () => {
  const ids = (sheet: Worksheet): string[] =>
    sheet.sections.flatMap(({ items }) => items.map(({ id }) => id));
  expect(ids(clientView(worksheet))).toEqual(ids(worksheet));
  expect(JSON.stringify(clientView(worksheet))).toContain('"showIf"');
});

test('flags of a group’s fields and sections of the clinician’s go as well', () => {
  const flag = { code: 'SAFETY', level: 'read' as const, when: { op: 'answered' as const } };
  const made: Worksheet = {
    ...worksheet,
    sections: [
      {
        id: 'mine',
        title: 'Mine',
        audience: 'clinician',
        items: [{ id: 'x', type: 'text', text: 'Secret?' }],
      },
      {
        id: 'ours',
        title: 'Ours',
        items: [
          {
            id: 'g',
            type: 'group',
            text: 'G',
            fields: [{ id: 'f', type: 'text', text: 'F', flags: [flag] }],
          },
        ],
      },
    ],
  };
  const view = clientView(made);
  expect(view.sections.map(({ id }) => id)).toEqual(['ours']);
  expect(JSON.stringify(view)).not.toContain('SAFETY');
});
