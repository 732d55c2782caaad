import 'reflect-metadata';
import { beforeEach, expect, test } from '@jest/globals';
import { type ClientActor, runAsActor } from '../access/actor.js';
import type { ClientEntryService } from '../access/client/client-entry.service.js';
import type { ClientSessionsService } from '../access/client/client-sessions.service.js';
import type { FramingService } from '../embed/framing.service.js';
import type { LookService } from '../embed/look.service.js';
import { HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import type { PracticesService } from '../practices/practices.service.js';
import type { KeptWordsService } from '../responses/kept-words.service.js';
import { AssetsController } from './assets.controller.js';
import type { CarriedForms } from './carried-forms.js';
import type { ClientFiles } from './client-files.js';
import { ClientPagesController } from './client-pages.controller.js';
import type { ClientPagesService } from './client-pages.service.js';
import type { DoorService } from './door.service.js';
import { EntryController } from './entry.controller.js';
import type { Languages } from './languages.js';
import type { LeavingService } from './leaving.service.js';
import { PageRenderer } from './page-renderer.js';
import type { Shown } from './shown.js';

const files: ClientFiles = {
  css: 'body{}',
  plainCss: '',
  script: 'main-1.js',
  door: 'door-1.js',
  mapCss: '',
  translated: new Map(),
  font: 'font-1.woff2',
  files: new Map([
    [
      'main-1.js',
      {
        type: 'text/javascript',
        plain: Buffer.from('js'),
        brotli: Buffer.from('br'),
        gzip: Buffer.from('gz'),
      },
    ],
  ]),
};
const practices = {
  shell: async () => ({ practiceName: 'Example Practice', clinicianName: 'Dr Example', embedOrigins: [] }),
} as unknown as PracticesService;
const kept = { owner: async () => 'abcdefgh' } as unknown as KeptWordsService;
const sessions = { nameOf: () => '' } as unknown as ClientSessionsService;
const speaking = { of: () => 'en-US', spoken: ['en-US'] } as unknown as Languages;
const framing = { hostsOf: async () => [] } as unknown as FramingService;
const look = { stylesFor: () => '' } as unknown as LookService;
const renderer = new PageRenderer(
  practices,
  sessions,
  kept,
  speaking,
  framing,
  look,
  'https://care.example/care',
  'https://weather.example/',
  files,
);
const client: ClientActor = {
  kind: 'client',
  practiceId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30b',
  id: '01a20e3d-fb65-70cb-99ba-0790fa2ae30c',
  sessionHash: Buffer.alloc(32),
  place: 'own',
};

const calls: string[] = [];
const filled: object[] = [];
const page: Shown = { page: { kind: 'home', lines: [] }, status: 200 };
const service = {
  home: async () => page,
  fillIn: async (_id: string, _part: number, fields: object) => {
    calls.push('fillIn');
    filled.push(fields);
    return { goTo: '/w/a1?part=2' };
  },
  submit: async () => {
    calls.push('submit');
    return { goTo: '/w/a1/done' };
  },
} as unknown as ClientPagesService;
const signedOut: Shown = { page: { kind: 'message', message: 'signedOut' }, status: 401 };
const door = { before: async () => signedOut, beforeForm: async () => signedOut } as unknown as DoorService;
const carried = {
  open: async (to: string, sealed: string) => (sealed === `for ${to}` ? { line: 'kept' } : undefined),
} as unknown as CarriedForms;
const leaving = {
  leaveByForm: async () => {
    calls.push('leave');
    return HttpReply.seeOther('https://weather.example/', ['session=; Max-Age=0']);
  },
} as unknown as LeavingService;
const controller = new ClientPagesController(service, door, carried, leaving, renderer);

const request = (headers: Record<string, string> = {}, body: unknown = {}): HttpRequest => ({
  id: 'request-1',
  ip: '203.0.113.7',
  method: 'POST',
  url: '/care/me',
  headers: { host: 'care.example', ...headers },
  cookies: {},
  body,
});
const own = request({ 'sec-fetch-site': 'same-origin' });
const foreign = request({ 'sec-fetch-site': 'cross-site' });
const asClient = <T>(work: () => Promise<T>): Promise<T> => runAsActor(client, 'request-1', work);

beforeEach(() => {
  calls.length = 0;
  filled.length = 0;
});

test('a page is for one client alone: kept by nobody, framed by nobody, without inline anything', async () => {
  const reply = await asClient(() => controller.home(request()));
  expect(reply.status).toBe(200);
  expect(reply.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  const policy = reply.headers['content-security-policy'] ?? '';
  const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toBe(
    `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; font-src 'self'; img-src 'self' data:; ` +
      `connect-src 'self'; form-action 'self' https://weather.example; base-uri 'none'; frame-ancestors 'none'; ` +
      `require-trusted-types-for 'script'; trusted-types 'none'`,
  );
  expect(String(reply.body)).toContain(`<style nonce="${nonce}">`);
  expect(String(reply.body)).toContain('Example Practice');
});

test('the nonce is never the same', async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await controller.home(request())).headers['content-security-policy']),
  );
  expect(policies[0]).not.toBe(policies[1]);
});

test('nobody signed in sees that they are signed out, and not by whom', async () => {
  const replies: HttpReply[] = [await controller.home(request()), await controller.fillIn('a1', '1', own)];
  for (const reply of replies) {
    expect(reply.status).toBe(401);
    expect(String(reply.body)).toContain('Signed out');
    expect(String(reply.body)).not.toContain('Example Practice');
  }
  expect(calls).toEqual([]);
});

test('a form that another site sends changes nothing', async () => {
  const replies = await asClient(async () => [
    await controller.fillIn('a1', '1', foreign),
    await controller.submit('a1', foreign),
  ]);
  expect(replies.map(({ status }) => status)).toEqual([403, 403]);
  expect(calls).toEqual([]);
});

test('after a form the next page is asked for by its address under the prefix', async () => {
  const [part, done] = await asClient(async () => [
    await controller.fillIn('a1', '1', own),
    await controller.submit('a1', own),
  ]);
  expect([part?.status, part?.headers.location]).toEqual([303, '/care/me/w/a1?part=2']);
  expect(done?.headers.location).toBe('/care/me/w/a1/done');
});

test('a form that waited is carried out with what it said before, and at its own address alone', async () => {
  const from = { 'sec-fetch-site': 'same-origin' };
  const at = (address: string): HttpRequest =>
    request(from, { _carried: `for ${address}`, pin: '274913', to: address });
  const [right, wrong] = await asClient(async () => [
    await controller.fillIn('a1', '1', at('/w/a1?part=1')),
    await controller.fillIn('a1', '2', at('/w/a1?part=1')),
  ]);
  expect(right?.headers.location).toBe('/care/me/w/a1?part=2');
  expect(filled).toEqual([{ line: 'kept' }]);
  expect(wrong?.headers.location).toBe('/care/me');
});

test('a worksheet that closes ends the session on the plain page', async () => {
  const closes = {
    fillIn: async () => ({ leave: true }),
  };
  const closing = new ClientPagesController(
    closes as unknown as ClientPagesService,
    door,
    carried,
    leaving,
    renderer,
  );
  const reply = await asClient(() => closing.fillIn('a1', '1', own));
  expect([reply.status, reply.headers.location]).toEqual([303, 'https://weather.example/']);
  expect(reply.cookies).toEqual(['session=; Max-Age=0']);
  expect(calls).toEqual(['leave']);
});

test('pages go out compressed where the browser takes it', async () => {
  const reply = await controller.home(request({ 'accept-encoding': 'gzip, br' }));
  expect(reply.headers['content-encoding']).toBe('br');
});

test('only files of the build are given, and for good', () => {
  const assets = new AssetsController(files);
  const script = assets.file('main-1.js', request({ 'accept-encoding': 'br' }));
  expect(script).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } });
  expect(script.headers['cache-control']).toContain('immutable');
  expect(String(script.body)).toBe('br');
  for (const name of ['manifest.json', '../package.json', '__proto__', 'main-1.css']) {
    expect(assets.file(name, request()).status).toBe(404);
  }
});

test('the way in only looks', async () => {
  const entry = new EntryController({} as ClientEntryService, renderer);
  const shown = await entry.show('p', 'l', request());
  expect([shown.status, shown.cookies]).toEqual([200, []]);
});
