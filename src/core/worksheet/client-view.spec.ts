import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { clientView } from './client-view.js';
import type { Condition, FlagRule, Item, Worksheet } from './definition.js';
import { parseLibrary } from './library.js';
import { parseWorksheet } from './parse.js';
import { tailor } from './tailor.js';
import { EVERY_ITEM, promises, sheetOf } from './worksheet.fixtures.js';

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

test.each(['commitment-checkin', 'long-haul', 'openness-checkin', 'repair-review', 'trust-agreement'])(
  'nothing of the role is left of %s once it is tailored',
  (id) => {
    const sheet = parseWorksheet(read(`${id}.yaml`), `${id}.yaml`, library);
    expect(JSON.stringify(sheet)).toMatch(/"op":"(role|flag)"/);
    for (const role of ['hurt', 'repairing', 'both'] as const) {
      const text = JSON.stringify(clientView(tailor(sheet, { role })));
      expect(text).not.toMatch(/"op":"(role|flag|agreementHasKind)"|For the partner|"flags"|"insert"/);
    }
  },
);

test('what pages need goes through: cards, choices that close the sheet, given rows, sharing', () => {
  const item: Item = {
    ...EVERY_ITEM.choice,
    type: 'choice',
    options: [{ value: 'no', label: 'No', closes: true, weight: 3, fhir: { theirs: 1 } }],
    card: { when: { op: 'answered' }, text: 'Breathe.' },
    share: 'S',
    fhir: { theirs: 1 },
  };
  const given: Worksheet = {
    ...sheetOf({ id: 'only', title: 'Only', share: 'R', fhir: { theirs: 1 }, items: [item, promises()] }),
    fhir: { theirs: 1 },
    closing: 'Done.',
    contentNote: 'Before you start.',
  };
  const view = clientView(given);
  expect(view).toMatchObject({
    closing: 'Done.',
    contentNote: 'Before you start.',
    sections: [{ share: 'R' }],
  });
  expect(view.sections[0]?.items).toEqual([
    {
      ...EVERY_ITEM.choice,
      options: [{ value: 'no', label: 'No', closes: true }],
      card: { when: { op: 'answered' }, text: 'Breathe.' },
      share: 'S',
    },
    promises(),
  ]);
  expect(JSON.stringify(view)).not.toMatch(/theirs|weight/);
});

test('a view of a view is the same', () => {
  const view = clientView(worksheet);
  expect(clientView(view)).toEqual(view);
  expect(JSON.stringify(view)).toContain('"helpWhen"');
});

test('what must not wait for a reader shows its writer where help is, and says no more of its flags', () => {
  const flag = (code: string, level: 'urgent' | 'read' | 'note', when: Condition): FlagRule => ({
    code,
    level,
    when,
  });
  const helpOf = (...flags: readonly FlagRule[]): unknown => {
    const item: Item = { id: 'q', type: 'text', text: 'Q', flags };
    return clientView(sheetOf({ id: 's', title: 'S', items: [item] })).sections[0]?.items[0]?.helpWhen;
  };
  const yes: Condition = { op: 'in', values: ['yes'] };
  expect(helpOf(flag('MEDICAL', 'urgent', yes))).toEqual(yes);
  expect(helpOf(flag('SELF-HARM', 'read', yes))).toEqual(yes);
  expect(helpOf(flag('HARM-OTHERS', 'note', yes), flag('IPV-FEAR', 'urgent', { op: 'answered' }))).toEqual({
    any: [yes, { op: 'answered' }],
  });
  expect(helpOf(flag('SECRET', 'read', yes), flag('CHILD-PAST', 'note', yes))).toBeUndefined();
  // Anything beside this very answer might tell of another.
  expect(helpOf(flag('MEDICAL', 'urgent', { item: 'other', op: 'answered' }))).toBeUndefined();
  expect(helpOf(flag('MEDICAL', 'urgent', { op: 'role', value: 'hurt' }))).toBeUndefined();
});
