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

/**
 * Builds the client's page, and in the mode `door` the small script of the pages before it: one build each, so that
 * nothing which both need comes in a file of its own, a second round trip away. `door` lies within the other's folder
 * and comes after it. The addresses in the styles stay relative, for the server to put its own prefix before.
 * The folder is never the one that tsc writes to: it is emptied first.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [plainImports],
  build: {
    outDir: mode === 'door' ? '../../dist/web/client/door' : '../../dist/web/client',
    emptyOutDir: true,
    manifest: true,
    target: ['es2020', 'safari14'],
    // Logical properties as they are: Safari 14.1 knows those of the layout, and without the rest it only looks plainer.
    cssTarget: 'safari15',
    modulePreload: false,
    assetsInlineLimit: 0,
    assetsDir: '.',
    rolldownOptions: {
      input: mode === 'door' ? ['client/door.ts'] : ['client/main.tsx', 'client/styles/plain.css'],
    },
  },
}));
