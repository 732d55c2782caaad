import type { Answers, Patch, Problem } from '../core/worksheet/answers.js';
import type { FlagLevel, Worksheet } from '../core/worksheet/definition.js';
import type { SumResult } from '../core/worksheet/sums.js';
import type { GivenWorksheet } from '../assignments/given.types.js';
import type { AssignmentState } from '../assignments/assignment.state.js';
import type { NotFound } from '../platform/graphql/expected-failures.js';

/** One line of the client's own list. `submittedAt` is the latest submission's time. */
export interface MyAssignment {
  readonly id: string;
  readonly worksheetId: string;
  readonly given: GivenWorksheet;
  readonly title: string;
  readonly minutes: number;
  readonly state: AssignmentState;
  readonly assignedAt: Date;
  /** YYYY-MM-DD in the practice's zone. */
  readonly dueOn: string | null;
  readonly submittedAt: Date | null;
  readonly draft: KeptDraft;
}

/** A draft as it is kept; revision 0 before the first save. */
interface KeptDraft {
  readonly revision: number;
  /** `Answers`, sealed under the client's key; null before the first save. */
  readonly sealed: Buffer | null;
  readonly savedAt: Date | null;
}

/** What the client needs to fill a worksheet in: the worksheet as it was given, and the draft so far. */
export interface AssignmentForm {
  readonly assignment: MyAssignment;
  readonly worksheet: Worksheet;
  readonly draft: { readonly revision: number; readonly answers: Answers; readonly savedAt: Date | null };
}

export interface SaveDraftInput {
  readonly assignmentId: string;
  /** The draft's revision that the writer has seen; 0 before the first save. */
  readonly revision: number;
  readonly patches: readonly Patch[];
}
export interface SubmitInput {
  readonly assignmentId: string;
  /** The draft's revision that the client has read through. */
  readonly revision: number;
  readonly idempotencyKey: string;
}

/** Saved; the next write names this revision. */
export interface DraftSaved {
  readonly __typename: 'DraftSaved';
  readonly revision: number;
  readonly savedAt: Date;
}
/** Somebody saved in between. Carries the draft as it is now, so that both texts can be shown; nothing was written. */
export interface StaleRevision {
  readonly __typename: 'StaleRevision';
  readonly message: string;
  readonly revision: number;
  readonly answers: Answers;
}
/** Nothing was written; each problem names its item and the way out. */
export interface InvalidAnswers {
  readonly __typename: 'InvalidAnswers';
  readonly message: string;
  readonly problems: readonly Problem[];
}
/** The worksheet was handed in before; what was handed in is safe. */
export interface AlreadySubmitted {
  readonly __typename: 'AlreadySubmitted';
  readonly message: string;
  readonly submittedAt: Date;
}
export interface Submission {
  readonly __typename: 'Submission';
  readonly id: string;
  readonly assignmentId: string;
  readonly clientId: string;
  /** The n-th submission of its assignment, from 1. */
  readonly revision: number;
  readonly submittedAt: Date;
  readonly given: GivenWorksheet;
  readonly answers: Answers;
}

export type SaveDraftResult = DraftSaved | StaleRevision | InvalidAnswers | NotFound | AlreadySubmitted;
export type SubmitResult = Submission | StaleRevision | InvalidAnswers | NotFound | AlreadySubmitted;
export type AssignmentFormResult = (AssignmentForm & { readonly __typename: 'AssignmentForm' }) | NotFound;

/** What of a submission needs a clinician's eyes. For members of the practice alone. */
export interface Flag {
  readonly code: string;
  readonly level: FlagLevel;
  readonly label: string;
  /** What to do unless the practice has decided otherwise; null for a code that is out of use. */
  readonly suggestedAction: string | null;
  /** The items whose answers raised it. */
  readonly items: readonly string[];
}

/** A sum with what has to stand beside it wherever it is shown. */
export type LabelledSum = SumResult & { readonly label: 'not validated' };
