import { expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { everyType } from '../../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../../test/fixtures/finer-points.js';
import { readFilled } from '../../../../test/support/filled.js';
import { readWorksheets, shippedFolder } from '../../../catalogue/shipped.js';
import type { Answers } from '../../../core/worksheet/answers.js';
import { compile } from '../../../core/worksheet/compile.js';
import type { Item, Worksheet } from '../../../core/worksheet/definition.js';
import { submitProblems } from '../../../core/worksheet/validation.js';
import type { ClientAssets, ClientPage, PartPage, SaveStatus, Shell } from '../model.js';
import { SheetScreen } from '../pages/sheet.js';
import { renderClientPage } from '../render.js';
import { openingScreen, partsOf } from '../screen.js';
import * as enUS from './en-US.js';
import { inLanguage } from './in-force.js';
import { leavesOf } from './leaves.fixtures.js';
import { type Segment, segmentsOf } from './segments.fixtures.js';

/** Every kind of page in Spanish, over the whole catalogue: no word of the page in English, and each worksheet's words said to be English. */

const shell: Shell = {
  practiceId: 'p1',
  clientId: 'c1',
  place: 'own',
  owner: '',
  keeps: false,
  session: '',
  hosts: [],
  practiceName: 'Consultorio Ejemplo',
  clinicianName: 'Dra. Ejemplo',
  exitUrl: 'https://weather.example/',
  basePath: '',
  lang: 'es-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-01-02',
};
const assets: ClientAssets = {
  css: '',
  plainCss: '',
  mapCss: '',
  scriptPath: '',
  doorPath: '',
  fontPath: '',
};
const render = (page: ClientPage, given: Partial<Shell> = {}): string =>
  renderClientPage(page, { ...shell, ...given }, assets, 'nonce', ['en-US', 'es-US']);

const sheet = (worksheet: Worksheet, answers: Answers = {}) =>
  ({ assignmentId: 'a1', worksheet, revision: 3, answers, problems: [] }) as const;
const part = (worksheet: Worksheet, number: number, more: Partial<PartPage> = {}): PartPage => ({
  ...sheet(worksheet),
  kind: 'part',
  part: number,
  typed: {},
  others: {},
  opened: [],
  carded: [],
  openRow: null,
  ...more,
});
const onward = { practiceId: 'p1', to: '', carried: '' } as const;
const door = { ...onward, problem: null, reason: 'left' } as const;
const line = {
  id: 'a1',
  title: 'All kinds',
  minutes: 5,
  dueOn: '2026-01-05',
  givenAt: '2026-01-01T10:00:00Z',
};
const at = '2026-01-01T10:00:00Z';
const titled = { ...line, submittedAt: null };
const receipt = {
  kind: 'receipt',
  submittedAt: at,
  closing: null,
  copyOf: 'a1',
  next: { ...titled, state: 'new' },
} as const;
const logIn = {
  kind: 'logIn',
  hasPin: false,
  passkeys: [{ id: 'k1', label: 'Mi llave', at }],
  devices: [
    { id: 'd1', label: 'Firefox', at, isThis: true },
    { id: 'd2', label: 'Firefox', at, isThis: false },
  ],
  notice: null,
  problem: null,
} as const;

/** Each kind at least once, in each of its forms. A kind that is added does not compile before it is here. */
const pages: Readonly<Record<ClientPage['kind'], readonly ClientPage[]>> = {
  enter: [
    { kind: 'enter', practiceId: 'p1', linkId: 'l1', problem: null },
    { kind: 'enter', practiceId: 'p1', linkId: 'l1', problem: 'refused' },
  ],
  home: [
    { kind: 'home', lines: [] },
    {
      kind: 'home',
      lines: [
        { ...titled, id: 'a2', state: 'new' },
        { ...titled, id: 'a3', state: 'begun', dueOn: '2026-01-01' },
        { ...titled, id: 'a4', state: 'returned', dueOn: '2026-01-02' },
        { ...titled, id: 'a5', state: 'new', dueOn: '2026-01-03' },
        ...Array.from({ length: 8 }, (_, index) => ({
          ...line,
          id: `b${index}`,
          state: 'done' as const,
          submittedAt: at,
        })),
      ],
    },
  ],
  cover: [{ ...sheet(everyType), kind: 'cover' }],
  part: [part(everyType, 1), part(finerPoints, 1), part(finerPoints, 2)],
  review: [
    { ...sheet(everyType), kind: 'review', idempotencyKey: 'k', outcome: 'stale' },
    { ...sheet(everyType), kind: 'review', idempotencyKey: 'k', outcome: 'failed' },
  ],
  receipt: [receipt, { ...receipt, closing: 'Drink some water.', copyOf: null, next: null }],
  past: [
    { kind: 'past', assignmentId: 'a1', worksheet: everyType, revisions: [], kept: new Set() },
    {
      kind: 'past',
      assignmentId: 'a1',
      worksheet: everyType,
      revisions: [
        { submittedAt: at, answers: { line: { value: 'Ada' } } },
        { submittedAt: at, answers: { line: { skipped: true } } },
      ],
      kept: new Set(['line']),
    },
  ],
  closed: [{ kind: 'closed', to: '', carried: '' }],
  apart: [{ kind: 'apart', at: '/w/a1?embed=p1' }],
  tablet: (['refused', 'too_often', null] as const).map((problem) => ({
    kind: 'tablet',
    ...onward,
    problem,
  })),
  signIn: [
    ...(['no_address', 'refused', 'too_often', null] as const).map(
      (problem) => ({ kind: 'signIn', ...door, linkId: '', typed: '', problem }) as const,
    ),
    { kind: 'signIn', ...door, linkId: 'l1', typed: '', carried: 'sealed', reason: 'step_up' },
  ],
  locked: (['refused', 'too_often', null] as const).flatMap((problem) => [
    { kind: 'locked', ...door, ways: ['pin', 'passkey'], problem },
    { kind: 'locked', ...door, ways: ['passkey'], problem, carried: 'sealed', reason: 'step_up' },
  ]),
  logIn: [
    logIn,
    { ...logIn, hasPin: true, passkeys: [], problem: 'pin_too_plain' },
    { ...logIn, problem: 'pins_differ' },
    ...(['pin_set', 'pin_removed', 'passkey_added', 'passkey_removed', 'device_ended'] as const).map(
      (notice) => ({ ...logIn, notice }),
    ),
  ],
  message: (['signedOut', 'notFound', 'wrong', 'notSent'] as const).map((message) => ({
    kind: 'message',
    message,
  })),
};

const english = [...new Set(leavesOf(enUS).values())].filter((text) => /\p{L}{2}/u.test(text));
/** What both languages have, and what a worksheet of the fixtures happens to say, too. */
const SHARED = new Set(['PIN', 'thehotline.org', '988lifeline.org']);
/** Longer texts are also looked for within others. */
const TELLING = 12;

/** The English of the page that a document shows outside of what it says to be English. `but`: what else may say the same. */
function leftIn(html: string, but: ReadonlySet<string> = SHARED): readonly string[] {
  const spanish = segmentsOf(html).filter(({ lang }) => lang === 'es-US');
  return english.filter((text) => {
    if (SHARED.has(text) || but.has(text)) return false;
    return spanish.some((one) => one.text === text || (text.length >= TELLING && one.text.includes(text)));
  });
}

/** All that a worksheet says itself. */
function wordsOf({ title, intro, sections }: Worksheet): ReadonlySet<string> {
  const ofItem = (item: Item): readonly (string | undefined)[] => [
    item.text,
    item.help,
    ...('options' in item ? item.options.map(({ label }) => label) : []),
    ...(item.type === 'group' ? item.fields.flatMap(ofItem) : []),
  ];
  const texts = sections.flatMap((section) => [
    section.title,
    section.intro,
    ...section.items.flatMap(ofItem),
  ]);
  return new Set(
    [title, intro, ...texts].filter((text) => text !== undefined && /\p{L}{3}/u.test(text)) as string[],
  );
}

/** What a worksheet says, and its client does not, that the document does not say to be English. */
function unmarkedIn(html: string, words: ReadonlySet<string>, answers: Answers): readonly Segment[] {
  const own = JSON.stringify(answers);
  return segmentsOf(html).filter(
    ({ text, lang }) => words.has(text) && lang !== 'en-US' && !own.includes(JSON.stringify(text)),
  );
}

test.each(Object.entries(pages))('the page "%s" is in Spanish from top to bottom', (_kind, all) => {
  expect(all.length).toBeGreaterThan(0);
  for (const page of all) {
    for (const place of ['own', 'office', 'embedded'] as const) {
      const html = render(page, { place });
      expect(html).toContain('<html lang="es-US" dir="ltr">');
      expect(leftIn(html)).toEqual([]);
    }
    expect(render(page)).toContain('llame al 988 y oprima 2');
  }
});

test('English words of a page are found where there are any', () => {
  expect(leftIn(render({ kind: 'home', lines: [] }).replace('Salir ya', 'Leave now'))).toEqual(['Leave now']);
  expect(
    leftIn(render({ kind: 'home', lines: [] }, { lang: 'en-US' }).replaceAll('lang="en-US"', 'lang="es-US"'))
      .length,
  ).toBeGreaterThan(10);
});

const { worksheets } = readWorksheets(shippedFolder());
const filled = readFilled(worksheets.map(({ worksheet }) => worksheet));

test.each(filled)('$name: its words are said to be English, all else is Spanish', ({ compiled, answers }) => {
  const { worksheet } = compiled;
  const problems = submitProblems(compiled, {});
  const first = openingScreen(part(worksheet, 1, { answers }), shell);
  const every = partsOf(first.form).map((_section, index) =>
    part(worksheet, index + 1, { answers, problems }),
  );
  const blank = every.map((one) => ({ ...one, answers: {} }));
  const review = {
    ...sheet(worksheet, answers),
    kind: 'review',
    idempotencyKey: 'k',
    outcome: null,
  } as const;
  for (const page of [...every, ...blank, review, { ...sheet(worksheet), kind: 'cover' } as const]) {
    const html = render(page);
    expect(leftIn(html, wordsOf(worksheet))).toEqual([]);
    expect(unmarkedIn(html, wordsOf(worksheet), answers)).toEqual([]);
  }
});

test('what is wrong with an answer is said in Spanish, in each of its forms', () => {
  const wrong: Answers = JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        [...compile(everyType).items.values(), ...compile(finerPoints).items.values()].map(({ item }) => [
          item.id,
          { value: { no: 'answer' } },
        ]),
      ),
    ),
  ) as Answers;
  for (const worksheet of [everyType, finerPoints]) {
    const compiled = compile(worksheet);
    const problems = submitProblems(compiled, wrong);
    expect(problems.length).toBeGreaterThan(0);
    for (const number of worksheet.sections.keys()) {
      const html = render(part(worksheet, number + 1, { problems }));
      const said = segmentsOf(html).map(({ text }) => text);
      expect(problems.filter(({ message }) => said.includes(message))).toEqual([]);
    }
  }
});

const STATUSES: readonly SaveStatus[] = [
  'saved',
  'saving',
  'waiting',
  'offline',
  'failed',
  'signed_out',
  'conflict',
  'check',
  'gone',
];

test.each(STATUSES)('the state "%s" is told in Spanish', (status) => {
  const page = part(everyType, 1, { others: { line: 'Ada' } });
  const opened = openingScreen(page, shell);
  const live = { ...opened, status, form: { ...opened.form, live: true } };
  const html = inLanguage('es-US', () => renderToString(<SheetScreen screen={live} foot={null} />));
  expect(leftIn(`<div lang="es-US">${html}</div>`)).toEqual([]);
});

test.each(['own', 'office'] as const)(
  'a receipt says what of it is English, on a device of the place “%s”',
  (place) => {
    const html = render({ ...receipt, closing: 'Drink some water.' }, { place });
    const marked = segmentsOf(html).filter(({ lang }) => lang === 'en-US');
    expect(marked.map(({ text }) => text)).toEqual(['Drink some water.', 'All kinds', 'English']);
  },
);
