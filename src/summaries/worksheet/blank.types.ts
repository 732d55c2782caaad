import type { EntryRow, WordList } from '../../platform/pdf/form/rows.js';
import type { MatrixLine } from '../../platform/pdf/form/matrix.js';
import type { NamedEntry } from '../../platform/pdf/form/entry.js';
import type { FieldOption } from '../../platform/pdf/form/acro-form.js';
import type { SheetHead } from '../../platform/pdf/form/sheet-head.js';
import type { Running } from '../running.js';

/** What a worksheet to be filled in says, down to the words. Plain data; drawing it adds nothing. */
export interface BlankWorksheet {
  /** BCP 47. */
  readonly language: string;
  /** Of the file. It names neither the worksheet nor anybody. */
  readonly title: string;
  readonly madeAt: Date;
  /** With fields for a screen instead of lines for a pen. */
  readonly fillable: boolean;
  readonly head: SheetHead;
  readonly parts: readonly BlankPart[];
  readonly closing?: string;
  readonly help?: HelpBox;
  readonly running: Running;
}

export interface BlankPart {
  readonly heading: string;
  /** When to fill it in. */
  readonly only?: string;
  readonly intro?: string;
  readonly entries: readonly BlankEntry[];
}

export type BlankEntry =
  /** About what follows: "Questions 4 to 7: only if …". */
  | { readonly kind: 'remark'; readonly text: string }
  /** To be read, no answer. */
  | { readonly kind: 'reading'; readonly text: string }
  | { readonly kind: 'question'; readonly question: BlankQuestion; readonly after?: string }
  /** Statements in a row with the same answers. */
  | {
      readonly kind: 'statements';
      readonly title: string;
      readonly columns: readonly FieldOption[];
      readonly ends?: { readonly low: string; readonly high: string };
      readonly lines: readonly MatrixLine[];
    }
  /** One question whose lines are each rated. */
  | {
      readonly kind: 'grid';
      readonly prompt: BlankPrompt;
      readonly columns: readonly FieldOption[];
      readonly ends: { readonly low: string; readonly high: string };
      readonly lines: readonly MatrixLine[];
    }
  | {
      readonly kind: 'rows';
      readonly prompt: BlankPrompt;
      readonly layout: 'table' | 'cards' | 'dense';
      /** Rows bear what they are about, so that it is to be printed. */
      readonly titled: boolean;
      readonly words: readonly WordList[];
      readonly rows: readonly EntryRow[];
      /** What to do when the rows do not suffice. */
      readonly more?: string;
    };

export interface BlankPrompt {
  readonly number: string;
  readonly text: string;
  readonly only?: string;
  readonly help?: string;
}

export interface BlankQuestion extends BlankPrompt {
  readonly named: NamedEntry;
}

/** Whom to call, the same on every sheet: that it is there says nothing. */
export interface HelpBox {
  readonly heading: string;
  readonly lines: readonly { readonly who: string; readonly how: string }[];
}
