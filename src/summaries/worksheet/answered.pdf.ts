import { composePdf } from '../../platform/pdf/compose.js';
import { sectionHeading } from '../../platform/pdf/heading.js';
import { masthead } from '../../platform/pdf/masthead.js';
import type { Paper } from '../../platform/pdf/paper.js';
import { paragraph } from '../../platform/pdf/prose.js';
import { STYLE } from '../../platform/pdf/style.js';
import { sectionBlocks } from '../summary.pdf.js';
import type { AnsweredSheet } from './answered.types.js';
import { furnitureOf } from '../running.js';

/** Draws a filled-in worksheet. It only draws: what is said was decided in `submissionSheet` and `ownSheet`. */
export function drawAnsweredSheet(
  content: AnsweredSheet,
  options: { readonly paper: Paper },
): Promise<Buffer> {
  const { head, answers } = content;
  return composePdf({
    title: content.title,
    language: content.language,
    madeAt: content.madeAt,
    paper: options.paper,
    furniture: furnitureOf(content.running),
    blocks: [
      masthead({
        kind: head.kind,
        owner: head.owner,
        title: head.heading,
        copy: head.copy,
        ...(head.caution !== undefined && { caution: head.caution }),
        facts: head.facts.map((fact) => ({ ...fact, share: 1 })),
      }),
      sectionHeading(answers.heading, answers.note === undefined ? {} : { note: answers.note }),
      ...answers.sections.flatMap(sectionBlocks),
      ...answers.remarks.map((remark) => paragraph(remark, { style: STYLE.aside, before: 6 })),
    ],
  });
}
