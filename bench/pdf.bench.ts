import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import PdfKit from 'pdfkit';
import { Canvas } from '../src/platform/pdf/canvas.js';
import { collect } from '../src/platform/pdf/document.js';
import type { FaceName } from '../src/platform/pdf/fonts.js';
import { baselineOf } from '../src/platform/pdf/style.js';
import { sessionSummaryContent } from '../src/summaries/summary.content.js';
import { drawSessionSummary } from '../src/summaries/summary.pdf.js';
import { warmSessionSummary } from '../src/summaries/summary.warm.js';
import { familyHistory, familyWeek } from '../test/fixtures/session-summary.js';
import { type Measured, median } from './bench.types.js';
import { cpuTime } from './timing.js';

const ROUNDS = 15;
const WARM_UP = 6;

const FONT_FILES: Record<FaceName, string> = {
  sans: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  sansItalic: '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  sansSemi: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  serif: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  serifSemi: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
};

/** A piece of text as it stands on a page of ours. */
interface DrawnRun {
  readonly page: number;
  readonly face: FaceName;
  readonly size: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

type FontSource = Record<FaceName, unknown>;

/**
 * A session summary with an answered family story, content to bytes, against plain pdfkit drawing the same runs of
 * text at the same places: no layout, no tags, no rules. Below 1 we are quicker although we do more.
 */
export async function run(): Promise<Measured> {
  const runs = await recordRuns();
  await warmSessionSummary([familyHistory]);
  const resolve = createRequire(import.meta.url).resolve;
  const files = mapFaces((face) => resolve(FONT_FILES[face]));
  const parsed = mapFaces((face) => create(readFileSync(resolve(FONT_FILES[face]))));
  const contenders = {
    ours: () => drawSessionSummary(sessionSummaryContent(familyWeek), { paper: 'LETTER' }),
    plain: () => drawPlainly(runs, parsed),
    fromFiles: () => drawPlainly(runs, files),
  };
  const [ours = NaN, plain = NaN, fromFiles = NaN] = await inTurn(Object.values(contenders));
  return {
    name: 'session summary over plain pdfkit',
    ratio: ours / plain,
    detail:
      `less is better; ${ours.toFixed(0)} ms of CPU against ${plain.toFixed(0)} for ${runs.length} runs of text ` +
      `with fonts parsed beforehand; over pdfkit opening its font files for each document ${(ours / fromFiles).toFixed(2)}`,
  };
}

function mapFaces(value: (face: FaceName) => unknown): FontSource {
  return Object.fromEntries(
    (Object.keys(FONT_FILES) as FaceName[]).map((face) => [face, value(face)]),
  ) as FontSource;
}

/** Draws one summary of ours and notes every run of text that it sets. */
async function recordRuns(): Promise<readonly DrawnRun[]> {
  const runs: DrawnRun[] = [];
  const pages: unknown[] = [];
  const prototype = Canvas.prototype;
  const original = Object.getOwnPropertyDescriptor(prototype, 'line')!;
  prototype.line = function line(this: Canvas, ...[text, style, x, top, align]: Parameters<Canvas['line']>) {
    const page = pages.indexOf(this.doc.page);
    if (page < 0) pages.push(this.doc.page);
    let at = align ? x + align.right - text.width : x + (text.indent ?? 0);
    for (const part of text.runs) {
      const y = top + baselineOf(style);
      const where = { page: page < 0 ? pages.length - 1 : page, x: at, y };
      runs.push({ ...where, face: part.face, size: style.size, text: part.text });
      at += this.measure(part.face, part.text, style.size);
    }
    (original.value as Canvas['line']).call(this, text, style, x, top, align);
  };
  try {
    await drawSessionSummary(sessionSummaryContent(familyWeek), { paper: 'LETTER' });
  } finally {
    Object.defineProperty(prototype, 'line', original);
  }
  return runs;
}

function drawPlainly(runs: readonly DrawnRun[], fonts: FontSource): Promise<Buffer> {
  const doc = new PdfKit({
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
  });
  for (const [face, source] of Object.entries(fonts)) doc.registerFont(face, source as string);
  const pages = Math.max(...runs.map(({ page }) => page)) + 1;
  for (let page = 0; page < pages; page += 1) doc.addPage();
  for (const { page, face, size, text, x, y } of runs) {
    doc.switchToPage(page);
    doc.font(face, size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }
  doc.end();
  return collect(doc);
}

/** Median milliseconds of CPU of each contender, rounds interleaved. */
async function inTurn(contenders: readonly (() => Promise<Buffer>)[]): Promise<readonly number[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, draw] of contenders.entries()) {
      const before = cpuTime();
      await draw();
      if (round >= WARM_UP) times[index]?.push(cpuTime() - before);
    }
  }
  return times.map(median);
}
