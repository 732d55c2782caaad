import type { VersionName } from '../catalogue/catalogue.types.js';

/** The worksheet of one assignment: a version, and what it was fitted to. */
export interface GivenWorksheet extends VersionName {
  readonly assignmentId: string;
  /** `Circumstances`, sealed under the client's key; null where nothing was kept. */
  readonly circumstances: Buffer | null;
}

/** The columns that name a given worksheet. */
export interface GivenColumns {
  readonly worksheet_hash: string;
  readonly practice_made: boolean;
  readonly circumstances_sealed: Buffer | null;
}

/** The given worksheet of an assignment's row. */
export function givenWorksheet(assignmentId: string, row: GivenColumns): GivenWorksheet {
  return {
    assignmentId,
    hash: row.worksheet_hash,
    practiceMade: row.practice_made,
    circumstances: row.circumstances_sealed,
  };
}
