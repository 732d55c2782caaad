import { defineConfig } from 'vite';

/**
 * Builds the client's page. The addresses in the styles stay relative, for the server to put its own prefix before.
 * The folder is never the one that tsc writes to: it is emptied first.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/web/client',
    emptyOutDir: true,
    manifest: true,
    target: ['es2020', 'safari14'],
    // Logical properties as they are: Safari 14.1 knows those of the layout, and without the rest it only looks plainer.
    cssTarget: 'safari15',
    modulePreload: false,
    assetsInlineLimit: 0,
    assetsDir: '.',
    rolldownOptions: { input: ['client/main.tsx', 'client/styles/plain.css'] },
  },
});
