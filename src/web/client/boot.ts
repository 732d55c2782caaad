import type { Item, Option, Worksheet } from '../../core/worksheet/definition.js';
import { isRecord } from '../../core/worksheet/reading.js';
import type { CoverPage, PartPage, ReviewPage, Shell } from './model.js';

/** The element that carries the page's data to the script. */
export const BOOT_ID = 'boot';

/** What the script starts from: the same page that the server drew, with the worksheet as the client may see it. */
export interface Boot {
  readonly page: CoverPage | PartPage | ReviewPage;
  readonly shell: Shell;
}

/** A data block, inert under any policy; no text that a client has written can end it. */
export function bootScript({ page, shell }: Boot): string {
  const json = JSON.stringify(
    { page: { ...page, worksheet: changed(page.worksheet, shortened) }, shell },
    read,
  )
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `<script type="application/json" id="${BOOT_ID}">${json}</script>`;
}

/** Of a worksheet, what no page reads that the script draws. */
const UNREAD = new Set(['closing', 'fills', 'when', 'riskBlock', 'citations', 'therapistNotes']);

/** Says of a worksheet what is read of it; of everything else all. */
function read(this: unknown, key: string, value: unknown): unknown {
  return UNREAD.has(key) && isRecord(this) && 'sections' in this ? undefined : value;
}

/** What the block says. */
export function readBoot(block: string): Boot {
  const { page, shell } = JSON.parse(block) as Boot;
  return { page: { ...page, worksheet: changed(page.worksheet, lengthened) }, shell };
}

/** An option on its way; its label alone where its value is the label's words. Of the longest worksheet that saves 5%. */
type Sent = Option | string;

function shortened(option: Sent): Sent {
  if (typeof option === 'string') return option;
  const { value, label, ...more } = option;
  return value === wordsOf(label) && Object.keys(more).length === 0 ? label : option;
}

function lengthened(option: Sent): Sent {
  return typeof option === 'string' ? { value: wordsOf(option), label: option } : option;
}

/** As the values of most worksheets are written: `Once or twice` is `once_or_twice`. */
function wordsOf(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function changed(worksheet: Worksheet, change: (option: Sent) => Sent): Worksheet {
  const ofItem = <T extends Item>(item: T): T =>
    'options' in item ? { ...item, options: item.options.map(change) } : item;
  const sections = worksheet.sections.map((section) => ({
    ...section,
    items: section.items.map((item) =>
      item.type === 'group' ? { ...item, fields: item.fields.map(ofItem) } : ofItem(item),
    ),
  }));
  return { ...worksheet, sections };
}
