import { describe, expect, test } from '@jest/globals';
import { embedOriginList } from './embed-origins.js';

describe('an origin that may frame', () => {
  test.each([
    ['https://portal.example', 'https://portal.example'],
    ['  https://Portal.Example/ ', 'https://portal.example'],
    ['https://portal.example:443', 'https://portal.example'],
    ['https://portal.example:8443', 'https://portal.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://10.1.2.3', 'https://10.1.2.3'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://portal.localhost', 'http://portal.localhost'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ])('%s is %s', (text, normal) => {
    expect(embedOriginList.parse([text])).toEqual([normal]);
  });

  test.each([
    '',
    'portal.example',
    '//portal.example',
    'http://portal.example',
    'http://localhost.example',
    'http://127.0.0.1.example',
    'http://10.1.2.3',
    'https://*.portal.example',
    'https://*',
    '*',
    "'self'",
    'https:',
    'https://',
    'https:portal.example',
    'https://portal.example/page',
    'https://portal.example/?a',
    'https://portal.example#a',
    'https://user@portal.example',
    'https://user:word@portal.example',
    'https://portal.example https://other.example',
    'https://portal.example;script-src *',
    'https://portal.example;',
    'https://portal.example,other.example',
    "https://portal.example'",
    'https://portal.example\r\nx: y',
    'https://portal.example:99999',
    'https://[::1]:3000',
    'https://-portal.example',
    'javascript:alert(1)',
    'data:text/html,hello',
    'blob:https://portal.example/1',
    'null',
    'file:///etc',
    `https://${'a'.repeat(300)}.example`,
  ])('%j is none', (text) => {
    expect(embedOriginList.safeParse([text]).success).toBe(false);
  });

  test('is listed once, and at most twenty are', () => {
    const sites = Array.from({ length: 20 }, (_, at) => `https://site-${at}.example`);
    expect(embedOriginList.parse([...sites, 'https://SITE-0.example/'])).toEqual(sites);
    expect(embedOriginList.safeParse([...sites, 'https://one-more.example']).success).toBe(false);
  });
});
