import { keyValues, type KeyValue } from './answers.js';
import type { Block } from './flow.js';
import { sectionHeading } from './heading.js';
import { bulletList, tickList } from './lists.js';
import { masthead } from './masthead.js';
import { noticeBlock } from './notice.js';
import { paragraph } from './prose.js';
import { ruledLines } from './ruled-lines.js';
import { STYLE } from './style.js';
import { table, type TableSpec } from './table.js';

/** A sheet of information that somebody takes along: what it says, in plain data. */
export interface Handout {
  /** What kind of sheet it is, small, above the title. */
  readonly kind: string;
  /** Whose sheet it is: the practice. */
  readonly owner: string;
  readonly title: string;
  /** At the right of the title: for whom, or which version. */
  readonly copy: string;
  /** What the sheet is about, in a sentence or two. */
  readonly lead?: string;
  readonly sections: readonly HandoutSection[];
  /** Only on sheets that are handed to clients: whom to call when it cannot wait. */
  readonly crisis?: CrisisBox;
}

/** A heading, and what stands below it in the order of these fields. */
export interface HandoutSection {
  readonly heading: string;
  readonly note?: string;
  readonly paragraphs?: readonly string[];
  readonly facts?: readonly KeyValue[];
  readonly table?: TableSpec;
  readonly bullets?: readonly string[];
  /** A box to tick before each. */
  readonly ticks?: readonly string[];
  /** Lines to write on. */
  readonly lines?: number;
}

/** Whom to call when it cannot wait. */
export interface CrisisBox {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The blocks of a hand-out, from its masthead to the crisis box at its end. */
export function handout({ kind, owner, title, copy, lead, sections, crisis }: Handout): readonly Block[] {
  return [
    masthead({ kind, owner, title, copy, facts: [] }),
    ...(lead === undefined ? [] : [paragraph(lead, { style: STYLE.body, before: 8 })]),
    ...sections.flatMap(sectionBlocks),
    ...(crisis === undefined ? [] : crisisBlocks(crisis)),
  ];
}

function sectionBlocks(section: HandoutSection): readonly Block[] {
  const { heading, note, paragraphs = [], facts = [], bullets = [], ticks = [], lines } = section;
  return [
    sectionHeading(heading, note === undefined ? {} : { note }),
    ...paragraphs.map((text) => paragraph(text)),
    ...(facts.length > 0 ? [keyValues(facts)] : []),
    ...(section.table ? [table(section.table)] : []),
    ...(bullets.length > 0 ? [bulletList(bullets)] : []),
    ...(ticks.length > 0 ? [tickList(ticks)] : []),
    ...(lines === undefined ? [] : [ruledLines(lines)]),
  ];
}

function crisisBlocks({ title, lines }: CrisisBox): readonly Block[] {
  return [
    sectionHeading(title),
    noticeBlock({ weight: 'urgent', title: lines[0] ?? '', body: lines.slice(1) }),
  ];
}
