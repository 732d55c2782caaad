import type { AnswerValue } from './answers.js';

/**
 * What a worksheet means, as frozen data. The structure follows a FHIR R4 Questionnaire in plain words:
 * sections hold items; `id` is FHIR's linkId, `showIf` is enableWhen, `fields` are the items of a repeating group.
 */

/** Who may come to see an answer: Private, offered (Shared), Revealed together, Joint, Clinician only. */
export type ShareClass = 'P' | 'S' | 'R' | 'J' | 'C';

/** How soon a clinician's eyes are needed. */
export type FlagLevel = 'urgent' | 'read' | 'note';

/**
 * What a FHIR Questionnaire said that this definition has no word for, kept as it came, so that export gives it back.
 * It is a stranger's data: never shown, never evaluated but for the expressions that `src/platform/fhirpath` runs.
 */
export type KeptFhir = Readonly<Record<string, unknown>>;

/** One choice of a list. `value` is what is stored, `label` what is read. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** FHIR's ordinalValue or itemWeight, for the sums of imported instruments. */
  readonly weight?: number;
  /** Choosing it closes the sheet without saving anything, such as "Not right now". */
  readonly closes?: boolean;
  readonly fhir?: KeptFhir;
}

/** A row of whole numbers with both ends named. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly low: string;
  readonly high: string;
}

/** The part that a client has in the incident that the work is about. Never shown to clients as a label. */
export type Role = 'hurt' | 'repairing';

/** The partner whom a couple's documents call A or B. */
export type Side = 'A' | 'B';

/** Looks at one answer. Where a condition belongs to an item (a flag), `item` may be left out and means that item. */
export type Comparison =
  | { readonly item?: string; readonly op: 'answered' }
  | {
      readonly item?: string;
      readonly op: 'in' | 'notIn' | 'includesAny';
      readonly values: readonly string[];
    }
  | { readonly item?: string; readonly op: 'gte' | 'lte'; readonly value: number }
  /** The number is lower by `value` or more than that of `against`: an item of this sheet, or `previous`, the same item when the client last handed this worksheet in. */
  | { readonly item?: string; readonly op: 'dropGte'; readonly value: number; readonly against: string }
  /** Some row of the group holds one of the terms in its text field, whatever the case. */
  | {
      readonly item?: string;
      readonly op: 'matchesTerms';
      readonly field: string;
      readonly terms: readonly string[];
    };

/** Looks at what is known before the first answer (`Circumstances`); settled once, by `tailor`. */
export type CircumstanceTest =
  { readonly op: 'role'; readonly value: Role } | { readonly op: 'agreementHasKind'; readonly value: string };

/**
 * A question about other answers, as data. An item that is unanswered or skipped meets no comparison.
 * Inside a repeating group `item` is looked for among the fields of the same row first, then in the worksheet.
 * `flag` is met when the answers given so far would raise that code.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly op: 'flag'; readonly code: string }
  | CircumstanceTest
  | Comparison;

/** What must be so before joint work opens: a worksheet has got so far, or the clinician has recorded a decision. */
export type Gate = { readonly worksheet: string; readonly state: GateState } | { readonly decision: string };
export type GateState = 'submitted' | 'reviewed' | 'released';

/** What the practice or the place fills in; it stands in the text in square brackets until then. */
export type InsertName = 'risk_protocol' | 'secrets_policy' | 'crisis_lines';

/** Raises `code` for the clinician when the submitted answer meets `when`. */
export interface FlagRule {
  readonly code: string;
  readonly level: FlagLevel;
  readonly when: Condition;
}

interface ItemBase {
  readonly id: string;
  readonly text: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly showIf?: Condition;
  readonly share?: ShareClass;
  readonly flags?: readonly FlagRule[];
  /** Asked of that partner alone: never on the joint sheet, but in a small assignment of its own (`Circumstances.apart`). */
  readonly apart?: Side;
  /** What replaces the part of `text` in square brackets. */
  readonly insert?: InsertName;
  /** Said under the question while the answers meet `when`, such as the grounding card. */
  readonly card?: { readonly when: Condition; readonly text: string };
  /** The page shows where help is while the answer meets this. Only `clientView` sets it, and no author. */
  readonly helpWhen?: Condition;
  /** Never on the page: it hands in its `initial` value. Of imported questionnaires. */
  readonly hidden?: boolean;
  /** To be read and not changed: it hands in its `initial` value. Of imported questionnaires. */
  readonly readOnly?: boolean;
  /** What a new draft begins with, by the item's type as in `AnswerValue`. */
  readonly initial?: AnswerValue;
  readonly fhir?: KeptFhir;
}

/** Free text: `text` one line, `long` a paragraph. */
export interface TextItem extends ItemBase {
  readonly type: 'text' | 'long';
  /** UTF-16 code units, where fewer than `MAX_TEXT` are wanted. */
  readonly maxLength?: number;
  /** A `text` that has to read as one of these; `dateTime` and `time` as in FHIR R4. */
  readonly format?: 'url' | 'time' | 'dateTime';
  /** The wording helper reads along, and its crisis words raise SELF-HARM when the sheet is handed in. */
  readonly wording?: boolean;
}
/** `choice` one of the options, `multi` several of them. */
export interface ChoiceItem extends ItemBase {
  readonly type: 'choice' | 'multi';
  readonly options: readonly Option[];
  /** The client may write an answer of their own in place of an option (FHIR's open-choice). */
  readonly open?: boolean;
}
export interface ScaleItem extends ItemBase {
  readonly type: 'scale';
  readonly scale: Scale;
}
/** `date` is YYYY-MM-DD, `year` a whole number of four digits. */
export interface PlainItem extends ItemBase {
  readonly type: 'date' | 'year';
}
/** Any finite number within the bounds. `unit` is said beside it. */
export interface NumberItem extends ItemBase {
  readonly type: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
  readonly unit?: string;
}
/** A tick. */
export interface ConsentItem extends ItemBase {
  readonly type: 'consent';
}
/** A typed name with the date of typing. */
export interface SignItem extends ItemBase {
  readonly type: 'sign';
}
/** Text to read; takes no answer. */
export interface InfoItem extends ItemBase {
  readonly type: 'info';
}
/** Made by the software; takes no answer. */
export interface ComputedItem extends ItemBase {
  readonly type: 'computed';
  /** The item whose wording the helper marks. */
  readonly wordingOf?: string;
}
/** One 0 to 10 scale for each option, or "does not apply". */
export interface GridItem extends ItemBase {
  readonly type: 'grid';
  readonly options: readonly Option[];
  readonly scale: Scale;
}
/** One choice, and a note if wanted, for each row that other data brings (the promises in force). `tailor` makes a group of it. */
export interface DynamicItem extends ItemBase {
  readonly type: 'dynamic';
  readonly options: readonly Option[];
}
/** A reference to one row (`link`) or several rows (`links`) of the repeating group named `of`. */
export interface LinkItem extends ItemBase {
  readonly type: 'link' | 'links';
  readonly of: string;
}
/** Rows of the same fields. `noun` names one row ("person"), for buttons and cards; `maxRows` defaults to 100. */
export interface GroupItem extends ItemBase {
  readonly type: 'group';
  readonly noun?: string;
  readonly maxRows?: number;
  /** Rows that are given: the client answers for each and can add or remove none. */
  readonly given?: readonly GivenRow[];
  readonly fields: readonly FieldItem[];
}

/** A row that other data brings, with the words that name it. */
export interface GivenRow {
  readonly id: string;
  readonly label: string;
}

/** An item that can stand inside a repeating group. */
export type FieldItem =
  | TextItem
  | ChoiceItem
  | ScaleItem
  | PlainItem
  | NumberItem
  | ConsentItem
  | SignItem
  | InfoItem
  | GridItem
  | LinkItem;
export type Item = FieldItem | ComputedItem | DynamicItem | GroupItem;
export type ItemType = Item['type'];

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  /** A section with audience `clinician` is no part of the client's submission. */
  readonly audience?: 'client' | 'clinician';
  readonly showIf?: Condition;
  /** Shown only once all of these are so. */
  readonly gate?: readonly Gate[];
  readonly share?: ShareClass;
  readonly items: readonly Item[];
  readonly fhir?: KeptFhir;
}

/** How a sum is made of its items; see `Sum`. */
export type SumRule = 'count' | 'sum' | 'mean' | 'rate' | 'bars' | 'lines';

/**
 * A reading aid over answers, never a score and never validated. By `rule`:
 * - `count`: how many items are answered by one of `values`;
 * - `sum`, `mean`: of the items' numbers;
 * - `rate`: the mean, 0 to 1, over the answers that `map` names, such as kept 1, kept in part 0.5, not kept 0;
 * - `bars`: the items' numbers side by side; `lines`: the same, drawn over time when the sheet is repeated.
 * A choice's number is what `map` says of the chosen value; a scale, number or grid has its own.
 */
export interface Sum {
  readonly name: string;
  readonly rule: SumRule;
  readonly items: readonly string[];
  readonly values?: readonly string[];
  readonly map?: Readonly<Record<string, number>>;
  /** The rule in words, for the clinician. */
  readonly how?: string;
  readonly note?: string;
}

export interface Worksheet {
  /** Stable across versions, kebab-case. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly titleNote?: string;
  readonly fills: string;
  readonly when: string;
  /** Minutes that it usually takes. */
  readonly minutes: number;
  readonly share: ShareClass;
  readonly shareNote?: string;
  readonly riskBlock: boolean;
  readonly intro: string;
  /** Said before the first question where a sheet touches hard things. */
  readonly contentNote?: string;
  readonly closing?: string;
  readonly citations: readonly string[];
  readonly therapistNotes: { readonly debrief: string; readonly contraindications: string };
  readonly gate?: readonly Gate[];
  readonly gateNote?: string;
  /** RFC 5545 rules, each in force when the one before has run out. */
  readonly recurrence?: readonly string[];
  readonly recurrenceNote?: string;
  readonly sums?: readonly Sum[];
  readonly sections: readonly Section[];
  readonly fhir?: KeptFhir;
}

/** What is known of an assignment before the first answer, fixed when it is made. */
export interface Circumstances {
  /** Absent where nobody set one. `both` where each has hurt the other. */
  readonly role?: Role | 'both';
  /** Given where only that partner's own questions about a joint sheet are asked; see `apart` of an item. */
  readonly apart?: Side;
  /** What the clinician or the practice has recorded, such as `apology_given` or `risk_protocol`. */
  readonly decisions?: readonly string[];
  /** The promises in force, for `dynamic` items and `agreementHasKind`. */
  readonly promises?: readonly Promised[];
  readonly inserts?: Readonly<Partial<Record<InsertName, string>>>;
}

/** A promise of the couple's agreement: its row there, what was promised, and the kind chosen for it. */
export interface Promised {
  readonly id: string;
  readonly text: string;
  readonly kind?: string;
}
