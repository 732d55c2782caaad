import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { drawnFamilies } from '../../../core/genogram/drawn-families.fixtures.js';
import { familyOfPage, familyOnPage } from '../../../core/genogram/family-on-page.js';
import { familyAnswers, THREE_GENERATIONS } from '../../../core/genogram/families.fixtures.js';
import { shownFacts, shownFamily } from '../../../core/genogram/shown-family.js';
import type { Family } from '../../../core/genogram/family.js';
import type { Scene } from '../../../core/drawing/scene.js';
import { showable } from '../../../core/drawing/setting.js';
import { MapView } from './map-view.js';
import { roughMeasure } from './measure.js';
import { SceneSvg } from './scene-svg.js';

const on = (family: Family) => familyOnPage(family, { measure: roughMeasure, today: 2026, width: 200 });
const markup = (family: Family): string => renderToString(<MapView family={on(family)} zoom="fit" id="m" />);
const textsIn = (html: string): string[] =>
  [...html.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => unescaped(text));
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
const shape = (html: string): string => html.replaceAll(/>[^<]*</g, '><');

test('the drawing has a name, and what says the same in words stands beside it', () => {
  const html = markup(familyOfPage(THREE_GENERATIONS));
  expect(html).toMatch(/<svg role="img" aria-label="Family map" aria-describedby="m-said"/);
  expect(html).toContain('<div id="m-said" role="status"><p>16 people so far.</p>');
  for (const heading of ['People', 'Couples', 'Children', 'Bonds'])
    expect(html).toContain(`<h3>${heading}</h3>`);
  expect(html).toContain('role="region" aria-label="Family map. You can move it about." tabindex="0"');
});

test('no style attribute, no address and no script is in it, whatever is typed', () => {
  const label = '<script>alert(1)</script>" onload="x';
  const html = markup(familyOfPage(familyAnswers({ a: { label, relation: 'me' } })));
  expect(shape(html)).not.toMatch(/<script|\sstyle=|\son\w+=|href=/);
});

test('colours are those of the page, so that its dark and its print are the map’s', () => {
  const html = markup(familyOfPage(THREE_GENERATIONS));
  expect(html).not.toMatch(/#[0-9a-f]{3,6}"/i);
  expect(html).toContain('stroke="var(--ink)"');
  expect(html).toContain('fill="var(--sheet)"');
});

test('hatches and dashes stay what they are', () => {
  const scene: Scene = {
    width: 10,
    height: 10,
    title: 'T',
    description: '',
    shapes: [
      { kind: 'path', d: 'M0 0H9V9Z', fill: { hatch: 'ink', gap: 2.6 } },
      { kind: 'line', x1: 0, y1: 0, x2: 9, y2: 9, stroke: { ink: 'mid', width: 1, dash: [2, 1] } },
    ],
  };
  const html = renderToString(<SceneSvg scene={scene} id="s" zoom={2} />);
  expect(html).toContain('<pattern id="s-ink-2-6"');
  expect(html).toContain('fill="url(#s-ink-2-6)"');
  expect(html).toContain('stroke-dasharray="2 1"');
  expect(html).toContain('width="20" height="20" viewBox="0 0 10 10"');
  expect(html).toContain('aria-hidden="true"');
});

test('letters from right to left start at their own end', () => {
  const html = markup(
    familyOfPage(
      familyAnswers({
        a: { label: 'محمد', relation: 'me' },
        b: { label: 'Bo', relation: 'mother', symbol: 'woman' },
      }),
    ),
  );
  expect(html).toMatch(/<svg [^>]*direction="ltr"/);
  expect(html).toMatch(/<text [^>]*direction="rtl"[^>]*>محمد/);
  expect(html).not.toMatch(/<text [^>]*direction="rtl"[^>]*>Bo/);
});

test('every text of the drawing is on the page once, and everybody whom the words tell is drawn', () => {
  fc.assert(
    fc.property(drawnFamilies(20), (drawn) => {
      const family = shownFamily(drawn, shownFacts('client', new Set()));
      const { drawing } = on(family);
      if (!drawing) return;
      const scenes = [...drawing.map.shapes, ...drawing.legend.shapes];
      const html = markup(family);
      expect(textsIn(html)).toEqual(
        scenes.flatMap((one) => (one.kind === 'text' ? [showable(one.text)] : [])),
      );
      const counted = html.match(/<(?:path|line) (?!d="M0 0V)/g)?.length;
      expect(counted).toBe(scenes.filter(({ kind }) => kind !== 'text').length);
    }),
    { numRuns: 30 },
  );
});

test('where nothing can be drawn any more the last drawing stays, and what does not fit is said', () => {
  const good = on(familyOfPage(familyAnswers({ a: { label: 'Ana' }, b: { label: 'Bo' } })));
  const bad = on(
    familyOfPage(familyAnswers({ a: { label: 'Ana', parents: ['b'] }, b: { label: 'Bo', parents: ['a'] } })),
  );
  const html = renderToString(<MapView family={bad} earlier={good.drawing} zoom="fit" id="m" />);
  expect(textsIn(html)).toContain('Ana');
  expect(html).toContain('The map waits');
  const first = renderToString(<MapView family={bad} zoom="fit" id="m" />);
  expect(first).not.toContain('<svg');
  expect(first).toContain('<li>Ana</li><li>Bo</li>');
});
