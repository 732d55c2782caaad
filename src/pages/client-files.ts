import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { builtFolder } from '../platform/package-folder.js';
import type { ClientAssets } from '../web/client/model.js';

/** A built file as it goes over the wire, in every encoding that we speak. */
export interface ClientFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Absent where the file is compressed by nature. */
  readonly brotli?: Buffer;
  readonly gzip?: Buffer;
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/** The browser's part of the client's page: the styles to inline, and the files that may be asked for. */
export interface ClientFiles {
  readonly css: string;
  /** Styles that only pages without questions need. */
  readonly plainCss: string;
  readonly script: string;
  /** The small script of pages without questions. */
  readonly door: string;
  readonly font: string;
  readonly files: ReadonlyMap<string, ClientFile>;
}

/** Where the build puts the client's page. */
export function clientFolder(): string {
  return path.join(builtFolder(), 'web', 'client');
}

/** Reads what was built and compresses it once. Without a build there are no styles and no script, and the pages still work. */
export function readClientFiles(folder: string): ClientFiles {
  const page = readBuild(folder);
  if (page === undefined) return { css: '', plainCss: '', script: '', door: '', font: '', files: new Map() };
  const door = readBuild(path.join(folder, 'door'));
  const { entry, entries, read, scripts } = page;
  const fonts = (entry.assets ?? []).filter((name) => name.endsWith('.woff2'));
  return {
    css: (entry.css ?? []).map((name) => read(name).toString()).join(''),
    plainCss: entries
      .filter(({ file }) => file.endsWith('.css'))
      .map(({ file }) => read(file).toString())
      .join(''),
    script: entry.file,
    door: door?.entry.file ?? '',
    font: fonts[0] ?? '',
    files: new Map([
      ...scripts,
      ...(door?.scripts ?? []),
      ...fonts.map((name): [string, ClientFile] => [name, { type: 'font/woff2', plain: read(name) }]),
    ]),
  };
}

/** The addresses of the files under `prefix`, which ends without a slash; '' for what was not built. */
export function assetsAt(prefix: string, { css, plainCss, script, door, font }: ClientFiles): ClientAssets {
  const at = (name: string): string => (name === '' ? '' : `${prefix}/${name}`);
  return {
    css: css.replaceAll('url(./', `url(${prefix}/`),
    plainCss,
    scriptPath: at(script),
    doorPath: at(door),
    fontPath: at(font),
  };
}

interface Build {
  readonly entry: ManifestEntry;
  readonly entries: readonly ManifestEntry[];
  readonly read: (name: string) => Buffer;
  /** The script of the page and those that it asks for when it needs them. */
  readonly scripts: readonly [string, ClientFile][];
}

function readBuild(folder: string): Build | undefined {
  const manifest = readManifest(path.join(folder, '.vite', 'manifest.json'));
  const entries = manifest.filter(({ isEntry }) => isEntry);
  const entry = entries.find(({ file }) => file.endsWith('.js'));
  if (entry === undefined) return undefined;
  const read = (name: string): Buffer => readFileSync(path.join(folder, name));
  const scripts = manifest
    .filter(({ file }) => file.endsWith('.js'))
    .map(({ file }): [string, ClientFile] => [
      file,
      compressed('text/javascript; charset=utf-8', read(file)),
    ]);
  return { entry, entries, read, scripts };
}

function readManifest(file: string): readonly ManifestEntry[] {
  if (!existsSync(file)) return [];
  return Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, ManifestEntry>);
}

function compressed(type: string, plain: Buffer): ClientFile {
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { type, plain, brotli, gzip: gzipSync(plain, { level: 9 }) };
}
