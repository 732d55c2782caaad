import type { ElementHandle, Locator, Page } from 'playwright-core';
import type { Hand } from './hand.js';

/** Longer than the way through any page. */
const MOST_STEPS = 500;
/** These first letters are typed key by key; the rest comes as from an input method, which is faster. */
const KEYED = 8;

type Where = 'here' | 'before' | 'after';

/** A keyboard alone: Tab and Shift with Tab to get about, arrows, Space and Enter, and typing. */
export class Keys implements Hand {
  constructor(private readonly page: Page) {}

  async press(target: Locator): Promise<void> {
    await this.goTo(target);
    await this.page.keyboard.press('Enter');
  }

  async choose(target: Locator): Promise<void> {
    const control = await this.goTo(target);
    for (let step = 0; !(await isFocused(control)); step += 1) {
      if (step > MOST_STEPS) throw new Error(`No arrow leads to ${String(target)}.`);
      await this.page.keyboard.press('ArrowDown');
    }
    if (!(await control.isChecked())) await this.page.keyboard.press('Space');
    if (!(await control.isChecked())) throw new Error(`No key chooses ${String(target)}.`);
  }

  async pick(list: Locator, value: string): Promise<void> {
    const control = await this.goTo(list);
    const isPicked = (): Promise<boolean> =>
      control.evaluate((element, wanted) => (element as HTMLSelectElement).value === wanted, value);
    for (let step = 0; !(await isPicked()); step += 1) {
      if (step > MOST_STEPS) throw new Error(`No arrow leads to “${value}” of ${String(list)}.`);
      await this.page.keyboard.press('ArrowDown');
    }
  }

  async write(field: Locator, text: string): Promise<void> {
    const control = await this.goTo(field);
    const type = await control.evaluate((element) => (element as HTMLInputElement).type);
    if (type === 'date') {
      await this.page.keyboard.type(monthDayYear(text));
    } else {
      const [keyed = ''] = text.slice(0, KEYED).split('\n');
      await this.page.keyboard.type(keyed);
      await this.page.keyboard.insertText(text.slice(keyed.length));
    }
    const written = await control.inputValue();
    if (written !== text) throw new Error(`Typing “${text}” gives “${written}”.`);
  }

  /** Goes by Tab or Shift with Tab, whichever is nearer, to a control or to its group of radio buttons. */
  private async goTo(target: Locator): Promise<ElementHandle<HTMLElement>> {
    const control = (await target.elementHandle()) as ElementHandle<HTMLElement> | null;
    if (!control) throw new Error(`There is no ${String(target)}.`);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const where = await whereIsFocus(control);
      if (where === 'here') return control;
      await this.page.keyboard.press(where === 'before' ? 'Tab' : 'Shift+Tab');
    }
    throw new Error(`No key leads to ${String(target)}.`);
  }
}

/** Where the focus is, as seen from a control. */
function whereIsFocus(control: ElementHandle<HTMLElement>): Promise<Where> {
  return control.evaluate((element): Where => {
    const { activeElement: active } = document;
    if (active === element) return 'here';
    const isRadio = (one: Element | null): one is HTMLInputElement => one?.matches('[type=radio]') === true;
    if (isRadio(active) && isRadio(element) && active.name === element.name) return 'here';
    if (!active) return 'before';
    const isAhead = active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    return isAhead ? 'before' : 'after';
  });
}

function isFocused(control: ElementHandle): Promise<boolean> {
  return control.evaluate((element) => document.activeElement === element);
}

/** As the field of a browser that speaks US English is typed into. */
function monthDayYear(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${month}${date}${year}`;
}
