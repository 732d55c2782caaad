import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Body, type ConsoleAssets, type Given, Head } from './document.js';

/**
 * The console’s document: a place for the page’s script to draw in. It holds nothing of anybody, so it is the same for
 * all. `nonce` must be that of the reply’s `style-src`.
 */
export function renderConsole(given: Given, assets: ConsoleAssets, nonce: string): string {
  const head = renderToString(h(Head, { assets, nonce }));
  const body = renderToString(h(Body, { given, scriptPath: assets.scriptPath }));
  return `<!doctype html><html lang="en-US">${head}${body}</html>`;
}
