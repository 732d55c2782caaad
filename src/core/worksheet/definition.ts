/**
 * What a worksheet means, as frozen data. The structure follows a FHIR R4 Questionnaire in plain words:
 * sections hold items; `id` is FHIR's linkId, `showIf` is enableWhen, `fields` are the items of a repeating group.
 */

/** Who may come to see an answer: Private, offered (Shared), Revealed together, Joint, Clinician only. */
export type ShareClass = 'P' | 'S' | 'R' | 'J' | 'C';

/** How soon a clinician's eyes are needed. */
export type FlagLevel = 'urgent' | 'read' | 'note';

/** One choice of a list. `value` is what is stored, `label` what is read. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A row of whole numbers with both ends named. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly low: string;
  readonly high: string;
}

/**
 * A question about other answers, as data. An item that is unanswered or skipped meets no comparison.
 * Inside a repeating group `item` is looked for among the fields of the same row first, then in the worksheet.
 * Where a condition belongs to an item (a flag), `item` may be left out and means that item.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly item?: string; readonly op: 'answered' }
  | {
      readonly item?: string;
      readonly op: 'in' | 'notIn' | 'includesAny';
      readonly values: readonly string[];
    }
  | { readonly item?: string; readonly op: 'gte' | 'lte'; readonly value: number };

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
}

/** Free text: `text` one line, `long` a paragraph. */
export interface TextItem extends ItemBase {
  readonly type: 'text' | 'long';
}
/** `choice` one of the options, `multi` several of them. */
export interface ChoiceItem extends ItemBase {
  readonly type: 'choice' | 'multi';
  readonly options: readonly Option[];
}
export interface ScaleItem extends ItemBase {
  readonly type: 'scale';
  readonly scale: Scale;
}
/** `date` is YYYY-MM-DD, `year` a whole number of four digits, `number` any finite number. */
export interface PlainItem extends ItemBase {
  readonly type: 'number' | 'date' | 'year';
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
}
/** One 0 to 10 scale for each option, or "does not apply". */
export interface GridItem extends ItemBase {
  readonly type: 'grid';
  readonly options: readonly Option[];
  readonly scale: Scale;
}
/** One choice for each row that other data brings (the promises in force). */
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
  readonly fields: readonly FieldItem[];
}

/** An item that can stand inside a repeating group. */
export type FieldItem =
  TextItem | ChoiceItem | ScaleItem | PlainItem | ConsentItem | SignItem | InfoItem | GridItem | LinkItem;
export type Item = FieldItem | ComputedItem | DynamicItem | GroupItem;
export type ItemType = Item['type'];

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  /** A section with audience `clinician` is no part of the client's submission. */
  readonly audience?: 'client' | 'clinician';
  readonly showIf?: Condition;
  readonly items: readonly Item[];
}

/** A reading aid over answers, never a score: the count of `items` whose answer is one of `values`. */
export interface Sum {
  readonly name: string;
  readonly rule: 'count';
  readonly items: readonly string[];
  readonly values: readonly string[];
  readonly note?: string;
}

export interface Worksheet {
  /** Stable across versions, kebab-case. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
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
  readonly sums?: readonly Sum[];
  readonly sections: readonly Section[];
}
