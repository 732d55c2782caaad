import { expect, test } from '@jest/globals';
import { renderConsole } from './render.js';

const assets = {
  css: 'p{margin:0}',
  scriptPath: '/x/console/assets/main.js',
  fontPath: '/x/console/assets/a.woff2',
};
const given = { basePath: '/x', hostSignIn: true };

test('the document holds a place to draw in, the built files, and nothing that runs by itself', () => {
  const html = renderConsole(given, assets, 'bm9uY2U=');
  expect(html).toMatch(/^<!doctype html><html lang="en-US"><head>/);
  expect(html).toContain('<title>Mendwork</title>');
  expect(html).toContain('<style nonce="bm9uY2U=">p{margin:0}</style>');
  expect(html).toContain('<div id="app" data-base-path="/x" data-host-sign-in="yes">');
  expect(html.match(/<script[^>]*>[^<]*/g)).toEqual([
    '<script type="module" src="/x/console/assets/main.js">',
  ]);
  expect(html).not.toMatch(/\son\w+=/);
});

test('without a build it says what it can, and loads nothing', () => {
  const html = renderConsole(
    { basePath: '', hostSignIn: false },
    { css: '', scriptPath: '', fontPath: '' },
    'n',
  );
  expect(html).not.toMatch(/<script|preload/);
  expect(html).toContain('This page needs JavaScript.');
});
