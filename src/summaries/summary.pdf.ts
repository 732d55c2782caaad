import { nameList, questionList, statementList, type Question, type Words } from '../platform/pdf/answers.js';
import { cardBlock } from '../platform/pdf/card.js';
import { composePdf, type Composition } from '../platform/pdf/compose.js';
import { figureBlock } from '../platform/pdf/figure.js';
import type { Block } from '../platform/pdf/flow.js';
import { groupHeading, sectionHeading, subheading } from '../platform/pdf/heading.js';
import type { Paper } from '../platform/pdf/paper.js';
import { paragraph } from '../platform/pdf/prose.js';
import { STYLE } from '../platform/pdf/style.js';
import { table } from '../platform/pdf/table.js';
import { frontPage } from './summary.front.js';
import type {
  LineNumbers,
  PrintedAnswer,
  PrintedMap,
  PrintedQuestion,
  PrintedSection,
  PrintedWorksheet,
  SectionEntry,
  Steps,
  SummaryContent,
} from './summary.types.js';
import { furnitureOf } from './running.js';

/** Draws a session summary. It only draws: what is said was decided in `sessionSummaryContent`. */
export function drawSessionSummary(
  content: SummaryContent,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    ...summaryPages(content),
  });
}

/** What stands on a summary's pages, for a file of its own or for one of several. */
export function summaryPages(content: SummaryContent): Pick<Composition, 'furniture' | 'blocks'> {
  return {
    furniture: furnitureOf(content.running, content.code),
    blocks: [
      ...frontPage(content),
      ...(content.map ? mapBlocks(content.map) : []),
      ...(content.steps ? stepBlocks(content.steps) : []),
      ...(content.numbers ? numberBlocks(content.numbers) : []),
      ...content.worksheets.flatMap((worksheet, index) =>
        worksheetBlocks(worksheet, index === 0 && content.numbers === undefined),
      ),
    ],
  };
}

function worksheetBlocks(worksheet: PrintedWorksheet, newPage: boolean): readonly Block[] {
  return [
    sectionHeading(worksheet.title, { note: worksheet.source, newPage }),
    paragraph(worksheet.record, { style: STYLE.label, before: 0, glued: true }),
    ...worksheet.sections.flatMap(sectionBlocks),
    ...(worksheet.sums.length > 0
      ? [
          subheading('Reading aids'),
          statementList(worksheet.sums.map(({ name, value }) => ({ prompt: name, answer: { text: value } }))),
        ]
      : []),
  ];
}

/** The client's map on pages that lie on their side. */
function mapBlocks({ heading, scenes, remarks }: PrintedMap): readonly Block[] {
  if (scenes.length > 0) return scenes.map((scene) => figureBlock(scene, { landscape: true, heading }));
  return [
    sectionHeading(heading, { newPage: true }),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

function stepBlocks({ heading, note, rows, remarks }: Steps): readonly Block[] {
  const steps = table({
    title: heading,
    columns: [
      { heading: 'No.', share: 30, weight: 'quiet' },
      { heading: 'Sheet', share: 270, weight: 'strong' },
      { heading: 'State', share: 110 },
      { heading: 'Date', share: 100, weight: 'quiet' },
    ],
    rows: rows.map(({ number, sheet, state, date }) => [number, sheet, state, date]),
  });
  return [
    sectionHeading(heading, { newPage: true, ...(note !== undefined && { note }) }),
    ...(rows.length > 0 ? [steps] : []),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

function numberBlocks({ heading, columns, rows }: LineNumbers): readonly Block[] {
  return [
    sectionHeading(heading, { newPage: true }),
    table({
      title: heading,
      columns: columns.map((column, index) => ({
        heading: column,
        share: index === 0 ? 2 : 1,
        ...(index === 0 ? { weight: 'strong' as const } : { align: 'right' as const }),
      })),
      rows,
      dense: true,
    }),
  ];
}

/** The blocks of a section of somebody’s answers. */
export function sectionBlocks({ title, leftOpen, entries }: PrintedSection): readonly Block[] {
  return [subheading(title, leftOpen === undefined ? {} : { note: leftOpen }), ...entryBlocks(entries)];
}

/** Questions with their answers, people on cards, ties: whatever a section of a worksheet holds. */
export function entryBlocks(entries: readonly SectionEntry[]): readonly Block[] {
  return entryRuns(entries).flatMap(runBlocks);
}

/** Neighbouring questions that are drawn alike, or one group. */
type EntryRun =
  | { readonly kind: 'statements' | 'questions'; readonly questions: readonly PrintedQuestion[] }
  | Exclude<SectionEntry, { readonly kind: 'question' }>;

/** Fewer chosen answers in a row than this stand better among the written ones. */
const STATEMENTS_AT_LEAST = 3;

/** Many chosen answers in a row ("Never", "7 of 10") read best as a list with the answers in one column. */
function entryRuns(entries: readonly SectionEntry[]): readonly EntryRun[] {
  const runs: EntryRun[] = [];
  for (const [index, entry] of entries.entries()) {
    const last = runs.at(-1);
    if (entry.kind !== 'question') {
      runs.push(entry);
    } else if (last?.kind === kindAt(entries, index)) {
      runs[runs.length - 1] = { kind: last.kind, questions: [...last.questions, entry.question] };
    } else {
      runs.push({ kind: kindAt(entries, index), questions: [entry.question] });
    }
  }
  return runs;
}

/** A question is drawn as a statement where enough of its neighbours are answered by choosing too. */
function kindAt(entries: readonly SectionEntry[], index: number): 'statements' | 'questions' {
  const chosen = (at: number): boolean => {
    const entry = entries[at];
    return entry?.kind === 'question' && entry.question.closed;
  };
  let from = index;
  while (chosen(from - 1)) from -= 1;
  let to = from;
  while (chosen(to)) to += 1;
  return to - from >= STATEMENTS_AT_LEAST && chosen(index) ? 'statements' : 'questions';
}

function runBlocks(run: EntryRun): readonly Block[] {
  switch (run.kind) {
    case 'questions':
      return [questionList(run.questions.map(question))];
    case 'statements':
      return [statementList(run.questions.map(question))];
    case 'cards':
      return [
        groupHeading(run.title),
        ...run.cards.map(({ name, role, fields }) =>
          cardBlock({
            name,
            ...(role !== undefined && { role }),
            pairs: fields.map(({ prompt, answer }) => ({ label: prompt, value: pairValue(answer) })),
          }),
        ),
      ];
    case 'ties':
      return [
        groupHeading(run.title),
        nameList(run.ties.map(({ between, what }) => ({ prompt: between, answer: { text: what } }))),
      ];
  }
}

/** In a card there is no room for a line each. */
function pairValue(answer: PrintedAnswer): Words {
  if (answer.kind !== 'list') return words(answer);
  return { text: answer.items.join(' · ') };
}

function question({ prompt, answer }: PrintedQuestion): Question {
  return { prompt, answer: words(answer) };
}

function words(answer: PrintedAnswer): Words {
  switch (answer.kind) {
    case 'text':
      return { text: answer.text };
    case 'list':
      return { entries: answer.items };
    case 'skipped':
      return { aside: 'Skipped' };
  }
}
