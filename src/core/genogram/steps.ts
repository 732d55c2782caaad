/** Work in parts that are short each: every `next` does one, and the last gives what comes of it. */
export type Steps<Result> = Generator<void, Result, void>;

/** All of it at once. */
export function allOf<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
