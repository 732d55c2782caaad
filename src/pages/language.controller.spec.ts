import { expect, test } from '@jest/globals';
import type { HttpReply, HttpRequest } from '../platform/http/exchange.js';
import { LanguageController } from './language.controller.js';
import { Languages } from './languages.js';
import type { PageRenderer } from './page-renderer.js';

const ADDRESS = 'https://practice.example/care';
const ID = '01a20e3d-fb65-70cb-99ba-0790fa2ae30b';
const controller = new LanguageController(new Languages(['en-US', 'es-US'], true, ADDRESS), {
  basePath: '/care',
} as PageRenderer);

const asking = (body: object, referer?: string): HttpRequest => ({
  id: 'r1',
  ip: '192.0.2.1',
  method: 'POST',
  url: '/care/me/language',
  headers: referer === undefined ? {} : { referer },
  cookies: {},
  body,
});
const choose = (lang: string, referer?: string, to?: unknown): HttpReply =>
  controller.choose(to, asking({ lang, revision: '3' }, referer));

test.each([
  [`${ADDRESS}/me`, '/care/me'],
  [`${ADDRESS}/me/w/${ID}?part=2`, `/care/me/w/${ID}?part=2`],
  [`${ADDRESS}/me/w/${ID}/review`, `/care/me/w/${ID}/review`],
  [`${ADDRESS}/me/w/${ID}/submit`, `/care/me/w/${ID}/review`],
  [`${ADDRESS}/me/log-in`, '/care/me/log-in'],
  [`${ADDRESS}/me/p/${ID}`, `/care/me/p/${ID}`],
  [`${ADDRESS}/me/tablet/${ID}`, `/care/me/tablet/${ID}`],
  [`${ADDRESS}/me/enter/${ID}/${ID}`, `/care/me/enter/${ID}/${ID}`],
  [`${ADDRESS}/me/leave`, '/care/me'],
  [`${ADDRESS}/me/p/${ID}/../../../elsewhere`, '/care/me'],
  ['https://practice.example/other', '/care/me'],
  ['https://practice.example/care/menu', '/care/me'],
  ['not an address', '/care/me'],
  [undefined, '/care/me'],
])('chosen on %s, one comes back to %s', (referer, location) => {
  expect(choose('es-US', referer)).toMatchObject({ status: 303, headers: { location } });
});

test('the form of a part that came along is sent on to its part', () => {
  const sent = choose('es-US', undefined, `/w/${ID}?part=2`);
  expect(sent).toMatchObject({ status: 307, headers: { location: `/care/me/w/${ID}?part=2` } });
  expect(sent.cookies).toHaveLength(2);
});

test.each(['//elsewhere.example', 'https://elsewhere.example/', '/w/../../x', ['/w/1'], { a: 1 }])(
  'a form is sent on to no other address: %j',
  (to) => {
    expect(choose('es-US', undefined, to)).toMatchObject({ status: 303, headers: { location: '/care/me' } });
  },
);

test('what is spoken here is kept, anything else changes nothing', () => {
  expect(choose('es-US').cookies).toEqual([
    expect.stringMatching(/^lang=es-US; Path=\/care\/me; /),
    expect.stringMatching(/^lang=es-US; Path=\/care\/auth\/client; /),
  ]);
  expect(choose('fr-FR').cookies).toEqual([]);
  expect(choose('es-US; Domain=example').cookies).toEqual([]);
});
