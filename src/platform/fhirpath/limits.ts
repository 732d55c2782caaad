/** UTF-16 code units of one expression. */
export const MAX_EXPRESSION = 4_000;

/** Parts of one expression, as the parser counts them; `a + 1` has 9. */
export const MAX_NODES = 2_000;

/** Expressions and variables of one request. */
export const MAX_EXPRESSIONS = 500;

/** UTF-16 code units of a request as JSON: answers, Questionnaire and expressions. */
export const MAX_REQUEST = 4_000_000;

/** What one expression may go through: steps, and the items and characters that they give. */
export const MAX_WORK = 500_000;

/** Items of one collection. The evaluator compares every two of them where it has to tell them apart. */
export const MAX_ITEMS = 10_000;

/** Values that one expression may give. */
export const MAX_VALUES = 500;

/** UTF-16 code units of all texts that one expression may give. */
export const MAX_CHARACTERS = 20_000;

/** How long one request may take, once the worker is up. */
export const MAX_MILLISECONDS = 2_000;

/** How long the worker may take to come up. */
export const MAX_START_MILLISECONDS = 20_000;

/** Requests that wait for their turn. */
export const MAX_WAITING = 50;

/** How long an idle worker is kept. */
export const IDLE_MILLISECONDS = 60_000;

/** Megabytes of the worker's heap. */
export const MAX_HEAP = 128;
