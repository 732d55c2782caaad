import type { Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import type { Worksheet } from '../../core/worksheet/definition.js';

/** As on the server; `own` also where nobody is signed in. */
export type SessionPlace = 'own' | 'office' | 'embedded';

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
  /** Names the practice to whoever has to sign in again; '' for who is not signed in. */
  readonly practiceId: string;
  /** Whose page this is, for when somebody else has signed in meanwhile; '' for who is not signed in. */
  readonly clientId: string;
  /** Where the session runs: `office` is a tablet of the clinic’s, on which nothing may stay. */
  readonly place: SessionPlace;
  /**
   * Names the session of a frame to the form that leaves it; '' elsewhere. Without scripts the form is posted out of the
   * frame, where the frame's cookie does not go along.
   */
  readonly session: string;
  /** The sites in whose pages this one may stand, and which are told what happens; none but in a frame. */
  readonly hosts: readonly string[];
  /** Marks what this browser keeps for its client, so that everybody else's is swept; '' for who is not signed in. */
  readonly owner: string;
  /** May words that cannot be sent be kept on this device? */
  readonly keeps: boolean;
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
  /** The same, for a part on which the server draws the map of a family. */
  readonly mapCss: string;
  readonly scriptPath: string;
  /** The small script of pages that take no answers. */
  readonly doorPath: string;
  readonly fontPath: string;
}

/** A way in did not open; why is nobody’s to know. */
export type EnterProblem = 'refused';

/** What opens a session that was left. */
export type UnlockWay = 'pin' | 'passkey';

/** What an entry leads to. */
export interface Onward {
  /** A page under the client's: `/w/…`, `/log-in`, '' for the list. */
  readonly to: string;
  /** A form that came back too late and waits to be sent to `to` again: sealed, '' where there is none. */
  readonly carried: string;
}

/** Why somebody is not in yet. */
export type SignInProblem = 'no_address' | 'refused' | 'too_often';

/** `step_up`: the session is open, and what was asked for wants to be sure once more. */
export type DoorReason = 'left' | 'step_up';

/** Asks for a message to an address, then for the code in it. */
export interface SignInPage extends Onward {
  readonly kind: 'signIn';
  readonly practiceId: string;
  /** The link that the code belongs to, once it was asked for; '' before. */
  readonly linkId: string;
  readonly problem: SignInProblem | null;
  readonly reason: DoorReason;
  /** The address as it was typed, where it was not taken. */
  readonly typed: string;
}

/** A device of the clinic’s between two clients. What is carried waits for the client who wrote it. */
export interface TabletPage extends Onward {
  readonly kind: 'tablet';
  readonly practiceId: string;
  readonly problem: Exclude<SignInProblem, 'no_address'> | null;
}

/** Stands before everything else while a session is locked. */
export interface LockedPage extends Onward {
  readonly kind: 'locked';
  readonly practiceId: string;
  readonly ways: readonly UnlockWay[];
  readonly reason: DoorReason;
  readonly problem: Exclude<SignInProblem, 'no_address'> | null;
}

/** In a frame, where nobody is signed in any more: the page around it has to open it again. */
export interface ClosedPage extends Onward {
  readonly kind: 'closed';
}

/**
 * In a frame of a browser that keeps nothing for frames: the client has to open a window of our own. `at` is the address
 * there, under that of the client's pages.
 */
export interface ApartPage {
  readonly kind: 'apart';
  readonly at: string;
}

/** One signed-in browser of the client's, or one passkey. `at` is ISO 8601. */
export interface Kept {
  readonly id: string;
  readonly label: string;
  readonly at: string;
}

/** How the client gets in: a PIN, passkeys, and where they are signed in. */
export interface LogInPage {
  readonly kind: 'logIn';
  readonly hasPin: boolean;
  readonly passkeys: readonly Kept[];
  readonly devices: readonly (Kept & { readonly isThis: boolean })[];
  readonly notice: 'pin_set' | 'pin_removed' | 'passkey_added' | 'passkey_removed' | 'device_ended' | null;
  /** Why a PIN was not taken. */
  readonly problem: 'pin_too_plain' | 'pins_differ' | null;
}

/** One worksheet of the client's list. Dates are ISO 8601; `dueOn` is YYYY-MM-DD. */
export interface HomeLine {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: 'new' | 'begun' | 'returned' | 'done';
  readonly dueOn: string | null;
  readonly givenAt: string;
  readonly submittedAt: string | null;
}

/** What was handed in, to be read again by who wrote it. */
export interface PastPage {
  readonly kind: 'past';
  readonly assignmentId: string;
  readonly worksheet: Worksheet;
  /** The latest first, moments in ISO 8601; none where nothing of the worksheet is shown again. */
  readonly revisions: readonly { readonly submittedAt: string; readonly answers: Answers }[];
  /** The questions that are shown again: an item's id, `members.label` for a field. */
  readonly kept: ReadonlySet<string>;
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
  /** What came back in the form and is not in the draft, nor in `answers`; the page shows it on top of them. */
  readonly unsaved?: readonly Patch[];
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
  /** Is the map of the family to be drawn on the page? */
  readonly mapped?: boolean;
  /** Name of the control, or mark of the row, that the page starts at when it comes again. */
  readonly landing?: string | undefined;
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
  | {
      readonly kind: 'receipt';
      readonly submittedAt: string | null;
      readonly closing: string | null;
      /** The assignment whose answers may be read again and kept as a file; null where nothing of it is. */
      readonly copyOf: string | null;
      /** What else is open, for who would like to go on. */
      readonly next: HomeLine | null;
    }
  | PastPage
  | ClosedPage
  | ApartPage
  | SignInPage
  | TabletPage
  | LockedPage
  | LogInPage
  | { readonly kind: 'message'; readonly message: 'signedOut' | 'notFound' | 'wrong' | 'notSent' };

/** How saving stands, as the bar at the top tells it. `waiting`: nothing of this part is saved before one goes on. */
export type SaveStatus =
  'saved' | 'saving' | 'waiting' | 'offline' | 'failed' | 'signed_out' | 'conflict' | 'check' | 'gone';
