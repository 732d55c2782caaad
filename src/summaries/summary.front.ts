import { lineChart } from '../core/charts/line-chart.js';
import type { Scene } from '../core/drawing/scene.js';
import { columns } from '../platform/pdf/columns.js';
import { entryList, type Entry } from '../platform/pdf/entries.js';
import { chartRow, figureBlock } from '../platform/pdf/figure.js';
import type { Block } from '../platform/pdf/flow.js';
import { briefHeading } from '../platform/pdf/heading.js';
import { masthead } from '../platform/pdf/masthead.js';
import { measureText } from '../platform/pdf/measure.js';
import { noticeBlock } from '../platform/pdf/notice.js';
import { paragraph } from '../platform/pdf/prose.js';
import { quoteBlock } from '../platform/pdf/quote.js';
import { ruledLines } from '../platform/pdf/ruled-lines.js';
import { STYLE } from '../platform/pdf/style.js';
import { table } from '../platform/pdf/table.js';
import { chartOf } from './content/lines.js';
import type {
  AssignedRow,
  FlagLine,
  Lines,
  NoteSpace,
  Open,
  Promises,
  Quote,
  ReadFirst,
  Said,
  Since,
  SubmittedRow,
  SummaryBlock,
  SummaryContent,
} from './summary.types.js';

/** Draws the front page: the nine blocks in their order, short ones side by side, so that a usual week is one page. */
export function frontPage(content: SummaryContent): readonly Block[] {
  return [
    masthead({
      kind: content.title,
      owner: content.practice,
      title: content.code,
      copy: content.copy,
      ...(content.caution !== undefined && { caution: content.caution }),
      facts: content.facts.map((fact) => ({ ...fact, share: FACT_SHARES[fact.label] ?? 1 })),
    }),
    ...(content.readFirst ? readFirst(content.readFirst) : []),
    ...weekBlocks(content),
    columns(promises(content.promises), open(content.open), { share: 0.47 }),
    columns(agenda(content.agenda), notes(content.notes), { share: 0.36 }),
  ];
}

/** Below many flags the page has no room for a block as high as these: they then stand below each other. */
function weekBlocks(content: SummaryContent): readonly Block[] {
  const left = [...since(content.since), ...words(content.words)];
  const flags = content.readFirst?.flags.length ?? 0;
  if (flags >= MANY_FLAGS) return [...left, ...linesInRow(content.lines)];
  return [columns(left, lines(content.lines), { share: 0.66 })];
}

/** As many as a summary says in full. */
const MANY_FLAGS = 5;

/** What the facts of the header take of its width. */
const FACT_SHARES: Readonly<Record<string, number>> = { Session: 1.25, Week: 0.35 };

function block(part: SummaryBlock, ...inside: readonly Block[]): readonly Block[] {
  return [
    briefHeading(part.heading, part.note === undefined ? {} : { note: part.note }),
    ...inside,
    ...part.remarks.map((remark) => paragraph(remark, { style: STYLE.remark, before: 2 })),
  ];
}

function readFirst(part: ReadFirst): readonly Block[] {
  return block(part, ...part.flags.map((flag) => flagBlock(flag, part.ticks)));
}

function flagBlock(flag: FlagLine, ticks: readonly string[]): Block {
  return noticeBlock({
    weight: flag.level === 'urgent' ? 'urgent' : 'plain',
    ...(flag.lead !== undefined && { lead: flag.lead }),
    title: flag.what,
    note: flag.source,
    body: [...flag.said.map(saidLine), ...(flag.remark === undefined ? [] : [flag.remark])],
    ...(flag.action !== undefined && { action: flag.action }),
    ticks,
  });
}

/** Question and answer in one line; the client's own words between quotation marks. */
function saidLine({ prompt, words: said, own, continues }: Said): string {
  const answer = own ? `“${said}”` : said;
  return `${prompt} – ${answer}${continues === undefined ? '' : ` (${continues})`}`;
}

function since(part: Since): readonly Block[] {
  const entries = part.changes.map(({ what, source }): Entry => ({ title: what, detail: source }));
  return block(part, ...(entries.length > 0 ? [entryList(entries, { weight: 'plain' })] : []));
}

function words(part: SummaryContent['words']): readonly Block[] {
  return block(part, ...part.quotes.map(quote));
}

function agenda(part: SummaryContent['agenda']): readonly Block[] {
  return block(part, ...part.wishes.map(quote));
}

function quote({ words: text, prompt, source, continues }: Quote): Block {
  return quoteBlock(
    { text, source: [prompt, source, continues].filter(isThere).join(' · ') },
    { brief: true },
  );
}

/** Small charts below each other. */
function lines(part: Lines): readonly Block[] {
  return block(part, ...chartsOf(part).map((chart) => figureBlock(chart, { before: CHART_GAP })));
}

/** Small charts side by side, where they have the width of the page. */
function linesInRow(part: Lines): readonly Block[] {
  const charts = chartsOf(part);
  return block(part, ...(charts.length > 0 ? [chartRow(charts)] : []));
}

function chartsOf({ charts, sessions }: Lines): readonly Scene[] {
  return charts.map((line) => lineChart(chartOf(line, sessions), measureText));
}

const CHART_GAP = 5;

/** One side's sayings are a list; what two say stands side by side in a table. */
function promises(part: Promises): readonly Block[] {
  const [side, ...others] = part.sides;
  if (others.length > 0) return block(part, ...(part.rows.length > 0 ? [promiseTable(part)] : []));
  const entries = part.rows.map(({ promise, who, says, note }): Entry => {
    const detail = [who, ...says].filter((text) => text !== '').join(' · ');
    return { title: promise, detail, ...(note !== '' && { words: note }) };
  });
  const headed = side === undefined ? part : { ...part, note: side };
  return block(headed, ...(entries.length > 0 ? [entryList(entries)] : []));
}

function promiseTable({ heading, sides, rows }: Promises): Block {
  return table({
    title: heading,
    columns: [
      { heading: 'Promise', share: 150, weight: 'strong' },
      { heading: 'By', share: 38, weight: 'quiet' },
      ...sides.map((side) => ({ heading: side, share: 72 })),
      { heading: 'Differ', share: 34 },
    ],
    rows: rows.map(({ promise, who, says, mismatch }) => [promise, who, ...says, mismatch ? '≠' : '']),
    dense: true,
  });
}

function open(part: Open): readonly Block[] {
  const entries = [
    ...part.submitted.map(submittedEntry),
    ...part.assigned.map(assignedEntry),
    ...part.due.map(({ what, on }): Entry => ({ title: what, detail: on })),
  ];
  return block(part, ...(entries.length > 0 ? [entryList(entries, { tickBox: true })] : []));
}

/** Answered, skipped and left open stand in figures: what they are stands at the heading. */
function submittedEntry({ worksheet, submitted, answered, skipped, leftOpen, version }: SubmittedRow): Entry {
  return {
    title: worksheet,
    detail: `in ${submitted} · ${answered} / ${skipped} / ${leftOpen} · v${version}`,
  };
}

function assignedEntry({ worksheet, state, assigned, due }: AssignedRow): Entry {
  return { title: worksheet, detail: `${state} · given ${assigned} · due: ${due}` };
}

function notes({ heading, caution, lines: count }: NoteSpace): readonly Block[] {
  return [briefHeading(heading, { note: caution }), ruledLines(count, { narrow: true })];
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
