import { pdfTextAsDrawn } from './poppler.js';
import { textsIn } from './texts.js';

const BLOCK = 'heading note remarks';
const SAID = 'prompt words own continues';
const QUOTE = `${SAID} ref source`;
/** Everything that GraphQL gives of a summary’s content. */
export const SUMMARY_CONTENT = `
  kind title madeAt practice code copy caution facts { label value }
  readFirst { ${BLOCK} ticks flags { level lead what source said { ${SAID} } action remark } }
  since { ${BLOCK} changes { kind what source } }
  words { ${BLOCK} quotes { ${QUOTE} } }
  lines { ${BLOCK} charts { line title unit range points { at label value } } sessions { at label } }
  promises { ${BLOCK} sides rows { promise who says mismatch note } }
  open { ${BLOCK} submitted { submitted worksheet answered skipped leftOpen version }
    assigned { worksheet assigned due state } due { what on } }
  agenda { ${BLOCK} wishes { ${QUOTE} } }
  notes { heading caution }
  worksheets { title source record sums { name value }
    sections { title leftOpen entries { kind title question { prompt answer { kind text items } }
      cards { name role fields { prompt answer { kind text items } } } ties { between what } } } }
  numbers { heading columns rows }
  map { ${BLOCK} scenes { title description } }
  steps { ${BLOCK} rows { number sheet state date } }
  running { head lead statement origin made }`;

/** What names and sorts the parts of a summary, and the moments behind its written dates: none of it is a text. */
const NO_TEXTS = new Set([
  '__typename',
  'at',
  'description',
  'kind',
  'language',
  'level',
  'line',
  'madeAt',
  'ref',
]);

/** A summary's content, as it was decided or as GraphQL gives it. */
interface Content {
  readonly lines: { readonly charts: readonly { readonly title: string; readonly unit: string }[] };
  readonly running: object;
}

/**
 * The texts of a summary's content that its PDF does not say. What only a drawing shows is told in its alternative
 * text and in numbers; the running head stands from the second page on.
 */
export function unsaidIn(pdf: Buffer, content: Content): readonly string[] {
  const charts = content.lines.charts.map(({ title, unit }) => [title, unit]);
  const pages = pdf.toString('latin1').match(/\/Type \/Page\n/gu)?.length ?? 0;
  const running = pages > 1 ? content.running : { ...content.running, head: '' };
  const said: unknown = JSON.parse(
    JSON.stringify(
      { ...content, lines: { ...content.lines, charts, sessions: [] }, running },
      (key, value: unknown) => (NO_TEXTS.has(key) ? undefined : value),
    ),
  );
  const printed = letters(pdfTextAsDrawn(pdf));
  return textsIn(said).filter((text) => !printed.includes(letters(text)));
}

/** Without white space, since lines break anywhere, and without capitals, in which the head is set. */
function letters(text: string): string {
  return text.replace(/\s/gu, '').toLowerCase();
}
