import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { WorksheetVersion } from '../catalogue/catalogue.types.js';
import type { DescribedWorksheet } from '../catalogue/worksheet.types.js';
import { compile } from '../core/worksheet/compile.js';
import type { Circumstances } from '../core/worksheet/definition.js';
import { canonicalJson } from '../core/worksheet/hash.js';
import { tailor } from '../core/worksheet/tailor.js';
import { type Place, Vault } from '../platform/vault/vault.service.js';
import type { GivenWorksheet } from './given.types.js';

/** Tailored worksheets held in memory at a time. */
const CACHED_WORKSHEETS = 200;

/**
 * What is the same for all who are given this content under these circumstances. Whose content it is differs: a
 * practice may have made what ships elsewhere.
 */
type Fitted = Pick<WorksheetVersion, 'worksheet' | 'compiled'>;

/**
 * Worksheets as clients are given them: fitted to what was known when they were assigned, and kept so. Whoever
 * shows, fills in, checks or prints the worksheet of an assignment takes it from here, never the bare version.
 */
@Injectable()
export class GivenWorksheetsService {
  private readonly tailored = new LRUCache<string, Fitted, () => Fitted>({
    max: CACHED_WORKSHEETS,
    memoMethod: (_name, _stale, { context: make }) => make(),
  });

  constructor(
    private readonly catalogue: CatalogueService,
    private readonly vault: Vault,
  ) {}

  /** The worksheet of an assignment, ready to evaluate. */
  async open(given: GivenWorksheet): Promise<WorksheetVersion> {
    const version = await this.catalogue.version(given);
    const circumstances = await this.fittedTo(given);
    const fitted = this.tailored.memo(`${version.hash} ${canonicalJson(circumstances)}`, {
      context: () => fit(version, circumstances),
    });
    return { ...version, ...fitted };
  }

  /** The worksheet of an assignment, for GraphQL. */
  async describe(given: GivenWorksheet): Promise<DescribedWorksheet> {
    return this.catalogue.present(await this.open(given));
  }

  /** What the worksheet of an assignment is fitted to; empty where nothing was kept. */
  async fittedTo({ assignmentId, circumstances }: GivenWorksheet): Promise<Circumstances> {
    return circumstances ? this.vault.open<Circumstances>(placeOf(assignmentId), circumstances) : {};
  }

  /** Seals what a worksheet is fitted to, to be kept with its assignment. */
  seal(assignmentId: string, dataKeyId: string, circumstances: Circumstances): Promise<Buffer> {
    return this.vault.seal(dataKeyId, placeOf(assignmentId), circumstances);
  }
}

function placeOf(assignmentId: string): Place {
  return { table: 'assignment', column: 'circumstances_sealed', rowId: assignmentId };
}

function fit(version: WorksheetVersion, circumstances: Circumstances): Fitted {
  const worksheet = tailor(version.worksheet, circumstances);
  return { worksheet, compiled: compile(worksheet) };
}
