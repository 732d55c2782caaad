import { describe, test } from '@jest/globals';
import { findChromium, HOW_TO_GET_ONE } from './launch-chromium.js';

export { launchChromium } from './launch-chromium.js';

/**
 * A `describe` for journeys through a real browser. Without a browser they are skipped, and it is said so;
 * in CI they fail.
 */
export function describeBrowser(name: string, journeys: () => void): void {
  if (findChromium()) {
    describe(name, journeys);
  } else if (process.env.CI) {
    test(name, () => {
      throw new Error(HOW_TO_GET_ONE);
    });
  } else {
    process.stderr.write(`\nSkipped "${name}": ${HOW_TO_GET_ONE}\n`);
    describe.skip(name, journeys);
  }
}
