import { TestEnvironment } from 'jest-environment-node';

/** Skips what follows the first failure of a file: with a fault that stops everything, each test would wait in vain. */
export default class UntilFirstFailure extends TestEnvironment {
  #failed = false;

  handleTestEvent(event) {
    if (event.name === 'test_start' && this.#failed) event.test.mode = 'skip';
    // Where `beforeAll` failed no test runs, and each has to count as failed, not as skipped.
    const ofOneTest = event.name === 'test_fn_failure' || (event.name === 'hook_failure' && event.test);
    if (ofOneTest) this.#failed = true;
  }
}
