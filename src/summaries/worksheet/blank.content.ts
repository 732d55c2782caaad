import type { GridItem, GroupItem, Item, Section, Worksheet } from '../../core/worksheet/definition.js';
import { clientView } from '../../core/worksheet/client-view.js';
import { compile } from '../../core/worksheet/compile.js';
import { displayAnswer } from '../../core/worksheet/display.js';
import type { CrisisLine, Locale } from '../../core/worksheet/locale.js';
import { initialAnswer, isFixed, takesAnswer } from '../../core/worksheet/starting.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { typeset } from '../summary.answers.js';
import type { BlankEntry, BlankPart, BlankPrompt, BlankWorksheet, HelpBox } from './blank.types.js';
import { conditionWords, type NameOf } from './condition-words.js';
import { dateGroups, entryOf, helpOf, NOT_APPLYING, numberColumns } from './entries.js';
import { rowsOf } from './rows.js';
import { answeringOf, runsOf } from './statements.js';

/** What a blank worksheet is made from. */
export interface BlankInput {
  /** Tailored: what hangs on circumstances is settled. */
  readonly worksheet: Worksheet;
  /** The practice's name, to stand at the head. */
  readonly practice: string;
  readonly locale: Locale;
  readonly paper: Paper;
  readonly fillable: boolean;
  readonly madeAt: Date;
}

const LANGUAGE = 'en-US';
const KIND = 'Worksheet';
const LEAVE_BLANK = 'You may leave any line blank. Share only what you choose to.';
const NO_TEST =
  'For your own thinking and for talking about it. Not a test, not a diagnosis, and no score comes of it.';
const HELP = 'Need help now?';

/**
 * Decides what a worksheet to be filled in says: what a client's page shows of it, and no more. What a page does by
 * itself (opening a question after an answer, a card after a low number) is said in words. Pure.
 */
export function blankWorksheet(input: BlankInput): BlankWorksheet {
  const worksheet = clientView(input.worksheet);
  const { paper, fillable, madeAt } = input;
  const { title, minutes, intro, contentNote, closing, version } = worksheet;
  const help = helpBox(input.locale);
  return {
    language: LANGUAGE,
    title: KIND,
    madeAt,
    fillable,
    head: {
      kind: KIND,
      owner: input.practice,
      title: typeset(title),
      note: `About ${minutes} minutes`,
      intro: typeset(intro),
      ...(contentNote !== undefined && { caution: typeset(contentNote) }),
      places: [
        {
          label: 'Name or code',
          share: 3,
          named: { entry: { kind: 'line' }, name: 'name_or_code', label: 'Name or code' },
        },
        {
          label: 'Date',
          share: 2,
          named: { entry: { kind: 'digits', groups: dateGroups(paper) }, name: 'date', label: 'Date' },
        },
      ],
    },
    parts: new Paperer(atOneTable(worksheet), paper).parts(),
    ...(closing && { closing: typeset(closing) }),
    ...(help && { help }),
    running: {
      head: KIND,
      lead: 'Yours.',
      statement: LEAVE_BLANK,
      origin: NO_TEST,
      made: `Version ${version}`,
    },
  };
}

/** Two fill a joint sheet in together: what each is asked in private around other sheets is not on it. */
function atOneTable(worksheet: Worksheet): Worksheet {
  if (worksheet.share !== 'J') return worksheet;
  return { ...worksheet, sections: worksheet.sections.filter(({ id }) => !AROUND.has(id)) };
}

/** Each line as it is called: "call 988, text 988". */
function helpBox({ region, emergency, crisisLines }: Locale): HelpBox {
  return {
    heading: HELP,
    lines: [
      { who: `In an emergency (${region})`, how: `call ${emergency}` },
      ...crisisLines.map((line) => ({ who: typeset(line.name), how: waysTo(line) })),
    ],
  };
}

function waysTo({ phone, text, url }: CrisisLine): string {
  const written = text && text.charAt(0).toLowerCase() + text.slice(1);
  const site = url?.replace(/^https:\/\/(?:www\.)?|\/$/gu, '');
  return [phone && `call ${phone}`, written, phone || text ? undefined : site]
    .filter((way) => way !== undefined && way !== '')
    .join(', ');
}

const AROUND: ReadonlySet<string> = new Set(['open', 'close']);

interface Asked {
  readonly item: Item;
  /** Absent where there is nothing to answer. */
  readonly number?: number;
}

/** Entries that stand or fall together. */
interface Unit {
  readonly entries: readonly BlankEntry[];
  readonly numbers: readonly number[];
  /** As JSON; '' where it is always asked. */
  readonly condition: string;
  readonly only: string;
}

class Paperer {
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(
    private readonly worksheet: Worksheet,
    private readonly paper: Paper,
  ) {
    const asked = worksheet.sections.flatMap(({ items }) => items.filter(isAsked));
    this.numbers = new Map(asked.map(({ id }, index) => [id, index + 1]));
  }

  parts(): readonly BlankPart[] {
    return this.worksheet.sections.flatMap((section) => {
      const entries = this.entriesOf(section);
      if (entries.length === 0) return [];
      const only = section.showIf ? conditionWords(section.showIf, this.nameOf()) : '';
      return [
        {
          heading: typeset(section.title),
          ...(only !== '' && { only: `Only if ${only}.` }),
          ...(section.intro !== undefined && { intro: typeset(section.intro) }),
          entries,
        },
      ];
    });
  }

  private nameOf(self?: Item): NameOf {
    return (id = self?.id ?? '') => {
      const item = this.worksheet.sections.flatMap(({ items }) => items).find((one) => one.id === id);
      const number = this.numbers.get(id);
      return item && { item, ...(number !== undefined && { number }) };
    };
  }

  private entriesOf({ items }: Section): readonly BlankEntry[] {
    const shown = items
      .filter(({ hidden, type }) => !hidden && type !== 'computed')
      .map((item): Asked => {
        const number = this.numbers.get(item.id);
        return { item, ...(number !== undefined && { number }) };
      });
    return withRemarks(runsOf(shown).map((run) => this.unitOf(run)));
  }

  private unitOf(run: readonly Asked[]): Unit {
    const [first] = run;
    const conditions = new Set(run.map(({ item }) => JSON.stringify(item.showIf ?? null)));
    const together = conditions.size === 1 && first?.item.showIf !== undefined;
    const only = together ? this.onlyIf(first.item) : '';
    const entries = run.length > 1 ? [this.statements(run, !together)] : first ? this.entryOf(first) : [];
    return {
      entries,
      numbers: run.flatMap(({ number }) => number ?? []),
      condition: together && only !== '' ? JSON.stringify(first.item.showIf) : '',
      only,
    };
  }

  private onlyIf(item: Item): string {
    return item.showIf ? conditionWords(item.showIf, this.nameOf(item)) : '';
  }

  private statements(run: readonly Asked[], each: boolean): BlankEntry {
    const answering = run[0] && answeringOf(run[0].item);
    return {
      kind: 'statements',
      title: run.map(({ number }) => number).join(', '),
      columns: answering?.columns ?? [],
      ...(answering?.ends && { ends: answering.ends }),
      lines: run.map(({ item, number }) => {
        const only = each ? this.onlyIf(item) : '';
        return {
          number: String(number ?? ''),
          text: typeset(item.text),
          ...(only !== '' && { only: `Only if ${only}.` }),
          name: item.id,
        };
      }),
    };
  }

  private entryOf({ item, number }: Asked): readonly BlankEntry[] {
    if (number === undefined) return this.readingOf(item);
    const help = helpOf(item);
    const prompt: BlankPrompt = {
      number: String(number),
      text: typeset(item.text),
      ...(help !== undefined && { help }),
    };
    if (item.type === 'grid') return [gridEntry(item, prompt)];
    if (item.type === 'group') return [this.rowsEntry(item, prompt)];
    const entry = entryOf(item, this.paper);
    if (entry === undefined) return [];
    const after = this.afterword(item);
    return [
      {
        kind: 'question',
        question: { ...prompt, named: { entry, name: item.id, label: typeset(item.text) } },
        ...(after !== undefined && { after }),
      },
    ];
  }

  private afterword(item: Item): string | undefined {
    const { card } = item;
    if (!card) return undefined;
    const when = conditionWords(card.when, this.nameOf(item));
    return typeset(when === '' ? card.text : `If ${when}: ${card.text}`);
  }

  private rowsEntry(group: GroupItem, prompt: BlankPrompt): BlankEntry {
    return { kind: 'rows', prompt, ...rowsOf(group, this.paper, this.nameOf(group)) };
  }

  private readingOf(item: Item): readonly BlankEntry[] {
    if (!isFixed(item)) return [{ kind: 'reading', text: typeset(item.text) }];
    const shown = displayAnswer(compile(this.worksheet), item.id, initialAnswer(item), {});
    const said = shown.kind === 'text' ? [shown.text] : shown.kind === 'list' ? [shown.items.join(', ')] : [];
    return [{ kind: 'reading', text: typeset([item.text, ...said].join(': ')) }];
  }
}

/** On paper rows can be written that no data has brought. */
function isAsked(item: Item): boolean {
  return takesAnswer(item) || (item.type === 'group' && item.given?.length === 0 && !isFixed(item));
}

function gridEntry({ id, options, scale }: GridItem, prompt: BlankPrompt): BlankEntry {
  return {
    kind: 'grid',
    prompt,
    columns: [...numberColumns(scale), NOT_APPLYING],
    ends: { low: typeset(scale.low), high: typeset(scale.high) },
    lines: options.map(({ value, label }) => ({ text: typeset(label), name: `${id}_${value}` })),
  };
}

/** Neighbours under one condition share one remark. */
function withRemarks(units: readonly Unit[]): readonly BlankEntry[] {
  const runs: Unit[][] = [];
  for (const unit of units) {
    const last = runs.at(-1);
    if (last && unit.condition !== '' && last[0]?.condition === unit.condition) last.push(unit);
    else runs.push([unit]);
  }
  return runs.flatMap((run) => remarked(run));
}

function remarked(run: readonly Unit[]): readonly BlankEntry[] {
  const entries = run.flatMap((unit) => unit.entries);
  const [first] = run;
  if (!first || first.condition === '') return entries;
  const numbers = run.flatMap((unit) => unit.numbers);
  const [entry] = entries;
  if (entries.length === 1 && entry) {
    const only = `Only if ${first.only}.`;
    if (entry.kind === 'question') return [{ ...entry, question: { ...entry.question, only } }];
    if (entry.kind === 'grid' || entry.kind === 'rows')
      return [{ ...entry, prompt: { ...entry.prompt, only } }];
  }
  const [from, to] = [numbers.at(0), numbers.at(-1)];
  const about =
    from === undefined || to === undefined
      ? 'Only'
      : from === to
        ? `Question ${from}: only`
        : `Questions ${from} to ${to}: only`;
  return [{ kind: 'remark', text: `${about} if ${first.only}.` }, ...entries];
}
