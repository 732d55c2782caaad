import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { Worksheet } from '../core/worksheet/definition.js';
import { type FlagCode, parseFlagCodes } from '../core/worksheet/flag-codes.js';
import { contentHash } from '../core/worksheet/hash.js';
import { type Library, parseLibrary } from '../core/worksheet/library.js';
import { type Locale, parseLocale } from '../core/worksheet/locale.js';
import { parseWorksheet } from '../core/worksheet/parse.js';
import { type Program, parseProgram } from '../core/worksheet/program.js';
import { NO_SOURCES, parseSummarySources, type SummarySources } from '../core/worksheet/summary-sources.js';
import { packageFolder } from '../platform/package-folder.js';

/** A worksheet that comes with the program. */
export interface ShippedWorksheet {
  readonly hash: string;
  readonly worksheet: Worksheet;
}

/** Everything that comes with the program as content. */
export interface Shipped {
  readonly worksheets: readonly ShippedWorksheet[];
  /** What worksheets share, also those that practices make. */
  readonly library: Library;
  readonly flagCodes: readonly FlagCode[];
  readonly programs: readonly Program[];
  /** Which answers the session summary takes. */
  readonly summarySources: SummarySources;
  readonly locale: Locale;
}

/** The file of what worksheets share: sets of options, blocks around every sheet. */
export const COMMON = 'common.yaml';
/** The file of the flags that worksheets may raise. */
export const FLAGS = 'flags.yaml';
/** The locale of a practice that has chosen none. */
export const DEFAULT_LOCALE = 'en-US';
const PROGRAMS = 'programs';
const SUMMARY = 'prints/session-summary.yaml';
/** Files beside the worksheets that are none. */
const NO_WORKSHEETS: readonly string[] = [COMMON, FLAGS, 'fellowships.yaml'];

/**
 * Reads the content of a folder: the worksheets and what stands beside them.
 * @param locale whom to call in a crisis: a file of `locales`, without its ending
 * @throws WorksheetDefinitionError naming file and line of every error
 */
export function readWorksheets(folder: string, locale: string = DEFAULT_LOCALE): Shipped {
  const read = <T>(name: string, parse: (source: string, file: string) => T): T =>
    parse(readFileSync(path.join(folder, name), 'utf8'), name);
  const library = read(COMMON, parseLibrary);
  const worksheets = yamlIn(folder)
    .filter((name) => !NO_WORKSHEETS.includes(name))
    .map((name) => read(name, (source, file) => parseWorksheet(source, file, library)))
    .map((worksheet) => ({ hash: contentHash(worksheet), worksheet }));
  const known = new Set(worksheets.map(({ worksheet }) => worksheet.id));
  return {
    worksheets,
    library,
    flagCodes: read(FLAGS, parseFlagCodes),
    programs: yamlIn(path.join(folder, PROGRAMS)).map((name) =>
      read(`${PROGRAMS}/${name}`, (source, file) => parseProgram(source, file, known)),
    ),
    summarySources: existsSync(path.join(folder, SUMMARY))
      ? read(SUMMARY, (source, file) =>
          parseSummarySources(
            source,
            file,
            worksheets.map(({ worksheet }) => worksheet),
          ),
        )
      : NO_SOURCES,
    locale: read(path.relative(folder, localeFile(folder, locale)), parseLocale),
  };
}

/** The file of a folder of content that says whom to call. */
export function localeFile(folder: string, locale: string): string {
  return path.join(folder, 'locales', `${locale}.yaml`);
}

function yamlIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted();
}

/** Where the shipped worksheets lie. */
export function shippedFolder(): string {
  return path.join(packageFolder(), 'worksheets');
}

/** Keeps every shipped version for good, so that what was assigned in it can always be shown in it. Owner's act. */
export async function publishShipped(ownerUrl: string, shipped: Shipped): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    for (const { hash, worksheet } of shipped.worksheets)
      await owner.query(
        `INSERT INTO mendwork.worksheet_version (hash, worksheet_id, definition) VALUES ($1, $2, $3)
         ON CONFLICT (hash) DO NOTHING`,
        [hash, worksheet.id, JSON.stringify(worksheet)],
      );
  } finally {
    await owner.end();
  }
}
