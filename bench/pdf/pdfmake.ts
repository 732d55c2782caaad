import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { INK, RULE, type TextStyle } from '../../src/platform/pdf/style.js';
import { fontFile, traitsOf } from './faces.js';
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

/** The natural line height of both families, over their size. */
const NATURAL = 1.257;

/** The same text in the same columns by pdfmake, in tables and columns as its own guide has it. */
export function pdfmakeContender(recorded: Recorded): () => Promise<Buffer> {
  const serif = { normal: fontFile('serif'), bold: fontFile('serifSemi') };
  pdfmake.setFonts({
    sans: { normal: fontFile('sans'), bold: fontFile('sansSemi'), italics: fontFile('sansItalic') },
    serif,
  });
  Object.assign(pdfmake, { urlAccessPolicy: () => false, localAccessPolicy: () => true });
  return () => pdfmake.createPdf(definition(recorded)).getBuffer();
}

function definition({ parts, furniture }: Recorded): TDocumentDefinitions {
  const side = GRID.left;
  const [head, foot] = [furniture.slice(0, 2), furniture.slice(2)];
  return {
    pageSize: 'LETTER',
    defaultStyle: styleOf(noStyle),
    pageMargins: [side, GRID.bodyTop, side, GRID.pageHeight - GRID.bodyBottom],
    header: (page) => (page === 1 ? '' : { margin: [side, GRID.top, side, 0], columns: head.map(textOf) }),
    footer: (page, count) => ({
      margin: [side, 12, side, 0],
      stack: [...foot.slice(1).map(textOf), `Page ${page} of ${count}`],
      style: styleOf(foot[0]?.style ?? noStyle),
    }),
    content: parts.map((part) => (part.kind === 'table' ? tableOf(part) : partOf(part))),
  };
}

const noStyle: TextStyle = { face: 'sans', size: 8, lead: 10, ink: 'mid' };

function partOf(part: Row | Rule | Group): Content {
  if (part.kind === 'rule') return ruleOf(part);
  return part.kind === 'row' ? rowOf(part) : { stack: part.rows.map(partOf) };
}

function ruleOf(rule: Rule): Content {
  const { weight, ink } = RULE[rule.name];
  const space = spaceAround(rule);
  const line = { type: 'line' as const, x1: 0, y1: 0, x2: GRID.width, y2: 0 };
  return { canvas: [{ ...line, lineWidth: weight, lineColor: INK[ink] }], margin: [0, space, 0, space] };
}

function rowOf(row: Row): Content {
  const [first, ...rest] = fitted(row);
  if (!first) return '';
  if (rest.length === 0) return { ...textOf(first), margin: [first.x, 2, 0, 2] };
  return { columns: [first, ...rest].map((column) => ({ ...textOf(column), width: column.width })) };
}

function tableOf({ rows }: Group): Content {
  const body = rows.filter((row): row is Row => row.kind === 'row').map((row) => fitted(row));
  const widest = body.toSorted((one, other) => other.length - one.length)[0] ?? [];
  return {
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0, hLineColor: () => INK.rule, paddingLeft: () => 0 },
    table: {
      headerRows: 1,
      widths: widest.map(({ width }) => width - 6),
      body: body.map((columns) => widest.map(({ x }) => cellAt(columns, x))),
    },
  };
}

function cellAt(columns: readonly Column[], x: number): Content {
  const column = columns.find((each) => Math.abs(each.x - x) < 1);
  return column ? textOf(column) : '';
}

function textOf({ text, style, right }: Column): { text: string } & ReturnType<typeof styleOf> {
  return { text, ...styleOf(style), ...(right && { alignment: 'right' as const }) };
}

function styleOf({ face, size, lead, ink }: TextStyle): object {
  const { family, weight, italic } = traitsOf(face);
  const lineHeight = lead / (size * NATURAL);
  return { font: family, bold: weight > 400, italics: italic, fontSize: size, lineHeight, color: INK[ink] };
}
