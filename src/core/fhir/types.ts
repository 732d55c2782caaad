/**
 * The parts of FHIR R4 that we read and write, as plain types. A resource may carry more than is named here; what
 * that is stays unknown and is passed on as it came.
 */

/** What every part of a resource may have. */
export interface Element {
  readonly [name: string]: unknown;
  readonly id?: string;
  readonly extension?: readonly Extension[];
}

export interface Coding extends Element {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

export interface Quantity extends Element {
  readonly value?: number;
  readonly unit?: string;
  readonly system?: string;
  readonly code?: string;
}

export interface Reference extends Element {
  readonly reference?: string;
  readonly display?: string;
}

/** The kinds of value that an answer can have, by the word that ends the element's name. */
export interface ValueTypes {
  readonly Boolean: boolean;
  readonly Decimal: number;
  readonly Integer: number;
  readonly Date: string;
  readonly DateTime: string;
  readonly Time: string;
  readonly String: string;
  readonly Uri: string;
  readonly Coding: Coding;
  readonly Quantity: Quantity;
  readonly Reference: Reference;
}

/** FHIR's value[x] or answer[x]: one element of several possible names. */
export type Choice<Prefix extends string> = {
  readonly [Type in keyof ValueTypes as `${Prefix}${Type}`]?: ValueTypes[Type];
};

export interface Extension extends Element, Choice<'value'> {
  readonly url: string;
  readonly valueCode?: string;
  readonly valueCodeableConcept?: { readonly coding?: readonly Coding[] };
}

export type ItemType =
  | 'group'
  | 'display'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'string'
  | 'text'
  | 'url'
  | 'choice'
  | 'open-choice'
  | 'attachment'
  | 'reference'
  | 'quantity';

export interface EnableWhen extends Element, Choice<'answer'> {
  readonly question: string;
  readonly operator: 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<=';
}

export interface AnswerOption extends Element, Choice<'value'> {
  readonly initialSelected?: boolean;
}

export interface QuestionnaireItem extends Element {
  readonly linkId: string;
  readonly type: ItemType;
  readonly text?: string;
  readonly code?: readonly Coding[];
  readonly enableWhen?: readonly EnableWhen[];
  readonly enableBehavior?: 'all' | 'any';
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly readOnly?: boolean;
  readonly maxLength?: number;
  readonly answerValueSet?: string;
  readonly answerOption?: readonly AnswerOption[];
  readonly initial?: readonly (Element & Choice<'value'>)[];
  readonly item?: readonly QuestionnaireItem[];
}

export interface Questionnaire extends Element {
  readonly resourceType: 'Questionnaire';
  readonly url?: string;
  readonly identifier?: readonly (Element & { readonly system?: string; readonly value?: string })[];
  readonly version?: string;
  readonly name?: string;
  readonly title?: string;
  readonly status?: string;
  readonly description?: string;
  readonly contained?: readonly Element[];
  readonly item?: readonly QuestionnaireItem[];
}

export interface ResponseAnswer extends Element, Choice<'value'> {
  readonly item?: readonly ResponseItem[];
}

export interface ResponseItem extends Element {
  readonly linkId: string;
  readonly text?: string;
  readonly answer?: readonly ResponseAnswer[];
  readonly item?: readonly ResponseItem[];
}

export type ResponseStatus = 'in-progress' | 'completed' | 'amended' | 'entered-in-error' | 'stopped';

export interface QuestionnaireResponse extends Element {
  readonly resourceType: 'QuestionnaireResponse';
  readonly questionnaire?: string;
  readonly status: ResponseStatus;
  readonly subject?: Reference;
  readonly authored?: string;
  readonly item?: readonly ResponseItem[];
}

/** One finding, shaped as OperationOutcome.issue. `diagnostics` never repeats what was answered. */
export interface Issue {
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'structure'
    | 'required'
    | 'value'
    | 'invalid'
    | 'invariant'
    | 'not-found'
    | 'code-invalid'
    | 'business-rule'
    | 'too-costly';
  /** Where, as a FHIRPath such as `QuestionnaireResponse.item[0].answer[1]`. */
  readonly expression: readonly [string];
  readonly diagnostics: string;
}
