import { keyValues } from '../platform/pdf/answers.js';
import { composePdf } from '../platform/pdf/compose.js';
import type { Block } from '../platform/pdf/flow.js';
import { sectionHeading } from '../platform/pdf/heading.js';
import { masthead } from '../platform/pdf/masthead.js';
import type { Paper } from '../platform/pdf/paper.js';
import { paragraph } from '../platform/pdf/prose.js';
import { statementBlock } from '../platform/pdf/statement.js';
import { STYLE } from '../platform/pdf/style.js';
import { table } from '../platform/pdf/table.js';
import type { DisclosedWorksheet, DisclosureContent } from './disclosure.content.js';
import { sectionBlocks } from './summary.pdf.js';
import { furnitureOf } from './running.js';

/** Draws what of a record leaves the practice. It only draws: what is said was decided in `disclosureContent`. */
export function drawDisclosure(
  content: DisclosureContent,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    furniture: furnitureOf(content.running, content.code),
    blocks: [
      ...frontPage(content),
      ...basis(content.basis),
      ...content.worksheets.flatMap((worksheet) => worksheetBlocks(worksheet)),
    ],
  });
}

function frontPage(content: DisclosureContent): readonly Block[] {
  return [
    masthead({
      kind: content.title,
      owner: content.practice,
      title: content.code,
      copy: content.copy,
      caution: content.caution,
      facts: content.facts.map((fact) => ({ ...fact, share: 1 })),
    }),
    ...(content.fileCopy ? fileCopy(content.fileCopy) : []),
    sectionHeading('Disclosed to'),
    keyValues(content.terms),
    ...(content.notice ? [statementBlock(content.notice)] : []),
    ...included(content.included),
  ];
}

function fileCopy({ heading, paragraphs }: NonNullable<DisclosureContent['fileCopy']>): readonly Block[] {
  return [sectionHeading(heading), ...paragraphs.map((text) => paragraph(text))];
}

function included({ heading, note, rows, remarks }: DisclosureContent['included']): readonly Block[] {
  return [
    sectionHeading(heading, { note }),
    table({
      title: heading,
      columns: [
        { heading: 'Submitted', share: 146, weight: 'quiet' },
        { heading: 'Worksheet', share: 154, weight: 'strong' },
        { heading: 'Version', share: 86, weight: 'quiet' },
        { heading: 'Answered', share: 60, align: 'right' },
        { heading: 'Skipped', share: 60, align: 'right' },
      ],
      rows: rows.map((row) => [row.submitted, row.worksheet, row.version, row.answered, row.skipped]),
    }),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

/** The scope of the consent is a page of the document, so that it cannot come off it. */
function basis({ heading, pairs, remarks }: DisclosureContent['basis']): readonly Block[] {
  return [
    sectionHeading(heading, { newPage: true }),
    keyValues(pairs),
    ...remarks.map((remark) => paragraph(remark, { style: STYLE.remark })),
  ];
}

function worksheetBlocks({ title, source, record, sections }: DisclosedWorksheet): readonly Block[] {
  return [
    sectionHeading(title, { note: source, newPage: true }),
    paragraph(record, { style: STYLE.label, before: 0, glued: true }),
    ...sections.flatMap(sectionBlocks),
  ];
}
