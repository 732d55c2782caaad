import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { actingFor, runAsActor } from '../src/access/actor.js';
import { CouplesService } from '../src/clients/couples.service.js';
import type { Answer, Answers } from '../src/core/worksheet/answers.js';
import type { Item } from '../src/core/worksheet/definition.js';
import { RawPdf } from './prints/raw/raw-pdf.js';
import { uaDocument } from './prints/raw/ua-document.js';
import { readingOf } from './prints/reading.js';
import { missingPackages, testWith } from './prints/programs.js';
import { localDay } from '../src/platform/local-day.js';
import { OwnCopyService } from '../src/summaries/worksheet/own-copy.service.js';
import { answer } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { Canary } from './support/canaries.js';
import { type FilledSheet, patchesOf, readFilled } from './support/filled.js';
import { recordPolicies, recordRiskProtocol } from './support/own-worksheet.js';

/**
 * Two partners write, each for the clinician alone, and both fill in the check-in that asks about fear and harm. In
 * nothing that is printed for both, or of one of them, is a word of the other's, nor a trace of whether there is one:
 * what is printed stays the same to the byte, whatever the other does.
 */

/** What the hurt partner and the one who repairs fill in: files of `fixtures/filled`. */
const SHEETS = {
  a: [
    'family-history',
    'private-checkin',
    'pre-session',
    'what-happened',
    'step1-hurt',
    'step2-hurt',
    'step3-hurt',
    'openness-checkin.hurt',
    'relationship-whole',
    'trust-patterns.doubt',
  ],
  b: [
    'family-history',
    'private-checkin',
    'pre-session',
    'my-account',
    'step1-repair',
    'step2-repair',
    'step3-repair',
    'openness-checkin.repairing',
    'setback',
    'apology-builder',
  ],
} as const;
type Side = keyof typeof SHEETS;

interface Partner {
  readonly clientId: string;
  readonly signedIn: Record<string, string>;
  /** Begins every word that this partner writes: one search finds them all, in every form. */
  readonly mark: Canary;
  /** Each word with a number of its own, to tell which of them are there. */
  readonly written: string[];
  readonly submissionIds: Map<string, string>;
  /** A day on which only this partner comes. */
  readonly ownDay: string;
}

/** What came of a link: the file, and all that was said around it. */
interface Printed {
  readonly bytes: Buffer;
  readonly said: string;
}

let app: TestApp;
let practice: TestPractice;
let sessionId: string;
let filled: readonly FilledSheet[];
let folder: string;
const partners = {} as Record<Side, Partner>;
/** Prints by name, at three times: before anybody wrote, when B had written, and when both had. */
const prints = {
  first: new Map<string, Printed>(),
  ofOne: new Map<string, Printed>(),
  ofBoth: new Map<string, Printed>(),
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  app = await startTestApp();
  filled = readFilled(app.worksheets.worksheets.map(({ worksheet }) => worksheet));
  practice = await app.practice('Practice', ['clinician', 'supervisor', 'admin']);
  await recordPolicies(app, practice.member);
  await recordRiskProtocol(app, practice.member);
  await beProgram();
  partners.a = await makePartner(2);
  partners.b = await makePartner(3);
  sessionId = await makeCouplesSession();
  // Each print says when it was made. At one time, the same content is the same file; a time at which all is in.
  jest.useFakeTimers({ now: Date.now() + 600_000, doNotFake: [...EVERY_CLOCK_BUT_THE_DATE] });
  prints.first = await printAll(['couple']);
  await fillIn('b');
  prints.ofOne = await printAll(['couple', 'b']);
  await fillIn('a');
  prints.ofBoth = await printAll(['couple', 'a', 'b']);
}, 180_000);
afterAll(async () => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
  await app?.stop();
});

const EVERY_CLOCK_BUT_THE_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

async function makePartner(days: number): Promise<Partner> {
  const clientId = await makeClient(app, practice.member);
  const signedIn = await app.signIn(practice.member, clientId);
  await makeSession({ clientId }, days * 24);
  return {
    clientId,
    signedIn,
    mark: new Canary(`q${randomUUID().replaceAll('-', '').slice(0, 12)}`),
    written: [],
    submissionIds: new Map(),
    ownDay: dayAfter(days),
  };
}

async function makeCouplesSession(): Promise<string> {
  const actor = actingFor({ practiceId: practice.practiceId, id: practice.memberId, roles: ['clinician'] });
  const coupleId = await runAsActor(actor, randomUUID(), () =>
    app.app.get(CouplesService).create({
      code: 'K-1',
      partners: [
        { clientId: partners.a.clientId, role: 'hurt' },
        { clientId: partners.b.clientId, role: 'repairing' },
      ],
    }),
  );
  return makeSession({ coupleId }, 1);
}

async function makeSession(subject: object, hours: number): Promise<string> {
  const startsAt = new Date(Date.now() + hours * 3_600_000);
  const { createSession } = await asked<{ createSession: { id: string } }>(
    'mutation($input: CreateSessionInput!) { createSession(input: $input) { ... on Session { id } } }',
    { input: { with: subject, startsAt, idempotencyKey: randomUUID() } },
  );
  return createSession.id;
}

/** Says what 42 CFR Part 2 makes of the practice; nothing is disclosed before. */
async function beProgram(): Promise<void> {
  await asked('mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { part2 } }', {
    input: { careTeamOnly: false, part2: 'PROGRAM', idempotencyKey: randomUUID() },
  });
}

/** Hands in every sheet of a partner, with a canary wherever words are asked for. */
async function fillIn(side: Side): Promise<void> {
  const { clientId, signedIn, submissionIds } = partners[side];
  for (const name of SHEETS[side]) {
    const sheet = filled.find((one) => one.name === name);
    if (!sheet) throw new Error(`no sheet is filled in as ${name}`);
    const { role, decisions = [] } = sheet.circumstances;
    const waitsFor = decisions.filter((decision) => decision !== 'risk_protocol');
    const input = {
      clientId,
      worksheetId: sheet.worksheetId,
      ...(role && role !== 'both' && { role: role.toUpperCase() }),
      ...(waitsFor.length > 0 && { decisions: waitsFor }),
    };
    const patches = patchesOf(withCanaries(sheet, partners[side]));
    submissionIds.set(name, await answer(app, practice.member, signedIn, input, patches));
  }
}

/** The answers of a sheet with an unlikely word in place of all that was written. */
function withCanaries({ compiled, answers }: FilledSheet, { mark, written: words }: Partner): Answers {
  const written = (item: Item | undefined, given: Answer): Answer => {
    if (!('value' in given) || (item?.type !== 'text' && item?.type !== 'long')) return given;
    const word = `${mark.text}x${words.length}x`;
    words.push(word);
    return { value: word };
  };
  return Object.fromEntries(
    Object.entries(answers).map(([id, given]): [string, Answer] => {
      const entry = compiled.items.get(id);
      if (!('rows' in given)) return [id, written(entry?.item, given)];
      const rows = given.rows.map((row) => ({
        ...row,
        answers: Object.fromEntries(
          Object.entries(row.answers).map(([field, value]) => [
            field,
            written(entry?.fields.get(field), value),
          ]),
        ),
      }));
      return [id, { rows }];
    }),
  );
}

/** A day so many days after this one, as the practice counts them. */
function dayAfter(days: number): string {
  return localDay(new Date(Date.now() + days * 86_400_000), 'America/Chicago');
}

const COPIES = `query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary {
  copies { kind pdf { url } content { title } } } } }`;
const OF_CLIENT = `query($id: ID!) { client(id: $id) { ... on Client {
  clinician: genogram { ... on Genogram { pdf { url } } }
  client: genogram(mode: CLIENT, show: [HABITS, SECRETS, HARM]) { ... on Genogram { pdf { url } } }
  assignments(first: 50) { edges { node { id submissions { id pdf { url } } } } } } } }`;
const DISCLOSE = `mutation($input: MakeDisclosureInput!) { makeDisclosure(input: $input) { __typename
  ... on Disclosure { pdf { url } } } }`;
const DAY = 'query($day: LocalDate!) { clinicDay(day: $day) { ... on ClinicDay { pdf { url } } } }';

interface Linked {
  readonly pdf: { readonly url: string };
}
interface OfClient {
  client: {
    clinician: Partial<Linked>;
    client: Partial<Linked>;
    assignments: { edges: { node: { id: string; submissions: (Linked & { id: string })[] } }[] };
  };
}

/** Everything that can be printed of the couple and of the partners named, by what it is. */
async function printAll(whose: readonly ('couple' | Side)[]): Promise<Map<string, Printed>> {
  const kinds = { couple: 'COUPLE', a: 'INDIVIDUAL_A', b: 'INDIVIDUAL_B' };
  const found = new Map<string, Printed>();
  const { sessionSummary } = await asked<{ sessionSummary: { copies: (Linked & { kind: string })[] } }>(
    COPIES,
    {
      id: sessionId,
    },
  );
  for (const one of whose) {
    const copy = sessionSummary.copies.find(({ kind }) => kind === kinds[one]);
    if (!copy) throw new Error(`there is no copy of ${one}`);
    found.set(`summary of ${one}`, await fetched(copy.pdf.url));
    if (one !== 'couple')
      for (const [what, print] of await printsOf(one)) found.set(`${what} of ${one}`, print);
  }
  return found;
}

/** What is printed of one partner alone. */
async function printsOf(side: Side): Promise<readonly (readonly [string, Printed])[]> {
  const { clientId, ownDay } = partners[side];
  const { client } = await asked<OfClient>(OF_CLIENT, { id: clientId });
  const { makeDisclosure } = await asked<{ makeDisclosure: Linked }>(DISCLOSE, {
    input: {
      clientId,
      recipient: 'North Pier Clinic',
      purpose: 'Treatment goes on there',
      covers: 'All worksheets.',
      scope: { period: { from: dayAfter(-30), to: dayAfter(1) } },
      allowedBy: { authority: { ground: 'COURT_ORDER', words: 'The order of a court' } },
      includesPart2: true,
      idempotencyKey: randomUUID(),
    },
  });
  const { clinicDay } = await asked<{ clinicDay: Linked }>(DAY, { day: ownDay });
  const links: Record<string, Partial<Linked>> = {
    genogram: client.clinician,
    'family map': client.client,
    disclosure: makeDisclosure,
    'clinic day': clinicDay,
  };
  const assignments = client.assignments.edges.map(({ node }) => node);
  assignments.forEach(({ submissions: [last] }, index) => {
    if (last) links[`submission ${index}`] = last;
  });
  const linked = Object.entries(links).map(async ([what, { pdf }]): Promise<[string, Printed]> => {
    if (!pdf) throw new Error(`there is no ${what}`);
    return [what, await fetched(pdf.url)];
  });
  const copies = assignments.map(async ({ id }, index): Promise<[string, Printed][]> => {
    const bytes = await ownCopy(side, id);
    return bytes ? [[`own copy ${index}`, { bytes, said: '' }]] : [];
  });
  return [...(await Promise.all(linked)), ...(await Promise.all(copies)).flat()];
}

/** The client's own copy, made as the client. */
function ownCopy(side: Side, assignmentId: string): Promise<Buffer | undefined> {
  const actor = {
    kind: 'client',
    practiceId: practice.practiceId,
    id: partners[side].clientId,
    sessionHash: Buffer.alloc(0),
    place: 'own',
  } as const;
  return runAsActor(actor, randomUUID(), () => app.app.get(OwnCopyService).make(assignmentId));
}

async function asked<Data>(query: string, variables: object): Promise<Data> {
  const { data, errors } = await app.graphql<Data>(practice.member, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function fetched(address: string): Promise<Printed> {
  const url = new URL(address);
  const answered = await request(app.app.getHttpServer())
    .get(url.pathname + url.search)
    .buffer()
    .expect(200);
  const ticket = Buffer.from(url.search.split('.')[1] ?? '', 'base64url').toString('latin1');
  return {
    bytes: answered.body as Buffer,
    said: `${url.href} ${ticket} ${JSON.stringify(answered.headers)}`,
  };
}

interface Read {
  /** What the print shows, and what a screen reader hears of it, outline and title included. */
  readonly texts: readonly string[];
  /** All that is in it, in every form in which something could be found. */
  readonly contents: readonly (Buffer | string)[];
}

const read = new Map<Printed, Read>();

function readPrint(name: string, print: Printed): Read {
  const known = read.get(print);
  if (known) return known;
  const file = join(folder, `${name.replaceAll(' ', '-')}.pdf`);
  writeFileSync(file, print.bytes);
  const pdf = RawPdf.read(file);
  const shown = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  const texts = [shown, readingOf(uaDocument(pdf))];
  const unpacked = execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { maxBuffer: 1e9 });
  const said = [print.said, ...pdf.texts, ...texts, ...texts.map((text) => text.replace(/\s/gu, ''))];
  const made = { texts, contents: [print.bytes, unpacked, said.join('\n')] };
  read.set(print, made);
  return made;
}

const READERS = ['qpdf', 'pdftotext'] as const;
const namesOf = (when: keyof typeof prints): string[] => [...prints[when].keys()];
const print = (when: keyof typeof prints, name: string): Printed => {
  const found = prints[when].get(name);
  if (!found) throw new Error(`${name} was not printed`);
  return found;
};

test('both have written much, and both have filled in the check-in', () => {
  for (const { written, submissionIds } of Object.values(partners)) {
    expect(written.length).toBeGreaterThan(30);
    expect(submissionIds.get('private-checkin')).toBeDefined();
  }
});

describe('what one partner writes', () => {
  testWith(READERS, 'is in that one’s own copy', () => {
    for (const side of ['a', 'b'] as const) {
      const { mark, written } = partners[side];
      const name = `summary of ${side}`;
      const { texts, contents } = readPrint(name, print('ofBoth', name));
      expect(mark.isIn(...contents)).toBe(true);
      const seen = texts.join('').replace(/\s/gu, '');
      // A few are hidden by answers of the same sheet, and are not handed in.
      const found = written.filter((word) => seen.includes(word));
      expect(found.length).toBeGreaterThan(written.length * 0.8);
    }
  });

  testWith(READERS, 'is nowhere in what is printed of the other, or of both', () => {
    for (const name of namesOf('ofBoth')) {
      const { contents } = readPrint(name, print('ofBoth', name));
      const strangers = (['a', 'b'] as const).filter((side) => !name.endsWith(` of ${side}`));
      const found = strangers.filter((side) => partners[side].mark.isIn(...contents));
      expect([name, found]).toEqual([name, []]);
    }
  });

  test('changes no byte of what is printed of the other, or of both', () => {
    for (const name of namesOf('ofOne'))
      expect([name, print('ofBoth', name).bytes.equals(print('ofOne', name).bytes)]).toEqual([name, true]);
    for (const name of namesOf('first'))
      expect([name, print('ofOne', name).bytes.equals(print('first', name).bytes)]).toEqual([name, true]);
  });
});

describe('the check-in about fear and harm', () => {
  testWith(READERS, 'is in no word of what is printed for both', () => {
    const checkIn = app.worksheets.worksheets.find(({ worksheet }) => worksheet.id === 'private-checkin');
    const items = checkIn?.worksheet.sections.flatMap((section) => section.items) ?? [];
    const flags = app.worksheets.flagCodes.flatMap(({ code, label, suggestedAction }) => [
      code,
      label,
      suggestedAction,
    ]);
    const words = [checkIn?.worksheet.title ?? '', ...items.map(({ text }) => text), ...flags, ...TRACES];
    expect(words.length).toBeGreaterThan(60);
    for (const name of namesOf('ofBoth').filter((one) => one.endsWith(' of couple'))) {
      const said = readPrint(name, print('ofBoth', name)).texts.join('\n').toLowerCase();
      expect(words.filter((word) => said.includes(word.toLowerCase()))).toEqual([]);
    }
  });
});

/** Other words that would say that there is a check-in, or that something was found. */
const TRACES = [
  'check-in',
  'screen',
  'safety',
  'urgent',
  'flag',
  'risk',
  'violence',
  'afraid',
  'read first',
  'withheld',
];

test('the readers that the search needs are there', () => {
  if (process.env['CI']) expect(missingPackages(...READERS)).toBe('');
});
