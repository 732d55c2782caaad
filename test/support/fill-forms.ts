import type { Page } from 'playwright-core';
import type { Answer, Answers, Row } from '../../src/core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../src/core/worksheet/compile.js';
import type { GroupItem, Item } from '../../src/core/worksheet/definition.js';
import { answerOf, isRecord, isSkipped, rowsOf, valueOf } from '../../src/core/worksheet/reading.js';
import type { RowIds } from './fill-page.js';

/** A control of a form and the value that it is to send: a text, or the button or box that is to be ticked. */
interface Entry {
  readonly name: string;
  readonly value: string;
}

/** A part that comes again more often than this does not let anybody on. */
const MOST_ROUNDS = 6;

/** Fills in the client's page in a browser without scripts: enters what the forms ask for, and sends them. */
export class FormFiller {
  private readonly rows = new Map<string, string>();
  private readonly entered = new Set<string>();

  constructor(
    private readonly page: Page,
    private readonly compiled: CompiledWorksheet,
    private readonly answers: Answers,
  ) {}

  get rowIds(): RowIds {
    return this.rows;
  }

  /** Answers a part and goes on; where the part comes again, answers what has opened on it. */
  async fill(section: string): Promise<void> {
    const part = await this.page.title();
    const items = this.compiled.sections.get(section)?.items ?? [];
    for (const item of items) {
      const answer = answerOf(this.answers, item.id);
      if (answer && isSkipped(answer)) await this.press(`skip:${item.id}`);
    }
    await this.enterPlain(items);
    for (const item of items) {
      if (item.type === 'group') await this.fillGroup(item, items);
    }
    for (let round = 0; (await this.page.title()) === part; round += 1) {
      if (round > MOST_ROUNDS) throw new Error(`${section} comes again and again.`);
      await this.enterPlain(items);
      await this.goOn();
    }
  }

  private goOn(): Promise<void> {
    return this.send('.go .primary');
  }

  private enterPlain(items: readonly Item[]): Promise<void> {
    return this.enter(
      items.flatMap((item) => {
        const answer = answerOf(this.answers, item.id);
        return answer && item.type !== 'group' ? this.entriesOf(item, item.id, answer) : [];
      }),
    );
  }

  private async fillGroup(group: GroupItem, items: readonly Item[]): Promise<void> {
    const rows = rowsOf(answerOf(this.answers, group.id));
    for (const row of rows) {
      if (group.given) this.rows.set(`${group.id} ${row.id}`, row.id);
      else await this.addRow(group, row, items);
      await this.enterRow(group, row);
    }
    // Whom a row points to may have been added after it; and what a row's answers opened was not there before.
    for (const row of rows.filter((one) =>
      this.entriesIn(group, one).some(({ name }) => !this.entered.has(name)),
    )) {
      const mark = `${group.id}/${this.rows.get(`${group.id} ${row.id}`)}`;
      await this.openRow(mark);
      await this.enterRow(group, row);
    }
  }

  private async addRow(group: GroupItem, row: Row, items: readonly Item[]): Promise<void> {
    await this.press(`add:${group.id}`);
    const mark = await this.page
      .locator(`details.card[open][data-row^="${group.id}/"]`)
      .getAttribute('data-row');
    this.rows.set(`${group.id} ${row.id}`, (mark ?? '').slice(group.id.length + 1));
    await this.enterPlain(items);
  }

  private async openRow(mark: string): Promise<void> {
    const closed = this.page.locator(`details.card[data-row="${mark}"]:not([open])`);
    if ((await closed.count()) === 0) return;
    await closed.locator('> summary').click();
    await this.press(`open:${mark}`);
  }

  private enterRow(group: GroupItem, row: Row): Promise<void> {
    return this.enter(this.entriesIn(group, row));
  }

  private entriesIn(group: GroupItem, row: Row): readonly Entry[] {
    const id = this.rows.get(`${group.id} ${row.id}`) ?? '';
    return group.fields.flatMap((field) => {
      const answer = answerOf(row.answers, field.id);
      return answer ? this.entriesOf(field, `${group.id}/${id}/${field.id}`, answer) : [];
    });
  }

  private entriesOf(item: Item, name: string, answer: Answer): readonly Entry[] {
    const value: unknown = valueOf(answer);
    const several = (values: unknown): readonly Entry[] =>
      (values as readonly string[]).map((one) => ({ name, value: one }));
    switch (item.type) {
      case 'multi':
        return several(value);
      case 'link':
        return several([this.rows.get(`${item.of} ${String(value)}`) ?? '']);
      case 'links':
        return several((value as readonly string[]).map((row) => this.rows.get(`${item.of} ${row}`) ?? ''));
      case 'grid':
        return Object.entries(isRecord(value) ? value : {}).map(([line, cell]) => ({
          name: `${name}~${line}`,
          value: String(cell),
        }));
      case 'consent':
        return several(['yes']);
      case 'sign':
        return [{ name: `${name}~name`, value: isRecord(value) ? String(value.name) : '' }];
      default:
        return typeof value === 'string' || typeof value === 'number' ? several([String(value)]) : [];
    }
  }

  /** Enters what is on the page to be entered: a person sees the control, or can unfold what it lies in. */
  private async enter(entries: readonly Entry[]): Promise<void> {
    const done = await this.page.evaluate((wanted) => {
      const isOne = (
        element: Element,
      ): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement =>
        element.matches('input:not([type=hidden]), select, textarea');
      return wanted.flatMap(({ name, value }) => {
        const controls = [...document.getElementsByName(name)].filter(isOne);
        const control = controls.find(
          (one) => !one.matches('[type=radio], [type=checkbox]') || one.value === value,
        );
        if (!control) return [];
        for (
          let fold = control.closest('details');
          fold;
          fold = fold.parentElement?.closest('details') ?? null
        )
          fold.open = true;
        if (control.getClientRects().length === 0) return [];
        if (control.matches('[type=radio], [type=checkbox]')) (control as HTMLInputElement).checked = true;
        else control.value = value;
        return control.value === value ? [name] : [];
      });
    }, entries);
    for (const name of done) this.entered.add(name);
  }

  private press(value: string): Promise<void> {
    return this.send(`button[value="${value}"]`);
  }

  /** Sends the form by this button, and waits for all of the page that comes. */
  private async send(button: string): Promise<void> {
    await this.page.locator(button).click();
    await this.page.waitForLoadState('domcontentloaded');
  }
}
