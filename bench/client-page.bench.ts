import { brotliCompressSync, constants } from 'node:zlib';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { assetsAt, clientFolder, readClientFiles } from '../src/pages/client-files.js';
import type { ClientPage, Shell } from '../src/web/client/model.js';
import { renderClientPage } from '../src/web/client/render.js';
import type { Measured } from './bench.types.js';

const BUDGET_ALL = 60 * 1024;
const BUDGET_SCRIPT = 35 * 1024;
/** How hard the server compresses what it draws for each request. */
const QUALITY_OF_PAGES = 7;

const shell: Shell = {
  practiceId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30b',
  clientId: 'c1',
  practiceName: 'Example Practice',
  clinicianName: 'Dr Example',
  exitUrl: 'https://weather.example/',
  basePath: '',
  lang: 'en-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-01-02',
};

/**
 * What a first visit brings over the wire, compressed: the heaviest part of the longest worksheet with its styles,
 * the script and the font.
 */
export async function run(): Promise<readonly Measured[]> {
  const built = readClientFiles(clientFolder());
  const script = built.files.get(built.script)?.brotli?.length;
  const font = built.files.get(built.font)?.plain.length;
  if (script === undefined || font === undefined)
    throw new Error('The page is not built: run "npm run build" first.');
  const assets = assetsAt('/me/assets', built);
  const html = Math.max(
    ...pages().map((page) => compressed(renderClientPage(page, shell, assets, 'bm9uY2U='))),
  );
  const all = html + script + font;
  const parts = `page with styles ${kilobytes(html)}, script ${kilobytes(script)}, font ${kilobytes(font)}`;
  return [
    {
      name: 'client page, first visit over 60 KB',
      ratio: all / BUDGET_ALL,
      detail: `less is better; ${kilobytes(all)}: ${parts}`,
    },
    { name: 'client page, script over 35 KB', ratio: script / BUDGET_SCRIPT, detail: 'less is better' },
  ];
}

function pages(): readonly ClientPage[] {
  return readWorksheets(shippedFolder()).worksheets.flatMap(({ worksheet }) =>
    worksheet.sections.map((_section, index): ClientPage => ({
      kind: 'part',
      part: index + 1,
      assignmentId: '00000000-0000-7000-8000-000000000000',
      worksheet,
      revision: 0,
      answers: {},
      problems: [],
      typed: {},
      others: {},
      opened: [],
      carded: [],
      openRow: null,
    })),
  );
}

function compressed(html: string): number {
  return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY_OF_PAGES } }).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
