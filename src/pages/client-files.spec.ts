import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { assetsAt, readClientFiles } from './client-files.js';

const folder = mkdtempSync(path.join(tmpdir(), 'client-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the built files are read, compressed and named under the prefix', () => {
  mkdirSync(path.join(folder, '.vite'));
  writeFileSync(path.join(folder, 'main-1.js'), 'let answer = 42;');
  writeFileSync(path.join(folder, 'main-1.css'), '@font-face{src:url(./font-1.woff2)}');
  writeFileSync(path.join(folder, 'font-1.woff2'), 'font');
  writeFileSync(path.join(folder, 'font-more-1.woff2'), 'more');
  const entry = {
    file: 'main-1.js',
    isEntry: true,
    css: ['main-1.css'],
    assets: ['font-more-1.woff2', 'font-1.woff2'],
  };
  writeFileSync(path.join(folder, 'plain-1.css'), 'p{color:blue}');
  const plain = { file: 'plain-1.css', isEntry: true };
  writeFileSync(
    path.join(folder, '.vite', 'manifest.json'),
    JSON.stringify({ 'client/main.tsx': entry, 'plain.css': plain, 'open.tsx': { file: 'open-1.js' } }),
  );
  writeFileSync(path.join(folder, 'open-1.js'), 'let more = 1;');
  mkdirSync(path.join(folder, 'door', '.vite'), { recursive: true });
  writeFileSync(path.join(folder, 'door', 'door-1.js'), 'let less = 1;');
  writeFileSync(
    path.join(folder, 'door', '.vite', 'manifest.json'),
    JSON.stringify({ 'client/door.ts': { file: 'door-1.js', isEntry: true } }),
  );
  mkdirSync(path.join(folder, 'es-US', '.vite'), { recursive: true });
  writeFileSync(path.join(folder, 'es-US', 'main-2.js'), 'let respuesta = 42;');
  writeFileSync(
    path.join(folder, 'es-US', '.vite', 'manifest.json'),
    JSON.stringify({ 'client/main.tsx': { file: 'main-2.js', isEntry: true } }),
  );
  const built = readClientFiles(folder);
  expect([...built.files.keys()]).toEqual([
    'main-1.js',
    'open-1.js',
    'main-2.js',
    'door-1.js',
    'font-more-1.woff2',
    'font-1.woff2',
  ]);
  const script = built.files.get('main-1.js');
  expect(brotliDecompressSync(script?.brotli ?? '').toString()).toBe('let answer = 42;');
  expect(gunzipSync(script?.gzip ?? '').toString()).toBe('let answer = 42;');
  expect(built.files.get('font-1.woff2')?.brotli).toBeUndefined();
  expect(assetsAt('/care/me/assets', built)).toEqual({
    css: '@font-face{src:url(/care/me/assets/font-1.woff2)}',
    plainCss: 'p{color:blue}',
    mapCss: '',
    scriptPath: '/care/me/assets/main-1.js',
    doorPath: '/care/me/assets/door-1.js',
    fontPath: '/care/me/assets/font-1.woff2',
  });
  expect(assetsAt('/care/me/assets', built, 'es-US').scriptPath).toBe('/care/me/assets/main-2.js');
});

test('where a language was not built, its pages have no script rather than one that speaks another', () => {
  const built = { ...readClientFiles(path.join(tmpdir(), 'nothing-here')), script: 'main-1.js' };
  expect(assetsAt('', built).scriptPath).toBe('/main-1.js');
  expect(assetsAt('', built, 'es-US').scriptPath).toBe('');
});

test('without a build there is nothing to give', () => {
  const built = readClientFiles(path.join(tmpdir(), 'nothing-here'));
  expect(assetsAt('/me/assets', built)).toEqual({
    css: '',
    plainCss: '',
    mapCss: '',
    scriptPath: '',
    doorPath: '',
    fontPath: '',
  });
});
