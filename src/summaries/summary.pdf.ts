import { nameList, questionList, statementList, type Question, type Words } from '../platform/pdf/answers.js';
import { cardBlock } from '../platform/pdf/card.js';
import { composePdf } from '../platform/pdf/compose.js';
import type { Block } from '../platform/pdf/flow.js';
import { groupHeading, sectionHeading, subheading } from '../platform/pdf/heading.js';
import { masthead } from '../platform/pdf/masthead.js';
import type { Paper } from '../platform/pdf/paper.js';
import { paragraph } from '../platform/pdf/prose.js';
import { ruledLines } from '../platform/pdf/ruled-lines.js';
import { STYLE } from '../platform/pdf/style.js';
import { table } from '../platform/pdf/table.js';
import type {
  PrintedAnswer,
  PrintedQuestion,
  PrintedSection,
  PrintedWorksheet,
  SectionEntry,
  SummaryContent,
} from './summary.types.js';

/** Draws a session summary. It only draws: what is said was decided in `sessionSummaryContent`. */
export function drawSessionSummary(
  content: SummaryContent,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  const { running } = content;
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    furniture: {
      head: { left: content.code, right: running.head },
      foot: {
        strong: running.confidential,
        text: running.statement,
        below: running.origin,
        made: running.made,
      },
    },
    blocks: [
      ...frontPage(content),
      ...content.worksheets.flatMap((worksheet, index) => worksheetBlocks(worksheet, index === 0)),
    ],
  });
}

const FACT_SHARES = [1.05, 1, 1, 1.25];

function frontPage(content: SummaryContent): readonly Block[] {
  const { notes } = content;
  return [
    masthead({
      kind: content.title,
      owner: content.practice,
      title: content.code,
      copy: content.copy,
      ...(content.caution !== undefined && { caution: content.caution }),
      facts: content.facts.map((fact, index) => ({ ...fact, share: FACT_SHARES[index] ?? 1 })),
    }),
    paragraph(content.disclaimer, { style: STYLE.label, before: 9 }),
    ...since(content.since),
    ...open(content.open),
    sectionHeading(notes.heading, { note: notes.caution }),
    ruledLines(notes.lines),
  ];
}

function since({ heading, note, rows, remarks }: SummaryContent['since']): readonly Block[] {
  const answers = table({
    title: heading,
    columns: [
      { heading: 'Submitted', share: 126, weight: 'quiet' },
      { heading: 'Worksheet', share: 148, weight: 'strong' },
      { heading: 'Version', share: 62, weight: 'quiet' },
      { heading: 'Answered', share: 52, align: 'right' },
      { heading: 'Skipped', share: 48, align: 'right' },
      { heading: 'Left open', share: 54, align: 'right' },
      { heading: 'Discussed', share: 54, align: 'right' },
    ],
    rows: rows.map((row) => [
      row.submitted,
      row.worksheet,
      row.version,
      row.answered,
      row.skipped,
      row.leftOpen,
      { tickBox: true },
    ]),
  });
  return [
    sectionHeading(heading, note === undefined ? {} : { note }),
    ...(rows.length > 0 ? [answers] : []),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

function open({ heading, note, rows, remarks }: SummaryContent['open']): readonly Block[] {
  const assignments = table({
    title: heading,
    columns: [
      { heading: 'Done', share: 36 },
      { heading: 'Worksheet', share: 146, weight: 'strong' },
      { heading: 'Takes', share: 48, weight: 'quiet' },
      { heading: 'Assigned', share: 88, weight: 'quiet' },
      { heading: 'Due', share: 126 },
      { heading: 'State', share: 106 },
    ],
    rows: rows.map((row) => [{ tickBox: true }, row.worksheet, row.takes, row.assigned, row.due, row.state]),
  });
  return [
    sectionHeading(heading, note === undefined ? {} : { note }),
    ...(rows.length > 0 ? [assignments] : []),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

function worksheetBlocks(worksheet: PrintedWorksheet, newPage: boolean): readonly Block[] {
  return [
    sectionHeading(worksheet.title, { note: worksheet.source, newPage }),
    paragraph(worksheet.record, { style: STYLE.label, before: 0, glued: true }),
    ...worksheet.sections.flatMap(sectionBlocks),
  ];
}

function sectionBlocks({ title, leftOpen, entries }: PrintedSection): readonly Block[] {
  return [
    subheading(title, leftOpen === undefined ? {} : { note: leftOpen }),
    ...entryRuns(entries).flatMap(runBlocks),
  ];
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
