import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { builtFolder } from '../platform/package-folder.js';
import { type ClientFile, compressed } from './client-files.js';

/** Injection token of the script for hosts’ pages by its name, read once. */
export const EMBED_FILES = Symbol('mendwork.embed-files');

/** Reads the script that the build put there for hosts’ pages; none without a build. */
export function readEmbedFiles(): ReadonlyMap<string, ClientFile> {
  const file = path.join(builtFolder(), 'web', 'embed', 'embed.js');
  if (!existsSync(file)) return new Map();
  return new Map([['embed.js', compressed('text/javascript; charset=utf-8', readFileSync(file))]]);
}
