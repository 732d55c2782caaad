import { expect, test } from '@jest/globals';
import { isForeignChange, isSameOrigin } from './same-origin.js';

const from = (headers: Record<string, string | string[]>): boolean => isSameOrigin({ headers });

test('a browser that says where the request began is believed', () => {
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'none' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'same-site', origin: 'https://a.example', host: 'a.example' })).toBe(false);
  expect(from({ 'sec-fetch-site': 'cross-site' })).toBe(false);
});

test('an older browser is judged by its origin', () => {
  expect(from({ origin: 'https://care.example', host: 'care.example' })).toBe(true);
  expect(from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBe(true);
  expect(from({ origin: 'https://evil.example', host: 'care.example' })).toBe(false);
  expect(from({ origin: 'https://care.example.evil.example', host: 'care.example' })).toBe(false);
  expect(from({ origin: 'null', host: 'care.example' })).toBe(false);
});

test('who says nothing, or says it twice, is refused', () => {
  expect(from({ host: 'care.example' })).toBe(false);
  expect(from({ origin: ['https://care.example', 'https://evil.example'], host: 'care.example' })).toBe(
    false,
  );
});

test.each([
  ['reads', 'GET', { cookie: 'session=x', 'sec-fetch-site': 'cross-site' }, false],
  ['asks what is allowed', 'OPTIONS', { origin: 'https://evil.example' }, false],
  ['changes from our page', 'POST', { cookie: 'session=x', 'sec-fetch-site': 'same-origin' }, false],
  ['changes from another page', 'POST', { cookie: 'session=x', 'sec-fetch-site': 'cross-site' }, true],
  ['changes from a neighbour', 'DELETE', { cookie: 'session=x', 'sec-fetch-site': 'same-site' }, true],
  ['changes by a cookie and says nothing', 'PUT', { cookie: 'session=x' }, true],
  ['signs in from another page', 'POST', { 'sec-fetch-site': 'cross-site' }, true],
  ['signs in from another page of old', 'POST', { origin: 'https://evil.example', host: 'a.example' }, true],
  ['invents a method', 'PURGE', { cookie: 'session=x' }, true],
  ['is a program with a token', 'POST', { authorization: 'Bearer a.b', cookie: 'session=x' }, false],
  ['has another kind of token', 'POST', { authorization: 'Basic eDp5', cookie: 'session=x' }, true],
  ['is a program that signs in', 'POST', { host: 'a.example' }, false],
])('who %s (%s) is taken for what it is', (_what, method, headers, foreign) => {
  expect(isForeignChange({ method, headers })).toBe(foreign);
});
