/**
 * The facts of a family, apart from any drawing of them. Ids are those of the worksheet's rows, so that a fact can be
 * followed back to where it was said. Whoever was not named but must be there has an id that begins with `?`, which no
 * row has. What was worked out and not said is marked `inferred`.
 */
export interface Family {
  readonly persons: readonly Person[];
  readonly unions: readonly Union[];
  readonly children: readonly Child[];
  readonly bonds: readonly Bond[];
}

/** Drawn by gender as the client gave it: square, circle, diamond; a diamond too where it was not said. */
export type PersonSymbol = 'man' | 'woman' | 'another' | 'unknown';

/** How a person is related to the index person: the options of the worksheet's question. */
export type Relation =
  | 'me'
  | 'mother'
  | 'father'
  | 'other_parent'
  | 'stepparent'
  | 'adoptive_parent'
  | 'foster_parent'
  | 'grandmother'
  | 'grandfather'
  | 'sister'
  | 'brother'
  | 'half_sibling'
  | 'stepsibling'
  | 'twin'
  | 'aunt_or_uncle'
  | 'partner'
  | 'past_partner'
  | 'child'
  | 'stepchild'
  | 'someone_else_who_raised_me'
  | 'chosen_family';

export type Side = 'mother' | 'father' | 'other_parent' | 'both' | 'not_by_blood';

export type HabitKind = 'alcohol' | 'drugs' | 'gambling' | 'sex' | 'spending' | 'food' | 'work' | 'other';

export type HabitState = 'suspected' | 'known' | 'recovery' | 'returned';

export interface Habit {
  readonly kind: HabitKind;
  readonly state: HabitState;
}

/** How trust was broken, as the worksheet lists it; the drawing shows how many, never which. */
export type TrustBreak = string;

export interface Person {
  readonly id: string;
  /** Name, nickname or letter as typed; may be empty. */
  readonly label: string;
  readonly symbol: PersonSymbol;
  /** Whose map it is. A joint map has two. */
  readonly index: boolean;
  /** Nobody named this person: it stands where two others need it to be joined. */
  readonly ghost: boolean;
  readonly relation?: Relation;
  readonly side?: Side;
  readonly birth?: number;
  readonly death?: number;
  /** Absent where it was not said, or the client is not sure. */
  readonly alive?: boolean;
  readonly habits: readonly Habit[];
  readonly secret: boolean;
  /** 0 to 10. */
  readonly trustThen?: number;
  /** 0 to 10. */
  readonly trustNow?: number;
  readonly breaks: readonly TrustBreak[];
  /** In the client's words. It is a fact of the file and never drawn, but for the index person's own and on request. */
  readonly illness?: string;
  readonly good?: string;
  readonly note?: string;
  /** In a joint map, out of whose file the person comes. */
  readonly file?: 'a' | 'b';
}

export type UnionKind = 'married' | 'living_together' | 'dating' | 'affair' | 'other';

export interface Union {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly kind: UnionKind;
  readonly from?: number;
  readonly separated?: number;
  readonly divorced?: number;
  readonly end?: 'together' | 'broken_up' | 'death' | 'not_sure';
  readonly inferred?: boolean;
}

export type ChildKind = 'birth' | 'adopted' | 'foster' | 'step' | 'donor' | 'unknown';

/** A person as the child of a union or of one parent; a person may be so more than once. */
export interface Child {
  readonly person: string;
  readonly of: { readonly union: string } | { readonly parent: string };
  readonly kind: ChildKind;
  /** Among brothers and sisters whose birth years do not tell. */
  readonly birthOrder?: number;
  /** Children of one union with equal groups came at one birth. */
  readonly twinGroup?: string;
  readonly identical?: boolean;
  readonly inferred?: boolean;
}

export type BondKind =
  | 'close'
  | 'fused'
  | 'distant'
  | 'conflict'
  | 'close_conflict'
  | 'cut_off'
  | 'mended'
  | 'harm'
  | 'caretaker'
  | 'focused'
  | 'mixed';

export interface Bond {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly kind: BondKind;
  readonly direction: 'none' | 'a_b' | 'b_a' | 'both';
  /** What became of it, where that was asked. */
  readonly now?: 'same' | 'better' | 'worse' | 'no_contact' | 'died';
  /** What kinds of harm, as the drawing may name them on request. */
  readonly harms?: readonly HarmKind[];
}

export type HarmKind = 'body' | 'words' | 'sexual' | 'neglect';

/** Persons that a family may hold, those that nobody named left out. */
export const MOST_PERSONS = 200;

/** Persons for whom a map in full size is laid out; beyond, it is drawn smaller or on several pages, and says so. */
export const FULL_SIZE_PERSONS = 40;

/** A family of nobody. */
export const NO_FAMILY: Family = { persons: [], unions: [], children: [], bonds: [] };

/** Orders texts by code unit, the same in every locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
