import type { Promised } from '../core/worksheet/definition.js';

/** A promise of the couple's agreement that is in force, as both of them may see it. */
export interface AgreedPromise extends Promised {
  /** Who promised it, in the agreement's words: "Partner A". */
  readonly who?: string;
  /** When it is to be looked at again, YYYY-MM-DD. */
  readonly reviewOn?: string;
}

/** What the two have agreed on together. Nothing that either was asked alone. */
export interface JointAgreement {
  readonly agreedAt: Date;
  readonly promises: readonly AgreedPromise[];
  /** When the agreement is to be reviewed, YYYY-MM-DD. */
  readonly reviewOn?: string;
}
