import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = path.join(root, 'dist', 'built-from');

/** What the build is made from. */
const SOURCES = [
  'src',
  'worksheets',
  'migrations',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** A hash over the names and contents of all sources, so that it depends on no clock and no copying. */
export function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** Whether `dist` was completely built from the present sources; without sources it is taken as it is. */
export function isBuilt() {
  if (!existsSync(stamp)) return false;
  return !existsSync(path.join(root, 'src')) || readFileSync(stamp, 'utf8') === hashOfSources();
}

/** Notes, as the build's last step, what `dist` was built from. */
export function markBuilt(hash) {
  writeFileSync(stamp, hash);
}

function filesIn(name) {
  const place = path.join(root, name);
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [name];
  return readdirSync(place)
    .toSorted()
    .flatMap((entry) => filesIn(path.join(name, entry)));
}
