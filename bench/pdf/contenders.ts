import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import PdfKit from 'pdfkit';
import { collect } from '../../src/platform/pdf/document.js';
import { cpuTime } from '../timing.js';
import { chromiumContender } from './chromium.js';
import type { Contender } from './contender.types.js';
import { FACES, fontFile } from './faces.js';
import { drawSummary, warmSummary } from './ours.js';
import { pdfmakeContender } from './pdfmake.js';
import { reactPdfContender } from './react-pdf.js';
import { type DrawnRun, record } from './record.js';

/** Each is made in a process of its own. */
export const contenders = {
  ours: async () => {
    await warmSummary();
    return here(() => drawSummary());
  },
  pdfmake: async () => here(pdfmakeContender(await recorded())),
  reactPdf: async () => here(reactPdfContender(await recorded())),
  chromium: async () => chromiumContender(await recorded(), true),
  chromiumUntagged: async () => chromiumContender(await recorded(), false),
  pdfkit: async () => {
    const fonts = FACES.map((face) => [face, create(readFileSync(fontFile(face)))] as const);
    const { runs } = await recorded();
    return here(() => drawPlainly(runs, fonts));
  },
  pdfkitFromFiles: async () => {
    const fonts = FACES.map((face) => [face, fontFile(face)] as const);
    const { runs } = await recorded();
    return here(() => drawPlainly(runs, fonts));
  },
} satisfies Record<string, () => Promise<Contender>>;

function here(draw: () => Promise<Buffer>): Contender {
  return { draw, clock: cpuTime };
}

function recorded(): ReturnType<typeof record> {
  return record(() => drawSummary());
}

function drawPlainly(
  runs: readonly DrawnRun[],
  fonts: readonly (readonly [string, unknown])[],
): Promise<Buffer> {
  const doc = new PdfKit({
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
  });
  for (const [face, source] of fonts) doc.registerFont(face, source as string);
  const pages = Math.max(...runs.map(({ page }) => page)) + 1;
  for (let page = 0; page < pages; page += 1) doc.addPage();
  for (const { page, face, size: points, text, x, y } of runs) {
    doc.switchToPage(page);
    doc.font(face, points).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }
  doc.end();
  return collect(doc);
}
