import type { Answers, Problem } from '../../core/worksheet/answers.js';
import type { Worksheet } from '../../core/worksheet/definition.js';

/** What every page shows around its content. */
export interface Shell {
  readonly practiceName: string;
  readonly clinicianName: string;
  /** The plain page that "Leave now" opens. */
  readonly exitUrl: string;
  /** The prefix under which the host mounted us, without a slash at its end; '' at the root. */
  readonly basePath: string;
  /** BCP 47, such as `en-US`. */
  readonly lang: string;
  /** IANA name of the practice's zone, in which moments are told. */
  readonly timeZone: string;
  /** The zone's offset now, such as `-06:00`, for moments that are typed. */
  readonly utcOffset: string;
  /** YYYY-MM-DD, the date that a signature made without scripts bears. */
  readonly today: string;
}

/** Built files that the page needs. Paths are absolute, with the base path; '' where there is none. */
export interface ClientAssets {
  /** Inlined under the nonce; the `url()`s in it are absolute as well. */
  readonly css: string;
  /** The same, for pages that take no answers. */
  readonly plainCss: string;
  readonly scriptPath: string;
  readonly fontPath: string;
}

/** Why a way in did not open. */
export type EnterProblem = 'expired' | 'wrong_code' | 'too_many_tries';

/** One worksheet of the client's list. Dates are ISO 8601; `dueOn` is YYYY-MM-DD. */
export interface HomeLine {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: 'new' | 'begun' | 'returned' | 'done';
  readonly dueOn: string | null;
  readonly submittedAt: string | null;
}

/** A worksheet being filled in: what its cover, its parts and its review page have in common. */
export interface SheetPage {
  readonly assignmentId: string;
  readonly worksheet: Worksheet;
  /** The draft's revision that the answers are of. */
  readonly revision: number;
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** Before the first question: what it is about, how long it takes, who sees it. */
export interface CoverPage extends SheetPage {
  readonly kind: 'cover';
}

/** One section. `part` counts the visible sections from 1. The maps are by control name (`names.ts`). */
export interface PartPage extends SheetPage {
  readonly kind: 'part';
  readonly part: number;
  /** Text that cannot be saved as it stands, to be shown again with its problem. */
  readonly typed: Readonly<Record<string, string>>;
  /** How another device has answered where this one answered otherwise. */
  readonly others: Readonly<Record<string, string>>;
  /** Controls that the answers just given have opened. */
  readonly opened: readonly string[];
  /** Controls under which the answers just given have opened something to read. */
  readonly carded: readonly string[];
  /** `<item>/<row>` of the one row whose questions are on the page. */
  readonly openRow: string | null;
}

/** All answers, to be read through and handed in. */
export interface ReviewPage extends SheetPage {
  readonly kind: 'review';
  /** Names this act of handing in, so that doing it twice does it once. */
  readonly idempotencyKey: string;
  /** What happened to the last try, if there was one. */
  readonly outcome: 'stale' | 'failed' | null;
}

/** Everything that the server hands to the renderer. */
export type ClientPage =
  | {
      readonly kind: 'enter';
      readonly practiceId: string;
      readonly linkId: string;
      readonly problem: EnterProblem | null;
    }
  | { readonly kind: 'home'; readonly lines: readonly HomeLine[] }
  | CoverPage
  | PartPage
  | ReviewPage
  | { readonly kind: 'receipt'; readonly submittedAt: string | null; readonly closing: string | null }
  | { readonly kind: 'message'; readonly message: 'signedOut' | 'notFound' | 'wrong' };

/** How saving stands, as the bar at the top tells it. `waiting`: nothing of this part is saved before one goes on. */
export type SaveStatus =
  'saved' | 'saving' | 'waiting' | 'offline' | 'failed' | 'signed_out' | 'conflict' | 'check' | 'gone';
