import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { INK, RULE, type TextStyle } from '../../src/platform/pdf/style.js';
import { launchChromium } from '../../test/support/launch-chromium.js';
import type { Contender } from './contender.types.js';
import { FACES, fontFile, traitsOf } from './faces.js';
import {
  type Column,
  fitted,
  GRID,
  type Group,
  type Recorded,
  type Row,
  type Rule,
  spaceAround,
} from './record.js';

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;

/** The same text in the same columns as a page that a warm Chromium opens and prints. */
export async function chromiumContender(recorded: Recorded, tagged: boolean): Promise<Contender> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-bench-'));
  const file = path.join(folder, 'summary.html');
  writeFileSync(file, htmlOf(recorded));
  const before = new Set(children(process.pid));
  const browser = await launchChromium();
  const roots = children(process.pid).filter((pid) => !before.has(pid));
  const page = await browser.newPage();
  const print = async (): Promise<Buffer> => {
    await page.goto(pathToFileURL(file).href);
    const [head, foot] = furnitureOf(recorded);
    return page.pdf({
      format: 'letter',
      tagged,
      outline: tagged,
      displayHeaderFooter: true,
      headerTemplate: head,
      footerTemplate: foot,
    });
  };
  return {
    draw: print,
    clock: () => roots.flatMap(kin).reduce((sum, pid) => sum + cpuOf(pid), 0),
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function htmlOf({ parts }: Recorded): string {
  const faces = FACES.map((face) => {
    const { family, weight, italic } = traitsOf(face);
    const style = italic ? 'italic' : 'normal';
    return `@font-face { font-family: ${family}; font-weight: ${weight}; font-style: ${style}; src: url(${pathToFileURL(fontFile(face)).href}) }`;
  });
  return `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Session summary</title><style>${faces.join('\n')}
@page { size: Letter; margin: ${GRID.bodyTop}pt ${GRID.left}pt ${GRID.pageHeight - GRID.bodyBottom}pt }
body, h1, h2, h3, h4, h5, p, ul, li, table, th, td { margin: 0; padding: 0; font-weight: inherit; text-align: left; list-style: none }
.row { display: flex; break-inside: avoid } table { border-collapse: collapse; width: ${GRID.width}pt } tr { break-inside: avoid }
td, th { vertical-align: baseline; border-bottom: 0.6pt solid ${INK.rule} } hr { border: 0; }
</style></head><body>${parts.map(partOf).join('\n')}</body></html>`;
}

function partOf(part: Row | Rule | Group): string {
  switch (part.kind) {
    case 'rule':
      return `<hr style="margin: ${spaceAround(part)}pt 0; border-top: ${RULE[part.name].weight}pt solid ${INK[RULE[part.name].ink]}">`;
    case 'row':
      return `<div class="row">${fitted(part)
        .map((column) => textOf(column, elementOf(column)))
        .join('')}</div>`;
    case 'table':
      return `<table>${part.rows.map((row) => (row.kind === 'row' ? tableRow(row) : '')).join('')}</table>`;
    case 'list':
      return `<ul>${part.rows.map((row) => `<li>${partOf(row)}</li>`).join('')}</ul>`;
  }
}

function tableRow(row: Row): string {
  const cells = fitted(row).map((column) => textOf(column, column.tag === 'TH' ? 'th' : 'td'));
  return `<tr>${cells.join('')}</tr>`;
}

function elementOf({ tag }: Column): string {
  return /^H[1-5]$/u.test(tag) ? tag.toLowerCase() : tag === 'P' ? 'p' : 'div';
}

function textOf({ text, style, width, right }: Column, element: string): string {
  const place = `width: ${width}pt;${right ? 'text-align: right;' : ''}white-space: pre-wrap;`;
  return `<${element} style="${place}${styleOf(style)}">${escapeHtml(text)}</${element}>`;
}

function styleOf({ face, size, lead, ink }: TextStyle): string {
  const { family, weight, italic } = traitsOf(face);
  return `font: ${italic ? 'italic' : 'normal'} ${weight} ${size}pt/${lead}pt ${family}; color: ${INK[ink]}`;
}

function furnitureOf({ furniture }: Recorded): readonly [string, string] {
  const line = (columns: readonly Column[]): string =>
    `<div style="font-size: 8pt; margin: 0 ${GRID.left}pt">${columns.map(({ text }) => escapeHtml(text)).join(' ')}`;
  return [
    `${line(furniture.slice(0, 2))}</div>`,
    `${line(furniture.slice(2))} Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>`,
  ];
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function kin(pid: number): number[] {
  return [pid, ...children(pid).flatMap(kin)];
}

/** Numbers of the processes that a process has started, as Linux tells. */
function children(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && statOf(Number(name))[1] === String(pid))
    .map(Number);
}

/** Time of a process and of those of its children that have ended. */
function cpuOf(pid: number): number {
  return statOf(pid)
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks) * TICK_MS, 0);
}

/** What Linux tells of a process, from its state on; nothing when it is gone. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
