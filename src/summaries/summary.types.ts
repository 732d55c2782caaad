import type { JointAgreement } from '../assignments/promises.types.js';
import type { Scene } from '../core/drawing/scene.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { FlagLevel, Side, Worksheet } from '../core/worksheet/definition.js';
import type { SummarySources } from '../core/worksheet/summary-sources.js';
import type { Running } from './running.js';

/** Whose copy a summary is. The two partners of a couple each have one of their own, and one for both of them. */
export type CopyKind = IndividualCopy | 'COUPLE';

/** A copy about one client, for the clinician alone. */
export type IndividualCopy = 'INDIVIDUAL' | 'INDIVIDUAL_A' | 'INDIVIDUAL_B';

/** What stands on the pages after the first. The first is always there. */
export type SummaryPart = 'FULL_ANSWERS' | 'GENOGRAM' | 'SEVEN_STEPS';

/** Where an assignment stands that has not come back. */
export type OpenState = 'scheduled' | 'assigned' | 'opened' | 'in_progress' | 'returned';

/** What of a submission needs a clinician's eyes. */
export interface SubmittedFlag {
  readonly code: string;
  readonly level: FlagLevel;
  readonly label: string;
  /** Null for a code that is out of use. */
  readonly suggestedAction: string | null;
  /** The items whose answers raised it. */
  readonly items: readonly string[];
}

/** Answers to a worksheet in the version that was given. */
export interface AnsweredWorksheet {
  readonly worksheet: Worksheet;
  readonly submittedAt: Date;
  readonly answers: Answers;
}

/** A worksheet that came in since the session before. */
export interface SubmittedWorksheet extends AnsweredWorksheet {
  /** The submission's id. */
  readonly id: string;
  readonly assignmentId: string;
  /** Content hash of the worksheet version, in hex. */
  readonly hash: string;
  readonly assignedAt: Date;
  /** Counts from 1; above it, the client has handed in a changed version. */
  readonly revision: number;
  readonly flags: readonly SubmittedFlag[];
}

/** A worksheet that was assigned and has not come in. */
export interface OpenAssignment {
  readonly title: string;
  readonly assignedAt: Date;
  /** A day in the practice's zone, YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly state: OpenState;
}

/** What any copy needs to know of the appointment. */
export interface SessionFacts {
  readonly practice: {
    readonly name: string;
    /** IANA name; every date and time on the pages is of this zone. */
    readonly timeZone: string;
  };
  readonly clinician: { readonly displayName: string };
  readonly session: { readonly startsAt: Date };
  /** Start of the session before; null when this is the first. */
  readonly previousSessionAt: Date | null;
  /** When the work began: the first session, or the first assignment where none was before this one. */
  readonly beganAt: Date | null;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** Everything that an individual copy is made from. All of it is of one client, or joint. */
export interface SummaryInput extends SessionFacts {
  readonly client: { readonly code: string };
  readonly copy: IndividualCopy;
  /** Starts of the sessions before this one, the oldest first: the latest eight are enough. */
  readonly sessions: readonly Date[];
  /** What came in since the session before, the latest revision of each, in the order to be read. */
  readonly submissions: readonly SubmittedWorksheet[];
  /** What came in since then and was handed in anew after. Its flags stand; nothing else of it is printed. */
  readonly superseded: readonly SubmittedWorksheet[];
  /** What came in before, as far as a line or a comparison reaches back; the oldest first. */
  readonly earlier: readonly AnsweredWorksheet[];
  /** How many worksheets came in before the session before. */
  readonly earlierSubmissions: number;
  readonly open: readonly OpenAssignment[];
  /** The couple's agreement, which is joint; null where there is none. */
  readonly agreement: JointAgreement | null;
  /** When the client's private check-in was handed in last; null when never. */
  readonly checkedInAt: Date | null;
  /** Where the client stands in the program; null where the client is in none. */
  readonly program: ProgramStanding | null;
  /** Which answers go where. */
  readonly sources: SummarySources;
}

/** What a clinician may ask for beside the front page. */
export interface SummaryWishes {
  /** Full answers unless told. */
  readonly parts?: readonly SummaryPart[];
  /** Answers to quote in place of those that the rule chooses, as `Quote.ref` names them. */
  readonly quotes?: readonly string[];
  /** The client's map of the family, drawn beforehand: one drawing, or some of a large family; none where there is no map. */
  readonly map?: readonly Scene[];
}

/** A program and how far one client is in it. */
export interface ProgramStanding {
  readonly title: string;
  readonly steps: readonly StepStanding[];
}

/** One step that this client fills in. */
export interface StepStanding {
  readonly title: string;
  readonly optional: boolean;
  /** Null where the sheet was never given. */
  readonly last: {
    readonly state: OpenState | 'submitted' | 'reviewed';
    /** When it came into this state; for what is open, when it was assigned. */
    readonly at: Date;
  } | null;
}

/** What the couple copy may hold: what both clients and the clinician have released. Nothing else reaches it. */
export interface Released {
  readonly quotes: readonly ReleasedQuote[];
}

/** Words that their author has released to the partner. */
export interface ReleasedQuote {
  readonly side: Side;
  readonly words: string;
  readonly prompt: string;
}

/** Everything that a couple copy is made from. By its type, no sheet and nothing private reaches it. */
export interface CoupleSummaryInput extends SessionFacts {
  readonly couple: { readonly code: string };
  /** A's code, then B's. */
  readonly clients: readonly [string, string];
  readonly released: Released;
}

/** A part of the front page: its heading, and sentences below what it lists or in its place. */
export interface SummaryBlock {
  readonly heading: string;
  /** Small, at the right of the heading. */
  readonly note?: string;
  readonly remarks: readonly string[];
}

/** An answer that must be read before anything else. */
export interface FlagLine {
  readonly level: 'urgent' | 'read';
  /** Said before all else: "URGENT"; absent where the level is `read`. */
  readonly lead?: string;
  /** What the flag says. */
  readonly what: string;
  /** Worksheet and date. */
  readonly source: string;
  /** The client's own answers with their questions, in the order of the worksheet. */
  readonly said: readonly Said[];
  /** What to do unless the practice has decided otherwise. */
  readonly action?: string;
  /** What else there is to know of it: more answers, a later revision. */
  readonly remark?: string;
}

/** What a client answered, with the question. */
export interface Said {
  readonly prompt: string;
  /** The answer, whole, or up to where it is cut with an ellipsis. */
  readonly words: string;
  /** Whether these are the client's own words and not the worksheet's. */
  readonly own: boolean;
  /** Where the rest stands, when the answer is cut. */
  readonly continues?: string;
}

export interface ReadFirst extends SummaryBlock {
  readonly flags: readonly FlagLine[];
  /** Boxes that stand with every flag. */
  readonly ticks: readonly string[];
}

/** What a change since the last session is about. */
export type ChangeKind = 'request' | 'slip' | 'scale' | 'promises' | 'submitted';

/** One thing that is new since the last session. */
export interface ChangeLine {
  readonly kind: ChangeKind;
  readonly what: string;
  /** Worksheet and date. */
  readonly source: string;
}

export interface Since extends SummaryBlock {
  readonly changes: readonly ChangeLine[];
}

/** A client's own words. */
export interface Quote extends Said {
  /** Names the answer, `<submission>/<item>`: a clinician who wants another names that one. Not on the couple copy. */
  readonly ref?: string;
  /** Worksheet and date. */
  readonly source: string;
}

export interface InTheirWords extends SummaryBlock {
  readonly quotes: readonly Quote[];
}

/** What is followed over time. */
export type LineName = 'trust' | 'safety' | 'doubt';

/** One answer of a line. */
export interface LinePoint {
  readonly at: Date;
  /** "22 Nov" */
  readonly label: string;
  readonly value: number;
}

/** A client's answers to one question over time. */
export interface TrackedLine {
  readonly line: LineName;
  readonly title: string;
  /** What the ends of the scale mean: "0 Not at all, 10 Fully". */
  readonly unit: string;
  readonly range: readonly [number, number];
  /** The oldest first; at most eight. */
  readonly points: readonly LinePoint[];
}

/** A session on the time axis of the lines. */
export interface SessionTick {
  readonly at: Date;
  /** "17 Nov" */
  readonly label: string;
}

export interface Lines extends SummaryBlock {
  readonly charts: readonly TrackedLine[];
  readonly sessions: readonly SessionTick[];
}

/** One promise and what is said of it. */
export interface PromiseRow {
  readonly promise: string;
  /** Whose promise it is: "A", "B", "Both"; empty where nobody said. */
  readonly who: string;
  /** What is said of it, in the order of `sides`; what nobody said is "–". */
  readonly says: readonly string[];
  /** Whether the two say different things. Never on an individual copy, which holds one side. */
  readonly mismatch: boolean;
  /** In the client's words. */
  readonly note: string;
}

export interface Promises extends SummaryBlock {
  /** Headings of what is said: "A says". */
  readonly sides: readonly string[];
  readonly rows: readonly PromiseRow[];
}

/** What came in and has not been talked about. Counts are of questions: answered, skipped, left open. */
export interface SubmittedRow {
  readonly submitted: string;
  readonly worksheet: string;
  readonly answered: string;
  readonly skipped: string;
  readonly leftOpen: string;
  /** As the worksheet calls it; its content's hash stands with the full answers. */
  readonly version: string;
}

/** What was assigned and has not come in. */
export interface AssignedRow {
  readonly worksheet: string;
  readonly assigned: string;
  readonly due: string;
  readonly state: string;
}

/** A day to keep in mind. */
export interface DueRow {
  readonly what: string;
  readonly on: string;
}

export interface Open extends SummaryBlock {
  readonly submitted: readonly SubmittedRow[];
  readonly assigned: readonly AssignedRow[];
  readonly due: readonly DueRow[];
}

export interface Agenda extends SummaryBlock {
  readonly wishes: readonly Quote[];
}

/** Room for the clinician's hand. */
export interface NoteSpace {
  readonly heading: string;
  readonly caution: string;
  readonly lines: number;
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

/** A reading aid over the answers, with its label. */
export interface PrintedSum {
  readonly name: string;
  /** The value with how much of it could be counted, and "not validated". */
  readonly value: string;
}

/** The answers of one submission. */
export interface PrintedWorksheet {
  readonly title: string;
  /** When it came in. */
  readonly source: string;
  /** Counts and version, in one line. */
  readonly record: string;
  readonly sections: readonly PrintedSection[];
  readonly sums: readonly PrintedSum[];
}

/** The numbers behind the lines, for those who cannot see a drawing. */
export interface LineNumbers {
  readonly heading: string;
  /** Lines or days, as they fit side by side. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The client's map of the family, each drawing on a page of its own. */
export interface PrintedMap extends SummaryBlock {
  readonly scenes: readonly Scene[];
}

/** One step of the program. */
export interface StepRow {
  readonly number: string;
  readonly sheet: string;
  readonly state: string;
  readonly date: string;
}

export interface Steps extends SummaryBlock {
  readonly rows: readonly StepRow[];
}

/**
 * What a session summary says, down to the words. Drawing it adds nothing and leaves nothing out. The nine blocks of
 * the front page stand in their order: the header's facts, then `readFirst` to `notes`; what follows comes on request.
 */
export interface SummaryContent {
  readonly kind: CopyKind;
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
  /** Absent on the couple copy, which must not even say that there is such a thing. */
  readonly readFirst?: ReadFirst;
  readonly since: Since;
  readonly words: InTheirWords;
  readonly lines: Lines;
  readonly promises: Promises;
  readonly open: Open;
  readonly agenda: Agenda;
  readonly notes: NoteSpace;
  /** Empty unless full answers were asked for. */
  readonly worksheets: readonly PrintedWorksheet[];
  readonly numbers?: LineNumbers;
  readonly map?: PrintedMap;
  readonly steps?: Steps;
  /** What every page carries. */
  readonly running: Running;
}
