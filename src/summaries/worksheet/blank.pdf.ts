import { composePdf } from '../../platform/pdf/compose.js';
import type { Block } from '../../platform/pdf/flow.js';
import { fillPages } from '../../platform/pdf/form/fill-pages.js';
import { matrix } from '../../platform/pdf/form/matrix.js';
import { promptHead, question, reading, remark } from '../../platform/pdf/form/prompt.js';
import { pairList } from '../../platform/pdf/form/pair-list.js';
import { entryCard } from '../../platform/pdf/form/entry-card.js';
import { entryTable } from '../../platform/pdf/form/entry-table.js';
import { wordLists } from '../../platform/pdf/form/word-lists.js';
import { sheetHead } from '../../platform/pdf/form/sheet-head.js';
import { sectionHeading, subheading } from '../../platform/pdf/heading.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { paragraph } from '../../platform/pdf/prose.js';
import { STYLE } from '../../platform/pdf/style.js';
import type { BlankEntry, BlankPart, BlankWorksheet, HelpBox } from './blank.types.js';
import { furnitureOf } from '../running.js';

/** Draws a worksheet to be filled in. It only draws: what is said was decided in `blankWorksheet`. */
export function drawBlankWorksheet(
  content: BlankWorksheet,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  const { fillable } = content;
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    furniture: furnitureOf(content.running),
    blocks: [
      fillPages([
        sheetHead(content.head, fillable),
        ...content.parts.flatMap((part) => partBlocks(part, fillable)),
        ...(content.closing === undefined
          ? []
          : [paragraph(content.closing, { style: STYLE.words, before: 20 })]),
        ...(content.help ? [helpBlock(content.help)] : []),
      ]),
    ],
  });
}

function partBlocks({ heading, only, intro, entries }: BlankPart, fillable: boolean): readonly Block[] {
  return [
    sectionHeading(heading),
    ...(only === undefined ? [] : [paragraph(only, { style: STYLE.aside, before: 0, glued: true })]),
    ...(intro === undefined ? [] : [paragraph(intro, { style: STYLE.body, before: 0, glued: true })]),
    ...entries.flatMap((entry, index) => entryBlocks(entry, fillable, entries[index + 1])),
  ];
}

function entryBlocks(entry: BlankEntry, fillable: boolean, next: BlankEntry | undefined): readonly Block[] {
  switch (entry.kind) {
    case 'remark':
      return [remark(entry.text, { glued: true })];
    case 'reading':
      // What is to be read first stands on one page with what it is about, unless that fills the page.
      return [reading(entry.text, { glued: next !== undefined && next.kind !== 'rows' })];
    case 'question': {
      const { named, ...prompt } = entry.question;
      return [question(prompt, named, fillable, entry.after)];
    }
    case 'statements':
      return [matrix(entry, fillable)];
    case 'grid':
      return [promptHead(entry.prompt), matrix({ ...entry, title: entry.prompt.text }, fillable)];
    case 'rows':
      return [
        promptHead(entry.prompt),
        ...(entry.words.length > 0 ? [wordLists(entry.words, entry.layout === 'table')] : []),
        ...(entry.layout === 'table'
          ? [entryTable(entry.prompt.text, entry.rows, fillable, entry.titled)]
          : entry.rows.map((row) => entryCard(row, fillable, entry.layout === 'dense'))),
        ...(entry.more === undefined ? [] : [remark(entry.more, { before: 5 })]),
      ];
  }
}

/** Whom to call, kept together. */
function helpBlock({ heading, lines }: HelpBox): Block {
  const list = pairList(lines.map(({ who, how }) => ({ label: who, text: how })));
  return (canvas) => {
    const bands = [...subheading(heading)(canvas), ...list(canvas)];
    return bands.map((band, index) => ({ ...band, glued: index < bands.length - 1 }));
  };
}
