import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** What is imported when it is needed needs nothing loaded beside it: Vite's help with that would weigh 1 KB on every page. */
const plainImports: Plugin = {
  name: 'plain-imports',
  configResolved: ({ plugins }) => {
    const list = plugins as Plugin[];
    const at = list.findIndex(({ name }) => name === 'native:import-analysis-build');
    if (at >= 0) list.splice(at, 1);
  },
};

/** A browser that could not get a script remembers that for as long as the page is there: it is asked for under another address. */
const askedAgain: Plugin = {
  name: 'asked-again',
  renderChunk: (code) =>
    code.replaceAll(
      /\bimport\((["'`]\.\/[^"'`]+["'`])\)/g,
      '(file=>import(file).catch(()=>import(`${file}?${Date.now()}`)))($1)',
    ),
};

/**
 * A script speaks the language of the mode's name and no other. Each folder that asks for the words in force gets the
 * language's file anew, and with it only what it uses: what is loaded later brings its own words along.
 */
const oneLanguage = (mode: string): Plugin => ({
  name: 'one-language',
  enforce: 'pre',
  resolveId: {
    filter: { id: /\/words\/in-force\.js$/ },
    handler: (_source, importer = '') =>
      `${path.join(import.meta.dirname, 'client', 'words', mode)}.ts?${path.basename(path.dirname(importer))}`,
  },
});

/** The engine says in English what does not fit. Another language has sentences of its own for that, and leaves these at home. */
const unread = (mode: string): Plugin => ({
  name: 'unread',
  enforce: 'pre',
  apply: () => mode !== 'en-US',
  transform: {
    filter: { id: /\/core\/worksheet\/(?:patch|validation|values)\.ts$/ },
    handler: (code) =>
      code.replaceAll(/\b(message(?: =|:)|wrongType\(|misshapen\()(\s*)(?:'[^'\n]+'|`[^`\n]+`)/g, "$1$2''"),
  },
});

const folderOf = (mode: string) => path.join('../../dist/web/client', mode === 'en-US' ? '' : mode);

/**
 * Builds the client's page in the language that is its mode, and in the mode `door` the small script of the pages
 * before it: one build each, so that nothing which both need comes in a file of its own, a second round trip away.
 * `en-US` comes first: the others lie within its folder. The addresses in the styles stay relative, for the server to put
 * its own prefix before.
 * The folder is never the one that tsc writes to: it is emptied first.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [plainImports, askedAgain, oneLanguage(mode), unread(mode)],
  build: {
    outDir: folderOf(mode),
    emptyOutDir: true,
    manifest: true,
    target: ['es2020', 'safari14'],
    // Logical properties as they are: Safari 14.1 knows those of the layout, and without the rest it only looks plainer.
    cssTarget: 'safari15',
    // A hundredth smaller than what comes with Vite, which is what a page on an old phone has left.
    minify: 'terser',
    terserOptions: { module: true, ecma: 2020, compress: { passes: 3 } },
    modulePreload: false,
    assetsInlineLimit: 0,
    assetsDir: '.',
    rolldownOptions: {
      checks: { pluginTimings: false },
      input:
        mode === 'door'
          ? ['client/door.ts']
          : ['client/main.tsx', 'client/styles/plain.css', 'client/map/map.css'],
    },
  },
}));
