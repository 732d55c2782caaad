import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds this package: `package.json` and what lies beside it, from the sources and the build alike. */
export function packageFolder(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder))
    if (existsSync(path.join(folder, 'package.json'))) return folder;
  throw new Error('package.json is missing.');
}

/** The folder that the build writes to. */
export function builtFolder(): string {
  return path.join(packageFolder(), 'dist');
}
