import type { Locator, Page } from 'playwright-core';
import type { Hand } from './hand.js';
import { until } from './until.js';

/** The least that a finger hits, in CSS pixels: WCAG 2.5.5. Nothing on the client's page is smaller. */
const FINGER = 44;
/** What a phone's keyboard leaves of a page of 360 × 740. */
const ABOVE_KEYBOARD = { width: 360, height: 400 };

/** One finger on a phone. What it taps must be large enough, and lie under nothing. */
export class Touch implements Hand {
  /** Fields that were looked at with the keyboard up. */
  private readonly seen: Set<string>;

  /** @param seen names of fields that need no look with the keyboard up; those that get it are added */
  constructor(
    private readonly page: Page,
    seen = new Set<string>(),
  ) {
    this.seen = seen;
  }

  async press(target: Locator): Promise<void> {
    const { x, y } = await this.spotOf(target);
    await this.page.touchscreen.tap(x, y);
  }

  async choose(target: Locator): Promise<void> {
    await this.press(target);
    await until(() => target.isChecked(), `A tap does not choose ${String(target)}.`);
  }

  /** The list itself is the phone's: it is found under the finger, and then answers. */
  async pick(list: Locator, value: string): Promise<void> {
    await this.spotOf(list);
    await list.selectOption(value);
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.press(field);
    const { type, name } = await field.evaluate((element) => {
      const { type: kind, name: called } = element as HTMLInputElement;
      return { type: kind, name: called };
    });
    const isFocused = (): Promise<boolean> => field.evaluate((element) => document.activeElement === element);
    await until(isFocused, `A tap does not open ${name}.`);
    if (!this.seen.has(name)) await this.lookWithKeyboard(field);
    this.seen.add(name);
    // Dates and times are the phone's own pickers.
    if (type === 'text' || type === 'textarea') await this.page.keyboard.insertText(text);
    else await field.fill(text);
  }

  /** Where to tap: the middle of what a person sees of it. */
  private async spotOf(target: Locator): Promise<{ readonly x: number; readonly y: number }> {
    const spot = await target.evaluate(async (element) => {
      const isMark = element.matches('[type=radio], [type=checkbox]');
      const seen = (isMark && element.closest('label')) || element;
      seen.scrollIntoView({ block: 'center' });
      // A finger waits until the page stands still.
      let box = seen.getBoundingClientRect();
      for (let before = -1; before !== box.y;) {
        before = box.y;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        box = seen.getBoundingClientRect();
      }
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const hit = document.elementFromPoint(middle.x, middle.y);
      const isFree = hit !== null && seen.contains(hit);
      return { ...middle, width: box.width, height: box.height, isFree, words: seen.textContent };
    });
    if (!spot.isFree) throw new Error(`“${spot.words}” lies under something.`);
    if (Math.min(spot.width, spot.height) < FINGER)
      throw new Error(`“${spot.words}” is ${spot.width} × ${spot.height}, too small for a finger.`);
    return spot;
  }

  private async lookWithKeyboard(field: Locator): Promise<void> {
    const before = this.page.viewportSize();
    await this.page.setViewportSize(ABOVE_KEYBOARD);
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20))),
    );
    const { top, bottom, bar, name } = await field.evaluate(
      (element) =>
        ({
          ...element.getBoundingClientRect().toJSON(),
          bar: document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0,
          name: (element as HTMLInputElement).name,
        }) as { top: number; bottom: number; bar: number; name: string },
    );
    if (top < bar || bottom > ABOVE_KEYBOARD.height)
      throw new Error(`${name} is at ${top} to ${bottom}, under the bar (${bar}) or the keyboard.`);
    if (before) await this.page.setViewportSize(before);
  }
}
