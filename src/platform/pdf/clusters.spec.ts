import { expect, test } from '@jest/globals';
import { clustersOf } from './clusters.js';

test('a letter keeps its accents', () => {
  expect(clustersOf('x\u0323\u0302a')).toEqual(['x\u0323\u0302', 'a']);
});

test('consonants of Devanagari that share a sign stay together, with their vowel', () => {
  expect(clustersOf('हिन्दी')).toEqual(['हि', 'न्दी']);
  expect(clustersOf('क्षत्रिय')).toEqual(['क्ष', 'त्रि', 'य']);
});

test('a family, a flag, a keycap and a skin tone are one each', () => {
  expect(clustersOf('👨‍👩‍👧‍👦🇩🇪1️⃣👍🏽')).toEqual(['👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '👍🏽']);
});

test('20,000 letters are cut in a moment', () => {
  expect(clustersOf('न्'.repeat(10_000))).toHaveLength(1);
  expect(clustersOf('שָׁ'.repeat(5000))).toHaveLength(5000);
});
