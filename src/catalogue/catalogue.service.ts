import { Inject, Injectable } from '@nestjs/common';
import { compile } from '../core/worksheet/compile.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import type { WorksheetType, WorksheetUnion, WorksheetVersion } from './catalogue.types.js';
import { describeWorksheet } from './describe.js';
import type { ShippedWorksheet } from './shipped.js';

/** Injection token: the worksheets that come with the program. */
export const SHIPPED_WORKSHEETS = Symbol('mendwork.shipped-worksheets');

/** The worksheets to assign, and every version that was ever assigned. */
@Injectable()
export class CatalogueService {
  private readonly current = new Map<string, WorksheetVersion>();
  /** Versions are frozen, so what was compiled once stays right. */
  private readonly byHash = new Map<string, WorksheetVersion>();

  constructor(
    @Inject(SHIPPED_WORKSHEETS) shipped: readonly ShippedWorksheet[],
    private readonly unitOfWork: UnitOfWork,
  ) {
    for (const { hash, worksheet } of shipped) this.current.set(worksheet.id, this.keep(hash, worksheet));
  }

  /** Every worksheet in its current version, by title. */
  describeAll(): WorksheetType[] {
    const versions = [...this.current.values()].map(describeWorksheet);
    return versions.toSorted((a, b) => a.title.localeCompare(b.title));
  }

  /** The current version of a worksheet, for GraphQL. */
  describe(worksheetId: string): typeof WorksheetUnion {
    const version = this.current.get(worksheetId);
    return version ? describeWorksheet(version) : notFound();
  }

  /** The current version of a worksheet; undefined when there is none by this id. */
  find(worksheetId: string): WorksheetVersion | undefined {
    return this.current.get(worksheetId);
  }

  /** The version named by `hash`, for GraphQL. */
  async describeVersion(hash: string): Promise<WorksheetType> {
    return describeWorksheet(await this.version(hash));
  }

  /** The version named by `hash`, whatever is current now. */
  async version(hash: string): Promise<WorksheetVersion> {
    const kept = this.byHash.get(hash);
    if (kept) return kept;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ definition: Worksheet }>(
      'SELECT definition FROM mendwork.worksheet_version WHERE hash = $1',
      [hash],
      'worksheet-version',
    );
    if (!row) throw new Error('A worksheet version that was assigned is missing.');
    return this.keep(hash, row.definition);
  }

  private keep(hash: string, worksheet: Worksheet): WorksheetVersion {
    const version: WorksheetVersion = { hash, worksheet, compiled: compile(worksheet) };
    this.byHash.set(hash, version);
    return version;
  }
}
