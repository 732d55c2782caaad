import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { clientView } from '../../core/worksheet/client-view.js';
import { bootScript } from './boot.js';
import { drawnByServer } from './drawn.js';
import { Body, clearsItself, Head, titleOf } from './document.js';
import { isSheet } from './sheet-pages.js';
import type { ClientAssets, ClientPage, Shell } from './model.js';
import { LanguageContext, type LanguageChoice } from './layout/language.js';
import { openingScreen, type Screen } from './screen.js';
import { inLanguage } from './words/in-force.js';
import { FACTS, isLanguage, type Language, LANGUAGES } from './words/languages.js';

/**
 * A whole HTML document for one page, complete without scripts, in the language of its shell. `nonce` must be that of the
 * `style-src` of the reply's Content-Security-Policy; `spoken` are the languages that the reader may choose from.
 */
export function renderClientPage(
  given: ClientPage,
  shell: Shell,
  assets: ClientAssets,
  nonce: string,
  spoken: readonly Language[] = [],
): string {
  const language = isLanguage(shell.lang) ? shell.lang : LANGUAGES[0];
  const choice = choiceOn(given, shell, spoken);
  return inLanguage(language, () => documentOf(given, shell, assets, nonce, language, choice));
}

function documentOf(
  given: ClientPage,
  shell: Shell,
  assets: ClientAssets,
  nonce: string,
  lang: Language,
  choice: LanguageChoice,
): string {
  const page = isSheet(given) ? { ...given, worksheet: clientView(given.worksheet) } : given;
  const screen = isSheet(page) ? withDrawings(openingScreen(page, shell)) : undefined;
  return [
    `<!doctype html><html lang="${lang}" dir="${FACTS[lang].direction}">`,
    renderToString(
      h(Head, {
        title: titleOf(page, screen),
        css: assets.css + stylesFor(page, assets),
        assets,
        nonce,
        clears: clearsItself(page, shell),
      }),
    ),
    '<body><div id="app">',
    renderToString(h(LanguageContext.Provider, { value: choice }, h(Body, { page, shell, screen }))),
    '</div>',
    isSheet(page) ? bootScript({ page, shell }) : '',
    scriptTag(isSheet(page) ? assets.scriptPath : assets.doorPath),
    '</body></html>',
  ].join('');
}

function withDrawings(screen: Screen): Screen {
  return { ...screen, form: { ...screen.form, drawn: drawnByServer } };
}

function stylesFor(page: ClientPage, { plainCss, mapCss }: ClientAssets): string {
  if (!isSheet(page)) return plainCss;
  return page.kind === 'part' && page.mapped ? mapCss : '';
}

/**
 * Choosing a language asks for the page again. Where that would lose a form that waits, or the way to type a code that is
 * on its way, it is not offered.
 */
function choiceOn(page: ClientPage, shell: Shell, spoken: readonly Language[]): LanguageChoice {
  if ('carried' in page && page.carried !== '') return null;
  if (page.kind === 'signIn' && page.linkId !== '') return null;
  if (page.kind === 'enter' && page.problem !== null) return null;
  const others = spoken.filter((language) => language !== shell.lang);
  const action = `${shell.basePath}/me/language`;
  const to = page.kind === 'part' && encodeURIComponent(`/w/${page.assignmentId}?part=${page.part}`);
  return { others, action, keeping: to ? `${action}?to=${to}` : null };
}

/** The page's script, where one was built. Pages without questions do without the large one. */
function scriptTag(src: string): string {
  return src && renderToString(h('script', { type: 'module', src }));
}
