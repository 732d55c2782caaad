import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { builtFolder } from '../platform/package-folder.js';
import type { ClientAssets } from '../web/client/model.js';
import { LANGUAGES, type Language } from '../web/client/words/languages.js';

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
  /** Styles of a part on which the server draws the map of a family. */
  readonly mapCss: string;
  readonly script: string;
  /** The script that speaks another language than the first. */
  readonly translated: ReadonlyMap<Language, string>;
  /** The small script of pages without questions. */
  readonly door: string;
  readonly font: string;
  readonly files: ReadonlyMap<string, ClientFile>;
}

/** In the name of a font file that is fetched only when a page has need of its letters. */
const SPARE_FONT = '-more-';

/** Where the build puts the client's page. */
export function clientFolder(): string {
  return path.join(builtFolder(), 'web', 'client');
}

/** Reads what was built and compresses it once. Without a build there are no styles and no script, and the pages still work. */
export function readClientFiles(folder: string): ClientFiles {
  const page = readBuild(folder);
  if (page === undefined)
    return {
      css: '',
      plainCss: '',
      mapCss: '',
      script: '',
      translated: new Map(),
      door: '',
      font: '',
      files: new Map(),
    };
  const door = readBuild(path.join(folder, 'door'));
  const translations = readTranslations(folder);
  const { entry, entries, read, scripts } = page;
  const styles = (name: string): string =>
    entries
      .filter(({ file }) => file.startsWith(`${name}-`) && file.endsWith('.css'))
      .map(({ file }) => read(file).toString())
      .join('');
  const fonts = (entry.assets ?? []).filter((name) => name.endsWith('.woff2'));
  return {
    css: (entry.css ?? []).map((name) => read(name).toString()).join(''),
    plainCss: styles('plain'),
    mapCss: styles('map'),
    script: entry.file,
    translated: new Map(translations.map(([language, build]) => [language, build.entry.file])),
    door: door?.entry.file ?? '',
    font: fonts.find((name) => !name.includes(SPARE_FONT)) ?? '',
    files: new Map([
      ...scripts,
      ...translations.flatMap(([, translation]) => translation.scripts),
      ...(door?.scripts ?? []),
      ...fonts.map((name): [string, ClientFile] => [name, { type: 'font/woff2', plain: read(name) }]),
    ]),
  };
}

/** The addresses of the files under `prefix`, which ends without a slash; '' for what was not built. */
export function assetsAt(
  prefix: string,
  { css, plainCss, mapCss, script, translated, door, font }: ClientFiles,
  language: Language = LANGUAGES[0],
): ClientAssets {
  const at = (name: string): string => (name === '' ? '' : `${prefix}/${name}`);
  return {
    css: css.replaceAll('url(./', `url(${prefix}/`),
    plainCss,
    mapCss,
    // Without scripts rather than with one that speaks another language than its page.
    scriptPath: at(language === LANGUAGES[0] ? script : (translated.get(language) ?? '')),
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

function readTranslations(folder: string): readonly (readonly [Language, Build])[] {
  return LANGUAGES.slice(1).flatMap((language) => {
    const build = readBuild(path.join(folder, language));
    return build ? [[language, build] as const] : [];
  });
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

/** As small as it gets. Four short distances with codes of their own make the client’s script some forty bytes smaller. */
const SMALLEST = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_NDIRECT]: 4 };

/** A file in every encoding that we speak. */
export function compressed(type: string, plain: Buffer): ClientFile {
  const brotli = brotliCompressSync(plain, { params: SMALLEST });
  return { type, plain, brotli, gzip: gzipSync(plain, { level: 9 }) };
}
