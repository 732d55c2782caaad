import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { compile } from '../core/worksheet/compile.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { diffWorksheets } from '../core/worksheet/diff.js';
import type { FlagCode } from '../core/worksheet/flag-codes.js';
import type { Locale } from '../core/worksheet/locale.js';
import type { Program } from '../core/worksheet/program.js';
import type { SummarySources } from '../core/worksheet/summary-sources.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound, type NotFound } from '../platform/graphql/expected-failures.js';
import type { VersionName, WorksheetFilter, WorksheetVersion } from './catalogue.types.js';
import { describeWorksheet } from './describe.js';
import type { DiffResult } from './diff.types.js';
import type { ProgramResult } from './program.types.js';
import type { Shipped } from './shipped.js';
import type { DescribedWorksheet } from './worksheet.types.js';

/** Injection token: the content that comes with the program. */
export const SHIPPED = Symbol('mendwork.shipped');

/** How many worksheets of its own a practice is shown at most. */
const MAX_OWN = 500;
/**
 * Practice-made versions held in memory at a time: all of some large practices, so that no listing pushes out what it
 * is about to read. Most take some tens of kilobytes, which makes about a hundred megabytes when it is full.
 */
const CACHED_VERSIONS = 4 * MAX_OWN;

const HASH = /^[0-9a-f]{64}$/;
const WORKSHEET_ID = /^[a-z0-9-]+$/;

/** $1 practice, $2 worksheets' ids, or null for all. */
const NEWEST = `
  SELECT DISTINCT ON (worksheet_id) hash FROM mendwork.practice_worksheet
  WHERE practice_id = $1 AND ($2::text[] IS NULL OR worksheet_id = ANY($2))
  ORDER BY worksheet_id, published_at DESC, hash DESC LIMIT ${MAX_OWN}`;

/**
 * The worksheets to assign, and every version that was ever assigned. What a practice has published under the id of a
 * shipped worksheet stands in that one's place, for this practice alone.
 */
@Injectable()
export class CatalogueService {
  private readonly shippedNow = new Map<string, WorksheetVersion>();
  /** Versions are frozen, so what was compiled once stays right. */
  private readonly shippedEver = new Map<string, WorksheetVersion>();
  private readonly practiceMade = new LRUCache<string, Promise<WorksheetVersion | null>>({
    max: CACHED_VERSIONS,
  });
  private readonly loadOwn: (hash: string) => Promise<WorksheetVersion | null>;
  private readonly loadCurrent: (worksheetId: string) => Promise<WorksheetVersion | null>;

  constructor(
    @Inject(SHIPPED) private readonly shipped: Shipped,
    private readonly unitOfWork: UnitOfWork,
  ) {
    for (const { hash, worksheet } of shipped.worksheets) {
      const version = prepare({ hash, practiceMade: false }, worksheet);
      this.shippedNow.set(worksheet.id, version);
      this.shippedEver.set(hash, version);
    }
    this.loadOwn = loadById(unitOfWork, (hashes) => this.ownByHash(hashes));
    this.loadCurrent = loadById(unitOfWork, (ids) => this.currentByIds(ids));
  }

  /** `list`, for GraphQL. */
  async describeAll(filter: WorksheetFilter): Promise<DescribedWorksheet[]> {
    return (await this.list(filter)).map(describeWorksheet);
  }

  /** The version of a worksheet that would be assigned now, for GraphQL. */
  async describe(worksheetId: string): Promise<DescribedWorksheet | NotFound> {
    const version = await this.find(worksheetId);
    return version ? describeWorksheet(version) : notFound();
  }

  /** The version named by `hash`, for GraphQL. */
  async describeVersion(hash: string): Promise<DescribedWorksheet | NotFound> {
    const version = await this.byHash(hash);
    return version ? describeWorksheet(version) : notFound();
  }

  /** A version, or a worksheet made of one, for GraphQL. */
  present(version: WorksheetVersion): DescribedWorksheet {
    return describeWorksheet(version);
  }

  /** The practice's worksheets and those that ship, each in the version that would be assigned, by title. */
  private async list({ origin, text }: WorksheetFilter): Promise<WorksheetVersion[]> {
    const own = origin === 'SHIPPED' ? [] : await this.newestOwn(null);
    const shipped = origin === 'PRACTICE' ? [] : [...this.shippedNow.values()];
    const replaced = new Set(own.map(({ worksheet }) => worksheet.id));
    const words = (text ?? '').trim().toLowerCase();
    return [...own, ...shipped.filter(({ worksheet }) => !replaced.has(worksheet.id))]
      .filter(({ worksheet }) => words === '' || saysOf(worksheet).includes(words))
      .toSorted((a, b) => a.worksheet.title.localeCompare(b.worksheet.title));
  }

  /** The version of a worksheet that would be assigned now; undefined when there is none by this id. */
  async find(worksheetId: string): Promise<WorksheetVersion | undefined> {
    if (!WORKSHEET_ID.test(worksheetId)) return undefined;
    return (await this.loadCurrent(worksheetId)) ?? undefined;
  }

  /** The version with this content, the practice's own or shipped; undefined when there is none for the caller. */
  async byHash(hash: string): Promise<WorksheetVersion | undefined> {
    if (!HASH.test(hash)) return undefined;
    return (await this.ownVersion(hash)) ?? this.shippedVersion(hash);
  }

  /** A version that was assigned, whatever is current now. */
  async version({ hash, practiceMade }: VersionName): Promise<WorksheetVersion> {
    const version = await (practiceMade ? this.ownVersion(hash) : this.shippedVersion(hash));
    if (!version) throw new Error('A worksheet version that was assigned is missing.');
    return version;
  }

  /**
   * Is this one of the practice's own versions the one that would be assigned now? Reads no version, so that one which
   * is not committed yet is not remembered.
   */
  async isNewestOwn({ id }: Worksheet, hash: string): Promise<boolean> {
    return (await this.newestHashes([id])).includes(hash);
  }

  /** What changes from one version to another, for GraphQL. */
  async diff(fromHash: string, toHash: string): Promise<DiffResult> {
    const [from, to] = [await this.byHash(fromHash), await this.byHash(toHash)];
    if (!from || !to) return notFound();
    return { __typename: 'WorksheetDiff', ...diffWorksheets(from.worksheet, to.worksheet), from, to };
  }

  /** A program, for GraphQL. */
  describeProgram(id: string): ProgramResult {
    const program = this.shipped.programs.find((one) => one.id === id);
    return program ? { __typename: 'Program', ...program } : notFound();
  }

  /** What a flag says to the clinician; undefined for a code that does not ship any more. */
  flagCode(code: string): FlagCode | undefined {
    return this.shipped.flagCodes.find((one) => one.code === code);
  }

  /** Which answers the session summary takes. */
  get summarySources(): SummarySources {
    return this.shipped.summarySources;
  }

  /** The programs that ship. */
  get programs(): readonly Program[] {
    return this.shipped.programs;
  }

  /** What is so where the practice is: whom to call in a crisis. */
  get locale(): Locale {
    return this.shipped.locale;
  }

  private async currentByIds(ids: readonly string[]): Promise<Map<string, WorksheetVersion>> {
    const own = (await this.newestOwn(ids)).map((version) => [version.worksheet.id, version] as const);
    return new Map([...this.shippedNow, ...own]);
  }

  private async newestOwn(worksheetIds: readonly string[] | null): Promise<WorksheetVersion[]> {
    const hashes = await this.newestHashes(worksheetIds);
    const versions = await Promise.all(hashes.map((hash) => this.ownVersion(hash)));
    return versions.filter((version) => version !== null);
  }

  private async newestHashes(worksheetIds: readonly string[] | null): Promise<string[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ hash: string }>(
      NEWEST,
      [currentTenant().practiceId, worksheetIds],
      'practice-worksheets-newest',
    );
    return rows.map(({ hash }) => hash);
  }

  private async ownVersion(hash: string): Promise<WorksheetVersion | null> {
    // What one practice may read another may not: each asks the database for itself.
    const name = `${currentTenant().practiceId}/${hash}`;
    const known = this.practiceMade.get(name);
    if (known) return known;
    const loading = this.loadOwn(hash);
    this.practiceMade.set(name, loading);
    // Only what was found is remembered: what is not there now may yet be published.
    const forget = (): void => void this.practiceMade.delete(name);
    loading.then((version) => version ?? forget(), forget);
    return loading;
  }

  private async ownByHash(hashes: readonly string[]): Promise<Map<string, WorksheetVersion>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ hash: string; definition: Worksheet }>(
      `SELECT hash, definition FROM mendwork.practice_worksheet WHERE practice_id = $1 AND hash = ANY($2)`,
      [currentTenant().practiceId, hashes],
      'practice-worksheets',
    );
    return new Map(
      rows.map(({ hash, definition }) => [hash, prepare({ hash, practiceMade: true }, definition)]),
    );
  }

  private async shippedVersion(hash: string): Promise<WorksheetVersion | undefined> {
    const kept = this.shippedEver.get(hash);
    if (kept) return kept;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ definition: Worksheet }>(
      'SELECT definition FROM mendwork.worksheet_version WHERE hash = $1',
      [hash],
      'worksheet-version',
    );
    if (!row) return undefined;
    const version = prepare({ hash, practiceMade: false }, row.definition);
    this.shippedEver.set(hash, version);
    return version;
  }
}

/** A version ready to evaluate. */
export function prepare(name: VersionName, worksheet: Worksheet): WorksheetVersion {
  return { ...name, worksheet, compiled: compile(worksheet) };
}

/** What a worksheet is looked for by, in small letters. */
function saysOf({ id, title, titleNote, intro, sections }: Worksheet): string {
  const asked = sections.flatMap((section) => [section.title, ...section.items.map(({ text }) => text)]);
  return [id, title, titleNote, intro, ...asked].join('\n').toLowerCase();
}
