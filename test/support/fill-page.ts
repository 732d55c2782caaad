import type { Locator, Page } from 'playwright-core';
import type { Answer, Answers } from '../../src/core/worksheet/answers.js';
import type { CompiledWorksheet } from '../../src/core/worksheet/compile.js';
import type { GroupItem, Item } from '../../src/core/worksheet/definition.js';
import { answerOf, isRecord, isSkipped, rowsOf, valueOf } from '../../src/core/worksheet/reading.js';
import { visibility } from '../../src/core/worksheet/visibility.js';
import type { Hand } from './hand.js';

/** The ids that the page has given to rows, by `<group> <name of the row in the fixture>`. */
export type RowIds = ReadonlyMap<string, string>;

/** The ids of the sections that the answers lead through. */
export function partsOf(compiled: CompiledWorksheet, answers: Answers): readonly string[] {
  const shown = visibility(compiled, answers);
  return compiled.worksheet.sections.map(({ id }) => id).filter((id) => shown.section(id));
}

/** Fills in the client's page as a person does: answers what is asked, opens what is folded, adds what there are rows for. */
export class PageFiller {
  private readonly rows = new Map<string, string>();

  constructor(
    private readonly page: Page,
    private readonly compiled: CompiledWorksheet,
    private readonly answers: Answers,
    private readonly hand: Hand,
  ) {}

  get rowIds(): RowIds {
    return this.rows;
  }

  /** Answers everything on the page, which shows the section. */
  async fill(section: string): Promise<void> {
    for (const item of this.compiled.sections.get(section)?.items ?? []) {
      const answer = answerOf(this.answers, item.id);
      if (answer === undefined) continue;
      if (isSkipped(answer)) await this.press(`skip:${item.id}`);
      else if (item.type === 'group') await this.fillGroup(item, answer);
      else await this.give(item, item.id, answer);
    }
  }

  private async fillGroup(group: GroupItem, answer: Answer): Promise<void> {
    const rows = rowsOf(answer);
    for (const row of rows) {
      const id = group.given ? row.id : await this.addRow(group.id);
      this.rows.set(`${group.id} ${row.id}`, id);
      await this.fillRow(group, id, row.answers, (field) => !pointsTo(field, group.id));
    }
    // Whom a row points to may have been added after it.
    for (const row of rows.filter(({ answers }) =>
      group.fields.some((field) => isLink(field, group, answers)),
    )) {
      const id = this.rows.get(`${group.id} ${row.id}`) ?? '';
      await this.openRow(group.id, id);
      await this.fillRow(group, id, row.answers, (field) => pointsTo(field, group.id));
    }
  }

  private async addRow(group: string): Promise<string> {
    const before = await this.page.locator(`details.card[data-row^="${group}/"]`).count();
    await this.press(`add:${group}`);
    const added = this.page.locator(`details.card[data-row^="${group}/"]`).nth(before);
    return ((await added.getAttribute('data-row')) ?? '').slice(group.length + 1);
  }

  private async openRow(group: string, row: string): Promise<void> {
    const closed = this.page.locator(`details.card[data-row="${group}/${row}"]:not([open]) > summary`);
    if ((await closed.count()) > 0) await this.hand.press(closed);
  }

  private async fillRow(
    group: GroupItem,
    row: string,
    answers: Answers,
    wanted: (field: Item) => boolean,
  ): Promise<void> {
    for (const field of group.fields.filter(wanted)) {
      const answer = answerOf(answers, field.id);
      if (answer) await this.give(field, `${group.id}/${row}/${field.id}`, answer);
    }
  }

  private async give(item: Item, name: string, answer: Answer): Promise<void> {
    const value: unknown = valueOf(answer);
    switch (item.type) {
      case 'choice':
      case 'scale':
        return this.choose(name, String(value));
      case 'multi':
        for (const one of value as readonly string[]) await this.choose(name, one);
        return;
      case 'link':
        return this.choose(name, this.rowOf(item.of, value));
      case 'links':
        for (const one of value as readonly string[]) await this.choose(name, this.rowOf(item.of, one));
        return;
      case 'grid':
        for (const [line, cell] of Object.entries(isRecord(value) ? value : {}))
          await this.choose(`${name}~${line}`, String(cell));
        return;
      case 'consent':
        return this.choose(name, 'yes');
      case 'sign':
        return this.hand.write(await this.control(`${name}~name`), isRecord(value) ? String(value.name) : '');
      default:
        return this.hand.write(await this.control(name), String(value));
    }
  }

  private rowOf(group: string, row: unknown): string {
    return this.rows.get(`${group} ${String(row)}`) ?? '';
  }

  private async choose(name: string, value: string): Promise<void> {
    const control = await this.control(name, `[value="${value}"]`);
    if ((await control.evaluate(({ tagName }) => tagName)) === 'SELECT') await this.hand.pick(control, value);
    else await this.hand.choose(control);
  }

  /** A control, made reachable: what it is folded away in is opened first. */
  private async control(name: string, more = ''): Promise<Locator> {
    const control = this.page.locator(
      `select[name="${name}"], textarea[name="${name}"], input[name="${name}"]${more}`,
    );
    await control.waitFor({ state: 'attached' });
    const folded = this.page.locator('details:not([open])', { has: control });
    for (let left = await folded.count(); left > 0; left -= 1)
      await this.hand.press(folded.first().locator('> summary'));
    return control;
  }

  /** Presses one of the form's buttons, and waits until the page has put the focus where it belongs. */
  private async press(value: string): Promise<void> {
    await this.hand.press(this.page.locator(`button[value="${value}"]`));
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => setTimeout(resolve)))),
    );
  }
}

function pointsTo(field: Item, group: string): boolean {
  return (field.type === 'link' || field.type === 'links') && field.of === group;
}

function isLink(field: Item, group: GroupItem, answers: Answers): boolean {
  return pointsTo(field, group.id) && answerOf(answers, field.id) !== undefined;
}
