import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { swcOptions } from './swc-options.mjs';

// Module hooks for Node, which let it import TypeScript of ours without a build. jest transforms test files, but
// imports its global setup natively when that is an ES module.

const OURS = /^file:(?!.*\/node_modules\/).*\.tsx?$/;

/** Files that name what another process or thread is to run, and what stands for them: the same from its sources. */
const PROGRAMS = ['worker-program', 'press.program'];

/** Finds `./x.ts` or `./x.tsx` where `./x.js` is imported. */
export async function resolve(specifier, context, next) {
  const program = PROGRAMS.find((name) => specifier.endsWith(`/${name}.js`));
  if (program)
    return { url: new URL(`${program.replace('.', '-')}.mjs`, import.meta.url).href, shortCircuit: true };
  const isOurs = specifier.startsWith('.') && specifier.endsWith('.js');
  for (const ending of isOurs ? ['.ts', '.tsx'] : []) {
    const file = new URL(specifier.replace(/\.js$/, ending), context.parentURL);
    if (existsSync(file)) return { url: file.href, shortCircuit: true };
  }
  return next(specifier, context);
}

/** Turns a TypeScript file into a JavaScript module. */
export async function load(url, context, next) {
  if (!OURS.test(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...swcOptions, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
