import { expect, test } from '@jest/globals';
import { assert, constantFrom, property, record, string } from 'fast-check';
import type { PathShape, Scene, TextShape } from './scene.js';
import { sceneSvg } from './svg.js';

const label: TextShape = {
  kind: 'text',
  x: 1,
  y: 2,
  text: 'Ida',
  size: 9,
  face: 'serif',
  ink: 'ink',
  anchor: 'start',
};
const square: PathShape = { kind: 'path', d: 'M0 0H9V9H0Z', stroke: { ink: 'ink', width: 1 } };

function scene(more: Partial<Scene> = {}): Scene {
  return { width: 100, height: 50, title: 'A drawing', description: 'What it shows.', shapes: [], ...more };
}

/** Reads markup as a strict parser would: every tag closed in order, every attribute quoted, nothing loose. */
function readMarkup(markup: string): {
  readonly tags: readonly string[];
  readonly attributes: readonly string[];
} {
  const token =
    /<(?<close>\/?)(?<name>[a-z]+)(?<attributes>(?: [a-zA-Z:-]+="[^"<]*")*)(?<empty>\/?)>|(?<text>[^<>]+)/gu;
  const open: string[] = [];
  const tags: string[] = [];
  const attributes: string[] = [];
  let at = 0;
  for (const match of markup.matchAll(token)) {
    expect(match.index).toBe(at);
    at += match[0].length;
    // An ampersand only ever begins an entity that XML knows.
    expect(match[0].replace(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&');
    const { close, name = '', attributes: given = '', empty } = match.groups ?? {};
    if (match.groups?.['text'] !== undefined) continue;
    if (close) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
    if (!close) tags.push(name);
    attributes.push(...[...given.matchAll(/ ([a-zA-Z:-]+)=/gu)].map(([, attribute]) => attribute ?? ''));
  }
  expect(at).toBe(markup.length);
  expect(open).toEqual([]);
  return { tags, attributes };
}

const KNOWN_TAGS = ['svg', 'title', 'desc', 'rect', 'defs', 'pattern', 'line', 'path', 'text'];
const FORBIDDEN_IN_XML = /[\p{Cs}\uFFFE\uFFFF]|(?![\t\n\r])\p{Cc}/u;

test('any text comes out well formed and inert', () => {
  const hostile = constantFrom(
    '</text><script>alert(1)</script>',
    '" onload="alert(1)',
    "' style='x",
    '&#x3c;img src=x&#x3e;',
    ']]><!--',
    '\uD800 half',
    '\u202Egnp.exe',
    '\u0000\u0008',
  );
  const any = string({ unit: 'binary' });
  assert(
    property(record({ title: any, description: any, text: any, bait: hostile }), ({ bait, ...given }) => {
      const texts = [given.text, bait, `${given.text}${bait}`].map((text) => ({ ...label, text }));
      const markup = sceneSvg(
        scene({ title: given.title + bait, description: bait + given.description, shapes: texts }),
      );
      const { tags, attributes } = readMarkup(markup);
      expect(tags.filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
      expect(attributes.filter((name) => /^on|^style$|href/u.test(name))).toEqual([]);
      expect(markup).not.toMatch(FORBIDDEN_IN_XML);
      expect(markup).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});

test('it is an image with a name and a description', () => {
  const markup = sceneSvg(scene(), { id: 'family' });
  expect(markup).toContain('role="img" aria-labelledby="family-title family-desc"');
  expect(markup).toContain('<title id="family-title">A drawing</title>');
  expect(markup).toContain('<desc id="family-desc">What it shows.</desc>');
});

test('an id that could break out is refused', () => {
  expect(() => sceneSvg(scene(), { id: 'a"b' })).toThrow(RangeError);
  expect(() => sceneSvg(scene(), { id: '1' })).toThrow(RangeError);
});

test('areas hatched alike share one pattern, others have their own', () => {
  const hatched = (gap: number): PathShape => ({ ...square, fill: { hatch: 'mid', gap } });
  const markup = sceneSvg(scene({ shapes: [hatched(3), hatched(3), hatched(4.5)] }));
  expect(markup.match(/<pattern /gu)).toHaveLength(2);
  expect(markup.match(/fill="url\(#scene-mid-3\)"/gu)).toHaveLength(2);
  expect(markup.match(/fill="url\(#scene-mid-4-5\)"/gu)).toHaveLength(1);
});

test('text that runs from right to left keeps its place', () => {
  const texts = (['start', 'middle', 'end'] as const).map((anchor) => ({
    ...label,
    anchor,
    text: '1. שלום',
  }));
  const markup = sceneSvg(scene({ shapes: texts.map((text) => ({ ...text, text: 'שלום Ida' })) }));
  expect([...markup.matchAll(/text-anchor="(\w+)" direction="rtl"/gu)].map(([, anchor]) => anchor)).toEqual([
    'end',
    'middle',
  ]);
  expect(markup.match(/direction="rtl"/gu)).toHaveLength(3);
  expect(sceneSvg(scene({ shapes: [{ ...label, text: 'Ida שלום' }] }))).not.toContain('direction');
});

test('what must not take effect stands there by name', () => {
  const markup = sceneSvg(scene({ shapes: [{ ...label, text: 'a\u202Eb\u0007c\uD83D' }] }));
  expect(markup).toContain('>a[U+202E]b[U+0007]c\uFFFD</text>');
});
