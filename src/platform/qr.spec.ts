import { expect, test } from '@jest/globals';
import { qrSvg } from './qr.js';

test('a QR code is an SVG document, black on white, with room around it', () => {
  const svg = qrSvg('https://example.org/me/enter/a/b#c');
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 (\d+) \1"/);
  expect(svg).toContain('fill="white"');
  expect(svg).toContain('fill="black"');
  // Version 3 is 29 modules wide, plus the quiet zone of 4 on either side, 10 units each.
  expect(/viewBox="0 0 (\d+)/.exec(svg)?.[1]).toBe(String((29 + 8) * 10));
});

test('another text is another picture', () => {
  expect(qrSvg('a')).not.toBe(qrSvg('b'));
});
