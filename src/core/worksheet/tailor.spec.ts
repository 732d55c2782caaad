import { describe, expect, test } from '@jest/globals';
import type { Circumstances, Condition, Item, Section, Worksheet } from './definition.js';
import { asksOf, tailor } from './tailor.js';
import { EVERY_ITEM, PEOPLE, saidYes, sheetOf, yesNo } from './worksheet.fixtures.js';

const HURT: Condition = { op: 'role', value: 'hurt' };
const REPAIRING: Condition = { op: 'role', value: 'repairing' };
const HAS_TIME: Condition = { op: 'agreementHasKind', value: 'time' };

function section(id: string, items: readonly Item[], more: Partial<Section> = {}): Section {
  return { id, title: id, items, ...more };
}

/** The items that are left, each with its condition, of a worksheet of one section. */
function left(items: readonly Item[], circumstances: Circumstances = {}): readonly unknown[] {
  const [only] = tailor(sheetOf(section('only', items)), circumstances).sections;
  return (only?.items ?? []).map(({ id, showIf }) => (showIf ? [id, showIf] : id));
}

describe('role', () => {
  const items = [yesNo('h', HURT), yesNo('r', REPAIRING), yesNo('all')];

  test.each<[Circumstances, readonly string[]]>([
    [{ role: 'hurt' }, ['h', 'all']],
    [{ role: 'repairing' }, ['r', 'all']],
    [{ role: 'both' }, ['h', 'r', 'all']],
    [{}, ['all']],
  ])('%j leaves its own items', (circumstances, expected) =>
    expect(left(items, circumstances)).toEqual(expected),
  );

  test('is settled within all, any and not, and the rest is kept', () => {
    const asked = [
      yesNo('a'),
      yesNo('allOf', { all: [HURT, saidYes('a')] }),
      yesNo('anyOf', { any: [REPAIRING, saidYes('a')] }),
      yesNo('known', { any: [HURT, saidYes('a')] }),
      yesNo('not', { not: { any: [REPAIRING, saidYes('a'), saidYes('known')] } }),
      yesNo('never', { not: HURT }),
    ];
    expect(left(asked, { role: 'hurt' })).toEqual([
      'a',
      ['allOf', saidYes('a')],
      ['anyOf', saidYes('a')],
      'known',
      ['not', { not: { any: [saidYes('a'), saidYes('known')] } }],
    ]);
  });

  test('closes whole sections, and a section whose items have all gone', () => {
    const worksheet = sheetOf(
      section('h', [yesNo('a')], { showIf: HURT }),
      section('r', [yesNo('b', REPAIRING), yesNo('c', saidYes('b'))]),
      section('all', [yesNo('d')]),
    );
    const ids = (circumstances: Circumstances): readonly string[] =>
      tailor(worksheet, circumstances).sections.map(({ id }) => id);
    expect(ids({ role: 'hurt' })).toEqual(['h', 'all']);
    expect(ids({ role: 'repairing' })).toEqual(['r', 'all']);
    expect(tailor(worksheet, { role: 'hurt' }).sections[0]).not.toHaveProperty('showIf');
  });

  test('is named by no title', () => {
    const titled = { title: 'For the partner hurt', showIf: { all: [HURT, saidYes('a')] } };
    const worksheet = sheetOf(section('all', [yesNo('a')]), section('h', [yesNo('b')], titled));
    expect(tailor(worksheet, { role: 'hurt' }).sections.map(({ title }) => title)).toEqual([
      'all',
      'For you',
    ]);
  });

  test('has a title of its own where somebody has both roles', () => {
    const titled = [
      section('h', [yesNo('a')], { title: 'For the partner hurt', showIf: HURT }),
      section('r', [yesNo('b')], { title: 'For the partner repairing', showIf: REPAIRING }),
    ];
    const titles = (role: 'both' | 'repairing'): readonly string[] =>
      tailor(sheetOf(...titled), { role }).sections.map(({ title }) => title);
    expect(titles('both')).toEqual(['For you', 'Also for you']);
    expect(titles('repairing')).toEqual(['For you']);
  });

  test('in fields takes the field, and the group that has no other', () => {
    const fields = [{ ...yesNo('f'), showIf: HURT }, yesNo('g', saidYes('f'))];
    const group = { ...PEOPLE, fields };
    const [only] = tailor(sheetOf(section('only', [group])), { role: 'hurt' }).sections;
    expect(only?.items).toMatchObject([{ fields: [{ id: 'f' }, { id: 'g', showIf: saidYes('f') }] }]);
    expect(left([group, yesNo('always')])).toEqual(['always']);
  });
});

describe('what looks at a part that is gone', () => {
  test('finds it unanswered, wherever it stands', () => {
    const items = [
      yesNo('first', { any: [saidYes('later'), saidYes('a')] }),
      yesNo('chained', saidYes('second')),
      yesNo('second', saidYes('gone')),
      yesNo('notGone', { not: saidYes('gone') }),
      yesNo('dropped', { item: 'a', op: 'dropGte', value: 1, against: 'gone' }),
      yesNo('a'),
      yesNo('gone', HURT),
      yesNo('later', HURT),
    ];
    expect(left(items)).toEqual([['first', saidYes('a')], 'notGone', 'a']);
  });

  test('goes with it when it is a link', () => {
    const link: Item = { id: 'link', type: 'link', text: 'Who?', of: 'people' };
    expect(left([{ ...PEOPLE, showIf: HURT }, link, yesNo('a')])).toEqual(['a']);
  });

  test('is not misled by a field of the same name', () => {
    const group = { ...PEOPLE, fields: [yesNo('gone'), yesNo('f', saidYes('gone'))] };
    const [only] = tailor(sheetOf(section('only', [yesNo('gone', HURT), group])), {}).sections;
    expect(only?.items).toMatchObject([{ fields: [{ id: 'gone' }, { id: 'f' }] }]);
  });
});

test('an agreement has a kind when one of its promises is of it', () => {
  const items = [yesNo('ontime', { any: [REPAIRING, HAS_TIME] }), yesNo('a')];
  const promises = [{ id: 'p1', text: 'Call when late', kind: 'time' }];
  expect(left(items, { promises })).toEqual(['ontime', 'a']);
  expect(left(items, { promises: [{ id: 'p1', text: 'Call' }] })).toEqual(['a']);
});

describe('gates', () => {
  const gated = (gate: Section['gate']): Worksheet =>
    sheetOf(section('after', [yesNo('a')], { gate }), section('all', [yesNo('b')]));
  const ids = (worksheet: Worksheet, circumstances: Circumstances): readonly string[] =>
    tailor(worksheet, circumstances).sections.map(({ id }) => id);

  test('of sections open by all their decisions', () => {
    const both = gated([{ decision: 'one' }, { decision: 'two' }]);
    expect(ids(both, { decisions: ['one'] })).toEqual(['all']);
    expect(ids(both, { decisions: ['two', 'one'] })).toEqual(['after', 'all']);
    expect(tailor(both, { decisions: ['one', 'two'] }).sections[0]).not.toHaveProperty('gate');
  });

  test('on the state of another worksheet stay shut, those of the sheet are let be', () => {
    expect(ids(gated([{ worksheet: 'other', state: 'reviewed' }]), {})).toEqual(['all']);
    const gate = [{ decision: 'one' }];
    expect(tailor({ ...gated(undefined), gate }, {}).gate).toEqual(gate);
  });
});

describe('a flag as a condition', () => {
  const terms = { op: 'matchesTerms', field: 'promise', terms: ['track'] } as const;
  const commit: Item = {
    id: 'commit',
    type: 'group',
    text: 'Promises',
    fields: [{ id: 'promise', type: 'text', text: 'Promise' }],
    flags: [{ code: 'SURVEIL', level: 'note', when: terms }],
  };
  const shows = (code: string): Condition => ({ op: 'flag', code });

  test('becomes the conditions of the rules that raise it', () => {
    expect(left([commit, yesNo('info', shows('SURVEIL'))])).toEqual([
      'commit',
      ['info', { ...terms, item: 'commit' }],
    ]);
  });

  test('asks for the answer that the flag is about', () => {
    const noFear: Item = {
      ...yesNo('a'),
      flags: [
        { code: 'ONE', level: 'read', when: { not: { op: 'in', values: ['yes'] } } },
        { code: 'ONE', level: 'note', when: saidYes('b') },
      ],
    };
    expect(left([yesNo('b'), noFear, yesNo('c', shows('ONE'))])).toEqual([
      'b',
      'a',
      [
        'c',
        {
          any: [
            { all: [{ item: 'a', op: 'answered' }, { not: { item: 'a', op: 'in', values: ['yes'] } }] },
            { all: [{ item: 'a', op: 'answered' }, saidYes('b')] },
          ],
        },
      ],
    ]);
  });

  test('that nothing raises any more is not met, nor one that waits for itself', () => {
    const loop: Item = { ...yesNo('a'), flags: [{ code: 'LOOP', level: 'note', when: shows('LOOP') }] };
    expect(left([{ ...commit, showIf: HURT }, loop, yesNo('b', shows('SURVEIL'))])).toEqual(['a']);
    expect(left([loop, yesNo('b', shows('LOOP')), yesNo('c', { not: shows('NONE') })])).toEqual(['a', 'c']);
  });
});

describe('rules and cards', () => {
  test('are settled, and go when they can never be met', () => {
    const item: Item = {
      ...EVERY_ITEM.scale,
      flags: [
        { code: 'ONE', level: 'read', when: { all: [HURT, { op: 'lte', value: 2 }] } },
        { code: 'TWO', level: 'read', when: { any: [HURT, { op: 'lte', value: 2 }] } },
        { code: 'THREE', level: 'read', when: REPAIRING },
      ],
      card: { when: REPAIRING, text: 'Breathe.' },
    };
    const fit = (circumstances: Circumstances): Item | undefined =>
      tailor(sheetOf(section('only', [item])), circumstances).sections[0]?.items[0];
    expect(fit({ role: 'hurt' })).toEqual({
      ...EVERY_ITEM.scale,
      flags: [
        { code: 'ONE', level: 'read', when: { op: 'lte', value: 2 } },
        { code: 'TWO', level: 'read', when: { all: [] } },
      ],
    });
    expect(fit({ role: 'both' })?.card).toEqual({ when: { all: [] }, text: 'Breathe.' });
  });
});

describe('a dynamic item', () => {
  const each: Item = {
    ...EVERY_ITEM.dynamic,
    type: 'dynamic',
    options: [{ value: 'no', label: 'Not kept' }],
    showIf: saidYes('a'),
    flags: [
      { code: 'PATTERN', level: 'read', when: { op: 'includesAny', values: ['no'] } },
      { code: 'SAFETY', level: 'read', when: { all: [{ item: 'dynamic', op: 'answered' }, saidYes('a')] } },
    ],
  };

  test('becomes a group of the promises in force, and its rules those of each row', () => {
    const promises = [
      { id: 'p2', text: 'Share the calendar' },
      { id: 'p1', text: 'Call when late' },
    ];
    const [only] = tailor(sheetOf(section('only', [each])), { promises }).sections;
    expect(only?.items).toEqual([
      {
        id: 'dynamic',
        type: 'group',
        text: 'Dynamic',
        showIf: saidYes('a'),
        given: [
          { id: 'p2', label: 'Share the calendar' },
          { id: 'p1', label: 'Call when late' },
        ],
        fields: [
          {
            id: 'answer',
            type: 'choice',
            text: 'Your answer',
            options: [{ value: 'no', label: 'Not kept' }],
            flags: [
              { code: 'PATTERN', level: 'read', when: { item: 'answer', op: 'includesAny', values: ['no'] } },
              {
                code: 'SAFETY',
                level: 'read',
                when: { all: [{ item: 'answer', op: 'answered' }, saidYes('a')] },
              },
            ],
          },
          { id: 'note', type: 'text', text: 'A note, if you like' },
        ],
      },
    ]);
  });

  test('has no rows where no promise is in force', () => {
    const [only] = tailor(sheetOf(section('only', [each])), {}).sections;
    expect(only?.items).toMatchObject([{ type: 'group', given: [] }]);
  });
});

describe('inserts', () => {
  const worded = (text: string, insert: Item['insert'], circumstances: Circumstances): unknown =>
    tailor(sheetOf(section('only', [{ ...EVERY_ITEM.info, text, insert }])), circumstances).sections[0]
      ?.items[0];

  test('stand in place of the square brackets, as they are', () => {
    const inserts = { risk_protocol: 'from 9 to 5 ($& [all] days)' };
    expect(worded('Read [practice: hours]. Do [not] wait.', 'risk_protocol', { inserts })).toEqual({
      ...EVERY_ITEM.info,
      text: 'Read from 9 to 5 ($& [all] days). Do [not] wait.',
    });
  });

  test('are a plain sentence until something is recorded', () => {
    const text = 'Your therapist will tell you what happens with something your partner does not know.';
    for (const inserts of [undefined, {}, { secrets_policy: ' ' }]) {
      expect(worded('[Policy]', 'secrets_policy', { inserts })).toMatchObject({
        text: expect.stringContaining(text),
      });
    }
  });

  test('say at the end where help is, or nothing', () => {
    const closing = (text: string, circumstances: Circumstances): unknown =>
      tailor({ ...sheetOf(), closing: text }, circumstances).closing;
    const crisis = { inserts: { crisis_lines: 'Call 988.' } };
    expect(closing('You are done. [Help box]', crisis)).toBe('You are done. Call 988.');
    expect(closing('You are done. [Help box]', {})).toBe('You are done.');
    expect(closing('You are done.', crisis)).toBe('You are done.');
    expect(tailor(sheetOf(), crisis)).not.toHaveProperty('closing');
    expect(asksOf({ ...sheetOf(), closing: 'Done. [Help box]' }).inserts).toEqual(['crisis_lines']);
  });

  test('leave a text without brackets as it is', () => {
    expect(worded('No [end', 'crisis_lines', {})).toMatchObject({ text: 'No [end' });
  });
});

test('what one partner is asked alone is on that partner’s own sheet and nowhere else', () => {
  const free = (side: 'A' | 'B'): Item => ({
    ...yesNo(`free.${side}`),
    text: `[Partner ${side}] Freely?`,
    apart: side,
  });
  const joint = sheetOf(
    section('open', [yesNo('private')]),
    section('one', [yesNo('a')]),
    section('two', [yesNo('b'), free('A'), free('B')]),
    section('close', [yesNo('safe')]),
  );
  const asked = (apart?: 'A' | 'B'): readonly Item[] =>
    tailor(joint, apart ? { apart } : {}).sections.flatMap(({ items }) => items);
  expect(asked().map(({ id }) => id)).toEqual(['private', 'a', 'b', 'safe']);
  expect(asked('A').map(({ id }) => id)).toEqual(['private', 'free.A', 'safe']);
  expect(asked('B')[1]).toEqual({ ...yesNo('free.B'), text: 'Freely?' });
  expect(asksOf(joint).apart).toEqual(['A', 'B']);
});

test('tailoring changes nothing that it is given, and twice is once', () => {
  const worksheet = sheetOf(
    section('one', [yesNo('a'), yesNo('b', { all: [HURT, saidYes('a')] }), EVERY_ITEM.dynamic]),
  );
  const before = structuredClone(worksheet);
  const tailored = tailor(worksheet, { role: 'hurt', promises: [{ id: 'p1', text: 'Call' }] });
  expect(worksheet).toEqual(before);
  expect(tailor(tailored, {})).toEqual(tailored);
});

describe('a worksheet asks', () => {
  test('for nothing', () => {
    expect(asksOf(sheetOf(section('only', [yesNo('a'), yesNo('b', saidYes('a'))])))).toEqual({
      role: false,
      promises: false,
      apart: [],
      decisions: [],
      inserts: [],
      previous: false,
    });
  });

  test('for whatever its conditions, gates and items look at', () => {
    const fell: Condition = { op: 'dropGte', value: 3, against: 'previous' };
    const worksheet = sheetOf(
      section('one', [{ ...PEOPLE, fields: [yesNo('f', { not: HURT })] }], {
        gate: [{ decision: 'apology_given' }, { worksheet: 'other', state: 'submitted' }],
      }),
      section('two', [{ ...EVERY_ITEM.scale, card: { when: fell, text: 'C' } }, yesNo('k', HAS_TIME)], {
        gate: [{ decision: 'apology_given' }],
      }),
      section('three', [{ ...EVERY_ITEM.info, insert: 'secrets_policy' }]),
    );
    expect(asksOf({ ...worksheet, gate: [{ decision: 'joint' }] })).toEqual({
      role: true,
      promises: true,
      apart: [],
      decisions: ['apology_given'],
      inserts: ['secrets_policy'],
      previous: true,
    });
    expect(asksOf(sheetOf(section('d', [EVERY_ITEM.dynamic]))).promises).toBe(true);
    const flags = [{ code: 'TREND', level: 'read', when: { any: [fell, HURT] } }] as const;
    expect(asksOf(sheetOf(section('f', [{ ...EVERY_ITEM.scale, flags }])))).toMatchObject({
      role: true,
      previous: true,
    });
  });
});
