import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { clientView } from '../../core/worksheet/client-view.js';
import { bootScript } from './boot.js';
import { Body, Head, isSheet, titleOf } from './document.js';
import type { ClientAssets, ClientPage, Shell } from './model.js';
import { openingScreen } from './screen.js';

const LANGUAGE_TAG = /^[A-Za-z0-9-]+$/;
const RIGHT_TO_LEFT = ['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'];

/**
 * A whole HTML document for one page, complete without scripts. `nonce` must be that of the `style-src` of the
 * reply's Content-Security-Policy.
 */
export function renderClientPage(
  given: ClientPage,
  shell: Shell,
  assets: ClientAssets,
  nonce: string,
): string {
  const page = isSheet(given) ? { ...given, worksheet: clientView(given.worksheet) } : given;
  const screen = isSheet(page) ? openingScreen(page, shell) : undefined;
  const lang = LANGUAGE_TAG.test(shell.lang) ? shell.lang : 'en-US';
  const direction = RIGHT_TO_LEFT.includes(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  return [
    `<!doctype html><html lang="${lang}" dir="${direction}">`,
    renderToString(
      h(Head, {
        title: titleOf(page, screen),
        css: screen ? assets.css : assets.css + assets.plainCss,
        assets,
        nonce,
      }),
    ),
    '<body><div id="app">',
    renderToString(h(Body, { page, shell, screen })),
    '</div>',
    isSheet(page) ? bootScript({ page, shell }) : '',
    scriptTag(isSheet(page) ? assets.scriptPath : assets.doorPath),
    '</body></html>',
  ].join('');
}

/** The page's script, where one was built. Pages without questions do without the large one. */
function scriptTag(src: string): string {
  return src && renderToString(h('script', { type: 'module', src }));
}
