/**
 * A reason why Mendwork cannot start or go on, which the person at the terminal can mend.
 * `message` is for that person: one sentence that says what is wrong and what to do. Print it without a stack.
 */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
