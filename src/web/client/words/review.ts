/** Who has read the safety texts of a translation as a clinician who grew up with the language, and when. */
export interface Review {
  /** Name and role, such as "A. Example, LMFT". */
  readonly owner: string;
  /** YYYY-MM-DD */
  readonly reviewed_on: string;
}
