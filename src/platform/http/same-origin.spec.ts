import { expect, test } from '@jest/globals';
import { isSameOrigin } from './same-origin.js';

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
