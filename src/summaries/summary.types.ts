import type { Answers } from '../core/worksheet/answers.js';
import type { Worksheet } from '../core/worksheet/definition.js';

/** Whose copy a summary is. The two partners of a couple each have one of their own. */
export type CopyKind = 'INDIVIDUAL' | 'INDIVIDUAL_A' | 'INDIVIDUAL_B';

/** Where an assignment stands that has not come back. */
export type OpenState = 'scheduled' | 'assigned' | 'opened' | 'in_progress' | 'returned';

/** A worksheet that came in since the session before. */
export interface SubmittedWorksheet {
  readonly worksheet: Worksheet;
  /** Content hash of the worksheet version, in hex. */
  readonly hash: string;
  readonly assignedAt: Date;
  readonly submittedAt: Date;
  /** Counts from 1; above it, the client has handed in a changed version. */
  readonly revision: number;
  readonly answers: Answers;
}

/** A worksheet that was assigned and has not come in. */
export interface OpenAssignment {
  readonly title: string;
  readonly assignedAt: Date;
  /** A day in the practice's zone, YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly state: OpenState;
  /** Minutes that the worksheet usually takes. */
  readonly minutes: number;
}

/** Everything that a session summary is made from. */
export interface SummaryInput {
  readonly practice: {
    readonly name: string;
    /** IANA name; every date and time on the pages is of this zone. */
    readonly timeZone: string;
  };
  readonly clinician: { readonly displayName: string };
  readonly client: { readonly code: string };
  readonly copy: CopyKind;
  readonly session: { readonly startsAt: Date };
  /** Start of the session before; null when this is the first. */
  readonly previousSessionAt: Date | null;
  readonly madeAt: Date;
  readonly madeBy: string;
  /** What came in since the session before, in the order to be read. */
  readonly submissions: readonly SubmittedWorksheet[];
  /** How many came in before that. */
  readonly earlierSubmissions: number;
  readonly open: readonly OpenAssignment[];
}

/** An answer as it is printed. */
export type PrintedAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'skipped' };

/** A question that was answered or skipped. */
export interface PrintedQuestion {
  readonly prompt: string;
  /** Answered by choosing, not by writing: such answers are short. */
  readonly closed: boolean;
  readonly answer: PrintedAnswer;
}

/** One row of a repeating group, drawn as a card: a person with what was said of them. */
export interface PrintedCard {
  readonly name: string;
  readonly role?: string;
  readonly fields: readonly PrintedQuestion[];
}

/** What a section holds, in the order of the worksheet. */
export type SectionEntry =
  | { readonly kind: 'question'; readonly question: PrintedQuestion }
  | { readonly kind: 'cards'; readonly title: string; readonly cards: readonly PrintedCard[] }
  | { readonly kind: 'ties'; readonly title: string; readonly ties: readonly PrintedTie[] };

/** A row that joins two others: who, and what is between them. */
export interface PrintedTie {
  readonly between: string;
  readonly what: string;
}

export interface PrintedSection {
  readonly title: string;
  /** How many questions were left open, in words; absent when none was. */
  readonly leftOpen?: string;
  readonly entries: readonly SectionEntry[];
}

/** The answers of one submission. */
export interface PrintedWorksheet {
  readonly title: string;
  /** When it came in. */
  readonly source: string;
  /** Counts and version, in one line. */
  readonly record: string;
  readonly sections: readonly PrintedSection[];
}

/** One line of the table of what came in. */
export interface SinceRow {
  readonly submitted: string;
  readonly worksheet: string;
  readonly answered: string;
  readonly skipped: string;
  readonly leftOpen: string;
  readonly version: string;
}

/** One line of the table of what has not. */
export interface OpenRow {
  readonly worksheet: string;
  readonly takes: string;
  readonly assigned: string;
  readonly due: string;
  readonly state: string;
}

/** What a session summary says, down to the words. Drawing it adds nothing and leaves nothing out. */
export interface SummaryContent {
  /** BCP 47. */
  readonly language: string;
  /** The document's title, which names nobody. */
  readonly title: string;
  readonly madeAt: Date;
  readonly practice: string;
  readonly code: string;
  readonly copy: string;
  readonly caution?: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly disclaimer: string;
  readonly since: {
    readonly heading: string;
    readonly note?: string;
    readonly rows: readonly SinceRow[];
    /** Sentences below the table, or in its place. */
    readonly remarks: readonly string[];
  };
  readonly open: {
    readonly heading: string;
    readonly note?: string;
    readonly rows: readonly OpenRow[];
    readonly remarks: readonly string[];
  };
  readonly notes: { readonly heading: string; readonly caution: string; readonly lines: number };
  readonly worksheets: readonly PrintedWorksheet[];
  /** What every page carries. */
  readonly running: {
    readonly head: string;
    readonly confidential: string;
    readonly statement: string;
    readonly origin: string;
    readonly made: string;
  };
}
