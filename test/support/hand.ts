import type { Locator } from 'playwright-core';

/** A way of working the controls of a page: by touch, or by keys alone. Each throws where a person could not go on. */
export interface Hand {
  /** Presses a button or a link, or unfolds what lies under a summary. */
  press(target: Locator): Promise<void>;
  /** Chooses a radio button or ticks a box. */
  choose(target: Locator): Promise<void>;
  /** Picks the option with this value from a drop-down list. */
  pick(list: Locator, value: string): Promise<void>;
  /** Writes into a field that is empty. */
  write(field: Locator, text: string): Promise<void>;
}
