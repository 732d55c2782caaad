import { defineConfig } from 'vite';

/** Builds the element for hosts' pages: one small script under a name that stays. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../../../dist/web/embed',
    emptyOutDir: true,
    target: ['es2020', 'safari14'],
    rolldownOptions: {
      input: ['embed.ts'],
      output: { format: 'iife', entryFileNames: 'embed.js' },
    },
  },
});
