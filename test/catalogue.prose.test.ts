import { describe, expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import type { Gate, Item, Section, ShareClass, Worksheet } from '../src/core/worksheet/definition.js';
import { readTwin } from './support/twin.js';

/** What the twin says in prose and the catalogue in data: who may see what, gates, recurrence, sums, the program. */

const twin = readTwin();
const shipped = readWorksheets(shippedFolder());
const worksheets = shipped.worksheets.map(({ worksheet }) => worksheet);
const COMMON: readonly string[] = ['open', 'risk', 'close'];
const own = ({ sections }: Worksheet): readonly Section[] =>
  sections.filter(({ id }) => !COMMON.includes(id));

function worksheetOf(id: string): Worksheet {
  const found = worksheets.find((worksheet) => worksheet.id === id);
  if (found === undefined) throw new Error(`No worksheet is called ${id}.`);
  return found;
}

describe('who may see what', () => {
  const classOf = (worksheet: Worksheet, section: Section, item: Item): ShareClass =>
    item.share ?? section.share ?? worksheet.share;
  const placed = (sections: readonly Section[]): readonly (readonly [Section, Item])[] =>
    sections.flatMap((section) => section.items.map((item) => [section, item] as const));

  test.each(twin.worksheets.map(({ id, share_default }) => [id, share_default] as const))(
    '%s has the class of its prose: %s',
    (id, prose) => {
      const { share, shareNote: note } = worksheetOf(id);
      // The note is what follows the class, or the whole where the prose speaks of several classes.
      const ways = note
        ? [`${share}, ${note}`, `${share} ${note}`, `${share} (${note})`, `${share}; ${note}`]
        : [share];
      expect(prose.startsWith(share) && [...ways, note]).toContain(prose);
    },
  );

  /** Read by hand from the prose of sheets and items; the others have the class of their sheet. */
  const PRIVATE: Readonly<Record<string, readonly string[]>> = {
    // "Do not share the 'doubt' section by default."
    'trust-patterns': ['td.gut', 'td.told', 'td.signs', 'td.others', 'td.name', 'td.now'],
    // Whether one was pushed, and despair, are for the clinician: stricter than the twin, which is silent.
    'step2-hurt': ['s2h.push'],
    'step3-hurt': ['s3h.free'],
    'step5-responsibility': ['s5.after'],
    'trust-agreement': ['ta.free.a', 'ta.free.b'],
    // "R (thanks and promise answers); P (trust, safe, slip, worry)": what is not named as revealed stays private.
    'commitment-checkin': [
      'cc.slip',
      'cc.slipwhat',
      'cc.trust',
      'cc.safe',
      'cc.effort',
      'cc.seen',
      'cc.worry',
      'cc.change',
      'cc.which',
    ],
    // "R (after ratings, if the author agrees)"
    'step6-hurt': ['ah.ready', 'ah.include', 'ah.not', 'ah.pressure', 'ah.missing', 'ah.now'],
    // "R (share section); P (ratings)"
    'openness-checkin': ['oc.me', 'oc.you', 'oc.doubt', 'oc.trigger', 'oc.respond', 'oc.minutes', 'oc.scary'],
    'relationship-whole': ['rw.blamed'],
  };

  test.each(worksheets.map((worksheet) => [worksheet.id, worksheet] as const))(
    '%s has the classes that were read from its prose',
    (id, worksheet) => {
      const { share } = worksheet;
      const differ = placed(own(worksheet)).filter((place) => classOf(worksheet, ...place) !== share);
      expect(differ.map(([section, item]) => [item.id, classOf(worksheet, section, item)])).toEqual(
        (PRIVATE[id] ?? []).map((item) => [item, 'P']),
      );
    },
  );

  test('what the twin keeps private always says so itself', () => {
    const always = twin.worksheets
      .flatMap(({ sections }) => sections.flatMap(({ items }) => items))
      .filter(({ share }) => share === 'P always');
    const items = new Map(worksheets.flatMap(own).flatMap(placedItems));
    expect(always).toHaveLength(9);
    for (const { id } of always) expect([id, items.get(id)?.share]).toEqual([id, 'P']);
  });

  test('no answer that tells of danger or force can travel to a partner', () => {
    const danger = /^(IPV-|SAFETY|SELF-HARM|HARM-OTHERS|CHILD-|COERCED)/;
    const travelling = worksheets.flatMap((worksheet) =>
      placed(worksheet.sections)
        .filter(([section, item]) => ['S', 'R', 'J'].includes(classOf(worksheet, section, item)))
        .filter(([, { flags = [] }]) => flags.some(({ code }) => danger.test(code)))
        .map(([, { id }]) => id),
    );
    expect(travelling).toEqual([]);
  });

  test('the common blocks are private', () => {
    const blocks = Object.values(shipped.library.blocks);
    expect(blocks.map(({ share }) => share)).toEqual(['P', 'P', 'P']);
  });

  test('part B of the private check-in is the clinician’s alone', () => {
    const parts = worksheets.flatMap(own).filter(({ audience }) => audience === 'clinician');
    expect(parts.map(({ id, title }) => [id, title])).toEqual([['b', 'Part B: therapist only']]);
  });
});

function placedItems({ items }: Section): readonly (readonly [string, Item])[] {
  return items.map((item) => [item.id, item]);
}

describe('gates and recurrence', () => {
  const GATES: Readonly<Record<string, readonly Gate[]>> = {
    'apology-builder': [
      { worksheet: 'step5-responsibility', state: 'reviewed' },
      { decision: 'ready_to_hear' },
    ],
    'relationship-whole': [{ worksheet: 'step5-responsibility', state: 'reviewed' }],
    'trust-agreement': [
      { worksheet: 'private-checkin', state: 'reviewed' },
      { decision: 'joint_work' },
      { worksheet: 'step3-hurt', state: 'released' },
      { worksheet: 'step3-repair', state: 'released' },
    ],
  };
  const RECURRENCE: Readonly<Record<string, readonly string[]>> = {
    'commitment-checkin': ['FREQ=WEEKLY'],
    'long-haul': ['FREQ=MONTHLY;COUNT=12', 'FREQ=MONTHLY;INTERVAL=3'],
    'openness-checkin': ['FREQ=WEEKLY'],
  };

  test('a worksheet has a gate exactly where the twin has one', () => {
    const gated = worksheets.flatMap(({ id, gate }) => (gate ? [[id, gate] as const] : []));
    expect(Object.fromEntries(gated)).toEqual(GATES);
    expect(Object.keys(GATES)).toEqual(
      twin.worksheets
        .filter(({ gate }) => gate !== null)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test('a worksheet recurs by rule where the twin names an interval, in words alone otherwise', () => {
    const recurring = worksheets.flatMap(({ id, recurrence }) => (recurrence ? [[id, recurrence]] : []));
    expect(Object.fromEntries(recurring)).toEqual(RECURRENCE);
    const inWords = worksheets.filter(({ recurrence, recurrenceNote }) => recurrenceNote && !recurrence);
    expect(inWords.map(({ id }) => id)).toEqual(['meeting-log', 'pre-session']);
  });
});

describe('sums', () => {
  /** The items of sums whose prose does not name them by id. */
  const BY_HAND: Readonly<Record<string, readonly string[]>> = {
    'Kept rate': ['cc.each'],
    'Trust and safety lines': ['cc.trust', 'cc.safe'],
    'Openness, doubt': ['oc.me', 'oc.you', 'oc.doubt'],
    'Area map': ['rw.grid'],
    'Doubt, hurt, trust': ['lh.doubt', 'lh.hurt', 'lh.trust'],
    'Rhythm: meetings': ['ml.stay'],
    'Rhythm: share with contact': ['ml.link'],
  };
  const NO_LINES: readonly string[] = ['harm.open', 'harm.contact'];
  const sums = worksheets.flatMap((worksheet) =>
    (worksheet.sums ?? []).map((sum) => [`${worksheet.id}: ${sum.name}`, sum, worksheet] as const),
  );

  test.each(twin.worksheets.map((sheet) => [sheet.id, sheet] as const))(
    '%s has the sums of the twin, each with its rule in words and its note',
    (id, { scoring }) => {
      const said = (worksheetOf(id).sums ?? []).map(({ name, how, note }) => ({ name, rule: how, note }));
      const told = (scoring ?? []).flatMap((score) =>
        said.filter(({ name }) => name.startsWith(score.name)).map(({ name }) => ({ ...score, name })),
      );
      expect(said).toEqual(told);
      for (const { name } of scoring ?? []) expect(said.some((one) => one.name.startsWith(name))).toBe(true);
    },
  );

  test.each(sums)('%s takes the items that its rule names', (_name, { name, how = '', items }, worksheet) => {
    const ids = own(worksheet)
      .flatMap((section) => section.items)
      .filter(({ id, type }) => (type === 'choice' || type === 'scale') && !NO_LINES.includes(id))
      .map(({ id }) => id);
    expect(items).toEqual(BY_HAND[name] ?? namedIn(how, ids));
  });

  test('what is averaged counts from Never 0 to Almost always 4', () => {
    const means = sums.filter(([, { rule }]) => rule === 'mean');
    expect(means).toHaveLength(7);
    for (const [, { map = {} }] of means) {
      const values = Object.entries(map).toSorted(([, a], [, b]) => a - b);
      expect(values.map(([value]) => value)).toEqual(
        shipped.library.options['FREQ']?.map(({ value }) => value),
      );
      expect(values.map(([, number]) => number)).toEqual([0, 1, 2, 3, 4]);
    }
  });
});

/** The items that a rule in words means: `tf.want1`, `tg.*`, and in `td.gut, told` the second by the first's prefix. */
function namedIn(rule: string, ids: readonly string[]): readonly string[] {
  let prefix = '';
  const named = new Set<string>();
  for (const [word] of rule.matchAll(/[a-z][a-z0-9]*(\.[a-z0-9]+)*(\.\*)?/g)) {
    if (word.includes('.')) prefix = word.slice(0, word.lastIndexOf('.') + 1);
    const id = word.includes('.') ? word : prefix + word;
    for (const one of ids) if (word.endsWith('.*') ? one.startsWith(prefix) : one === id) named.add(one);
  }
  return [...named];
}

describe('the program', () => {
  const [program] = shipped.programs;
  const steps = program?.steps ?? [];

  test('goes through the worksheets in the order of the default pathway, each at its gate', () => {
    const told = (gate: Gate): string =>
      'decision' in gate ? gate.decision : `${gate.worksheet} ${gate.state}`;
    const inWords = steps.map(({ worksheet, fills, after = [] }) =>
      [`${worksheet} (${fills})`, ...after.map(told)].join(' < '),
    );
    expect(shipped.programs.map(({ id }) => id)).toEqual(['rebuilding-trust']);
    expect(inWords).toEqual([
      'start-here (both)',
      'private-checkin (both) < start-here submitted',
      'more-help (both) < check_in_decided',
      'what-happened (hurt) < check_in_decided',
      'my-account (repairing) < check_in_decided < start-here reviewed',
      'family-history (both) < check_in_decided < private-checkin reviewed',
      'trust-patterns (both) < check_in_decided',
      'step1-hurt (hurt) < joint_work < agreed_to_listen',
      'step1-repair (repairing) < joint_work < agreed_to_listen',
      'step2-repair (repairing) < step1-repair submitted',
      'step2-hurt (hurt) < step2-repair released',
      'step3-hurt (hurt) < step2-hurt reviewed',
      'step3-repair (repairing) < step2-hurt reviewed',
      'trust-agreement (together) < private-checkin reviewed < joint_work < step3-hurt released < step3-repair released',
      'commitment-checkin (both) < trust-agreement submitted',
      'step5-responsibility (repairing) < step1-repair reviewed < step2-repair reviewed < step3-repair reviewed',
      // Part 1 before the apology, part 2 after it.
      'step6-hurt (hurt) < step5-responsibility reviewed',
      'apology-builder (repairing) < step5-responsibility reviewed < ready_to_hear',
      'step6-hurt (hurt) < apology_given',
      'openness-checkin (both) < step6-hurt submitted',
      'relationship-whole (both) < step5-responsibility reviewed',
      'repair-review (both) < check_in_decided',
      'long-haul (both) < openness-checkin submitted',
    ]);
    expect(program?.support.map(({ worksheet }) => worksheet)).toEqual([
      'support-plan',
      'meeting-log',
      'loved-one-plan',
      'setback',
      'pre-session',
    ]);
  });

  test('leaves no worksheet out', () => {
    const all = [...steps, ...(program?.support ?? [])].map(({ worksheet }) => worksheet);
    expect([...new Set(all)].toSorted()).toEqual(worksheets.map(({ id }) => id));
  });

  test('waits only for worksheets that come before', () => {
    for (const [index, { after = [] }] of steps.entries()) {
      const before = steps.slice(0, index).map(({ worksheet }) => worksheet);
      for (const gate of after) if ('worksheet' in gate) expect(before).toContain(gate.worksheet);
    }
  });

  test('keeps the gates and the rhythm of the worksheets, and has the private check-in come again', () => {
    for (const { worksheet, after, recurrence } of steps) {
      const { gate, recurrence: rhythm } = worksheetOf(worksheet);
      if (gate) expect(after).toEqual(gate);
      if (worksheet === 'private-checkin') expect(recurrence).toEqual(['FREQ=WEEKLY;INTERVAL=8']);
      else expect(recurrence).toEqual(rhythm);
    }
  });
});

test('the crisis lines of the United States', () => {
  const { emergency, crisisLines } = shipped.locale;
  expect(emergency).toBe('911');
  expect(crisisLines.map(({ phone }) => phone)).toEqual([
    '988',
    '988',
    '988',
    '1-800-799-7233',
    '1-800-422-4453',
    '1-800-662-4357',
  ]);
});
