import { defineConfig } from 'vite';

/**
 * Builds the console into a folder of its own, apart from the client’s page and its budget. The addresses in the styles
 * stay relative, for the server to put its own prefix before.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/web/console',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    assetsDir: '.',
    rolldownOptions: { input: ['main.tsx'] },
  },
});
