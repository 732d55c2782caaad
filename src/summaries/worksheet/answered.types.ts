import type { PrintedSection } from '../summary.types.js';
import type { Running } from '../running.js';

/** What a filled-in worksheet says in print, down to the words. Plain data; drawing it adds nothing. */
export interface AnsweredSheet {
  /** BCP 47. */
  readonly language: string;
  /** Of the file. It names neither the worksheet nor anybody. */
  readonly title: string;
  readonly madeAt: Date;
  readonly head: {
    readonly kind: string;
    readonly owner: string;
    readonly heading: string;
    /** Whose copy it is. */
    readonly copy: string;
    readonly caution?: string;
    readonly facts: readonly { readonly label: string; readonly value: string }[];
  };
  readonly answers: {
    readonly heading: string;
    /** How many were answered, skipped and left open. */
    readonly note?: string;
    readonly sections: readonly PrintedSection[];
    /** What to say where nothing was written. */
    readonly remarks: readonly string[];
  };
  readonly running: Running;
}
