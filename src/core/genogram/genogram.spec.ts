import { describe, expect, test } from '@jest/globals';
import type { Scene, TextShape } from '../drawing/scene.js';
import {
  familyAnswers,
  largeFamily,
  PATCHWORK,
  plainMeasure,
  RELATIONS_ONLY,
  THREE_GENERATIONS,
} from './families.fixtures.js';
import type { Family } from './family.js';
import { familyFromAnswers } from './from-answers.js';
import { coupleFrame, genogram, type GenogramOptions, type GenogramPage } from './genogram.js';
import type { LaidPerson } from './laid.js';

const OPTIONS: GenogramOptions = { mode: 'clinician', measure: plainMeasure, today: 2026 };

function draw(family: Family, options: Partial<GenogramOptions> = {}): GenogramPage {
  const [page] = genogram(family, { ...OPTIONS, ...options });
  if (!page) throw new Error('A family is always drawn.');
  return page;
}

function at(page: GenogramPage, id: string): LaidPerson {
  const found = page.laid.people.find(({ person }) => person.id === id);
  if (!found) throw new Error(`${id} is not drawn.`);
  return found;
}

function leftToRight(page: GenogramPage, ...ids: readonly string[]): readonly string[] {
  return ids.toSorted((one, two) => at(page, one).x - at(page, two).x);
}

function textsOf({ shapes }: Scene): readonly string[] {
  return shapes.filter((shape): shape is TextShape => shape.kind === 'text').map(({ text }) => text);
}

function legendOf({ laid }: GenogramPage): readonly string[] {
  return laid.legend.cells.map(({ text }) => text);
}

describe('three generations', () => {
  const page = draw(familyFromAnswers(THREE_GENERATIONS));

  test('stand in rows, the oldest on top, the parents-in-law beside the parents', () => {
    const rows = ['emm abi pet est', 'jos rut tun lui car', 'me sam gra dan ros', 'noa len'].map((row) =>
      row.split(' '),
    );
    rows.forEach((ids, row) => {
      for (const id of ids) expect([id, at(page, id).row]).toEqual([id, row]);
      expect(new Set(ids.map((id) => at(page, id).y)).size).toBe(1);
    });
  });

  test('have men left of women in couples, and brothers and sisters by age', () => {
    expect(leftToRight(page, 'rut', 'jos')).toEqual(['jos', 'rut']);
    expect(leftToRight(page, 'gra', 'me', 'sam')).toEqual(['sam', 'me', 'gra']);
  });

  test('have a couple over the middle of its children', () => {
    const middle = (at(page, 'emm').x + at(page, 'abi').x) / 2;
    expect(Math.abs(middle - at(page, 'jos').x)).toBeLessThan(5);
  });

  test('say ages, years, marks and couples', () => {
    expect(textsOf(page.scene)).toEqual(
      expect.arrayContaining(['35', '59', '1955–2014', 'b. 1991', 'm. 1986', 'div. 1999', '!2', 'AG', 'S']),
    );
  });

  test('are legible: symbols of 9 mm, texts of 8 points', () => {
    expect(page.laid.scale).toBe(1);
    for (const { symbol } of page.laid.people)
      expect(symbol.right - symbol.left).toBeGreaterThanOrEqual((9 / 25.4) * 72);
    const texts = page.scene.shapes.filter((shape): shape is TextShape => shape.kind === 'text');
    expect(texts.filter(({ size, text }) => size < 8 && text !== 'S')).toEqual([]);
  });

  test('have a legend of exactly what is used', () => {
    expect(legendOf(page)).toEqual([
      'Man',
      'Woman',
      'Whose map it is',
      'Has died',
      'Habit, known',
      'Habit, suspected',
      'Habit, in recovery',
      'Alcohol',
      'Gambling',
      'Ways trust was broken',
      'A secret',
      'Married',
      'Divorced',
      'Child',
      'Worked out, not said',
      'Close',
      'Distant',
      'Conflict',
      'Close and in conflict',
      'Cut off',
      'Harm',
    ]);
  });

  test('tell a death in words where a cross would hurt', () => {
    const words = draw(familyFromAnswers(THREE_GENERATIONS), { deathMark: 'words' });
    expect(legendOf(words)).not.toContain('Has died');
    expect(textsOf(words.scene)).toContain('1955–2014');
  });

  test('are told in words', () => {
    const { description, parts } = page.words;
    expect(parts.map(({ heading }) => heading)).toEqual(['People', 'Couples', 'Children', 'Bonds']);
    expect(description).toContain(
      'Joseph: father, born 1955, died 2014, age 59, alcohol (known), trust broken in 2 ways.',
    );
    expect(description).toContain('Luis and Carmen: married from 1987, divorced 1999.');
    expect(description).toContain('Esther to Maya: harm.');
    expect(page.scene.description).toBe(description);
  });
});

describe('a patchwork', () => {
  const page = draw(familyFromAnswers(PATCHWORK));

  test('has a person in the middle of several partners, in order of time', () => {
    expect(leftToRight(page, 'sol', 'leo', 'me', 'max')).toEqual(['max', 'me', 'leo', 'sol']);
    expect(leftToRight(page, 'ida', 'uma', 'vic')).toEqual(['vic', 'ida', 'uma']);
  });

  test('has children hang from their own parents', () => {
    const order = leftToRight(page, 'dee', 'ana', 'cy', 'ben', 'half');
    expect(order).toEqual(['half', 'ana', 'ben', 'dee', 'cy']);
  });

  test('has twins from one point, and lines by kind', () => {
    expect(legendOf(page)).toEqual(
      expect.arrayContaining([
        'Twins',
        'Adopted',
        'Foster child',
        'Stepchild',
        'By donor or surrogate',
        'Affair',
        'Parted',
      ]),
    );
    expect(textsOf(page.scene)).toEqual(
      expect.arrayContaining(['step', 'donor', 'affair ’99', 'LT 1980', 'chosen family']),
    );
  });
});

describe('who is not joined, not named or not possible', () => {
  test('two trees stand side by side', () => {
    const page = draw(
      familyFromAnswers(
        familyAnswers({ me: { relation: 'me', parents: ['a'] }, a: {}, x: { parents: ['y'] }, y: {} }),
      ),
    );
    expect(at(page, 'x').symbol.left > at(page, 'me').symbol.right).toBe(true);
    expect(at(page, 'x').y).toBeGreaterThan(at(page, 'y').y);
  });

  test('somebody whom nobody named is a question mark without a label', () => {
    const page = draw(familyFromAnswers(RELATIONS_ONLY));
    expect(legendOf(page)).toContain('Not named');
    expect(
      page.laid.people.filter(({ person }) => person.ghost).every(({ label }) => label.length === 0),
    ).toBe(true);
  });

  test('a partner who is an aunt or a grandmother breaks no row: parents stand above, children below', () => {
    const page = draw(
      familyFromAnswers(
        familyAnswers(
          {
            g: {},
            m: { parents: ['g'] },
            t: { parents: ['g'] },
            me: { relation: 'me', parents: ['m'] },
            k: { parents: ['me', 't'] },
            o: { parents: ['me', 'g'] },
          },
          { c: { a: 'me', b: 't', kind: 'married' }, d: { a: 'me', b: 'g', kind: 'other' } },
        ),
      ),
    );
    const rows = ['g', 'm', 'me', 't', 'k', 'o'].map((id) => at(page, id).row);
    expect(rows).toEqual([0, 1, 2, 2, 3, 3]);
  });

  test('nobody at all is an empty map with no throw', () => {
    expect(draw({ persons: [], unions: [], children: [], bonds: [] }).laid.people).toEqual([]);
  });

  test('a name of 300 letters is cut with a mark, and whole in words', () => {
    const long = 'n'.repeat(300);
    const page = draw(familyFromAnswers(familyAnswers({ me: { relation: 'me', label: long } })));
    expect(at(page, 'me').label.filter(({ face }) => face === 'sansSemi')).toHaveLength(2);
    expect(at(page, 'me').label[1]?.text.endsWith('…')).toBe(true);
    expect(page.words.description).toContain(long);
  });
});

describe('modes', () => {
  const answers = familyAnswers({
    me: { relation: 'me', label: 'Me', health: 'OWN-WORDS', habit: ['work'] },
    m: {
      relation: 'mother',
      health: 'CANARY-ILLNESS',
      note: 'CANARY-NOTE',
      good: 'CANARY-GOOD',
      deathnote: 'CANARY-DEATH',
      secret: 'yes',
      habit: ['alcohol'],
      breaks: ['lies', 'hurt_my_body'],
      bond: 'they_hurt_me',
    },
    f: { relation: 'father', bond: 'distant' },
  });
  const family = familyFromAnswers(answers);
  const all = new Set(['habits', 'secrets', 'breaks', 'harm', 'harm-kinds', 'illness'] as const);

  test("a client's copy has no harm, secret, habit or count unless ticked", () => {
    expect(legendOf(draw(family, { mode: 'client' }))).toEqual(
      expect.not.arrayContaining(['Harm', 'A secret', 'Alcohol', 'Work', 'Ways trust was broken']),
    );
    const ticked = legendOf(draw(family, { mode: 'client', ticks: new Set(['secrets']) }));
    expect(ticked).toContain('A secret');
    expect(ticked).not.toContain('Harm');
    expect(JSON.stringify(draw(family, { mode: 'client' }))).not.toMatch(/"kind":"harm"|hurt_my_body/u);
  });

  test("a clinician's copy has them, and the kind of harm only when ticked", () => {
    const page = draw(family);
    expect(legendOf(page)).toEqual(
      expect.arrayContaining(['Harm', 'A secret', 'Alcohol', 'Ways trust was broken']),
    );
    expect(page.words.description).not.toContain('(body)');
    expect(draw(family, { ticks: all }).words.description).toContain('harm (body)');
    expect(textsOf(draw(family, { ticks: all }).scene)).toContain('body');
  });

  test('no copy tells an illness of another, a note, or what somebody gave', () => {
    for (const mode of ['client', 'clinician', 'couple'] as const) {
      expect(JSON.stringify(draw(family, { mode, ticks: all }))).not.toContain('CANARY');
    }
  });

  test('own words on illness are printed on request, and never in a joint map', () => {
    expect(JSON.stringify(draw(family))).not.toContain('OWN-WORDS');
    expect(draw(family, { ticks: all }).words.description).toContain('OWN-WORDS');
    expect(JSON.stringify(draw(family, { mode: 'couple', ticks: all }))).not.toMatch(
      /OWN-WORDS|"kind":"harm"/u,
    );
  });

  test("a couple's frame is one sentence, always the same", () => {
    expect(textsOf(coupleFrame(OPTIONS)).join(' ')).toMatch(
      /^A family map for two shows only what each partner has chosen/u,
    );
  });
});

describe('bonds', () => {
  const many = familyAnswers(
    {
      me: { relation: 'me' },
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, nth) => [
          `p${nth}`,
          { relation: 'sister', ...(nth < 3 && { bond: 'distant' }) },
        ]),
      ),
    },
    {},
    Object.fromEntries(
      Array.from({ length: 9 }, (_, nth) => [
        `b${nth}`,
        { a: `p${nth}`, b: `p${nth + 2}`, bond: nth > 6 ? 'cut_off' : 'close' },
      ]),
    ),
  );

  test('are eight at most: those with the index person, harm and cut-off, those asked for, the rest', () => {
    const { laid, words } = draw(familyFromAnswers(many), { chosenBonds: new Set(['b6']) });
    expect(laid.bonds.map(({ bond }) => bond.id).toSorted()).toEqual([
      'b0',
      'b1',
      'b6',
      'b7',
      'b8',
      'with-p0',
      'with-p1',
      'with-p2',
    ]);
    expect(laid.warnings).toEqual(['4 more bonds are not drawn.']);
    expect(words.description).toContain('4 more bonds are not drawn.');
  });

  test('are as many as asked for', () => {
    expect(draw(familyFromAnswers(many), { mostBonds: 20 }).laid.bonds).toHaveLength(12);
  });
});

describe('many people', () => {
  test('forty stand in full size', () => {
    const page = draw(familyFromAnswers(largeFamily(40)));
    expect(page.laid.scale).toBe(1);
    expect(page.scene.height).toBeLessThanOrEqual(510);
  });

  test('more are split by side, and a parent joins the maps', () => {
    const pages = genogram(familyFromAnswers(largeFamily(60)), OPTIONS);
    expect(pages).toHaveLength(2);
    const ids = pages.flatMap(({ laid }) => laid.people.map(({ person }) => person.id));
    const twice = ids.filter((id, nth) => ids.indexOf(id) !== nth);
    expect(new Set(ids).size).toBe(60);
    expect(twice).toHaveLength(1);
    expect(['mother', 'father']).toContain(twice[0]);
    for (const { laid } of pages) expect(laid.warnings[0]).toMatch(/^Map \d of 2\./u);
  });

  test('or drawn smaller, and the print says so', () => {
    const page = draw(familyFromAnswers(largeFamily(60)), { split: false });
    expect(page.laid.scale).toBeLessThan(1);
    expect(textsOf(page.scene)).toContain(page.laid.warnings[0]);
    expect(page.laid.warnings[0]).toMatch(/^Drawn at \d+% of full size/u);
    expect(page.scene.height).toBeLessThanOrEqual(510);
  });
});

describe('moves', () => {
  const family = familyFromAnswers(THREE_GENERATIONS);

  test('put a person elsewhere in the row, others give way, and the facts stand', () => {
    const before = draw(family);
    const page = draw(family, { moves: [{ person: 'gra', x: -200, y: 500 }] });
    expect(leftToRight(before, 'gra', 'sam')).toEqual(['sam', 'gra']);
    expect(leftToRight(page, 'gra', 'sam')).toEqual(['gra', 'sam']);
    expect(at(page, 'gra').x - page.laid.origin).toBeCloseTo(-200, 0);
    expect(at(page, 'gra').row).toBe(at(before, 'gra').row);
    expect(page.words.parts[2]).toEqual(before.words.parts[2]);
  });

  test('of somebody who is not there change nothing', () => {
    expect(draw(family, { moves: [{ person: 'gone', x: 10, y: 0 }] }).scene).toEqual(draw(family).scene);
  });
});
