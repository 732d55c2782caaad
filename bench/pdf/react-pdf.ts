import { createRequire } from 'node:module';
import { Document, Font, Page, renderToBuffer, Text, View } from '@react-pdf/renderer';
import { INK, RULE, type TextStyle } from '../../src/platform/pdf/style.js';
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

type Node = Parameters<typeof renderToBuffer>[0];
type Create = (kind: unknown, properties: object | null, ...children: unknown[]) => Node;

const { createElement } = createRequire(import.meta.url)('react') as { createElement: Create };

/** The same text in the same columns by @react-pdf/renderer. */
export function reactPdfContender(recorded: Recorded): () => Promise<Buffer> {
  for (const face of FACES) {
    const { family, weight, italic } = traitsOf(face);
    const fontStyle = italic ? ('italic' as const) : ('normal' as const);
    Font.register({ family, fonts: [{ src: fontFile(face), fontWeight: weight, fontStyle }] });
  }
  Font.registerHyphenationCallback((word) => [word]);
  return () => renderToBuffer(documentOf(recorded));
}

function documentOf({ parts, furniture }: Recorded): Node {
  const head = { position: 'absolute', top: GRID.top, left: GRID.left, flexDirection: 'row' };
  const foot = { position: 'absolute', top: GRID.footer, left: GRID.left };
  const page = {
    paddingTop: GRID.bodyTop,
    paddingBottom: GRID.pageHeight - GRID.bodyBottom,
    paddingHorizontal: GRID.left,
  };
  return createElement(
    Document,
    { title: 'Session summary', language: 'en-US' },
    createElement(
      Page,
      { size: 'LETTER', style: page },
      createElement(View, { fixed: true, style: head }, ...furniture.slice(0, 2).map(textOf)),
      ...parts.map(partOf),
      createElement(View, { fixed: true, style: foot }, ...furniture.slice(2).map(textOf), pageNumber()),
    ),
  );
}

function pageNumber(): Node {
  const render = ({ pageNumber: page, totalPages }: { pageNumber: number; totalPages: number }): string =>
    `Page ${page} of ${totalPages}`;
  return createElement(Text, { render, style: { fontFamily: 'sans', fontSize: 8 } });
}

function partOf(part: Row | Rule | Group): Node {
  if (part.kind === 'rule') return ruleOf(part);
  return part.kind === 'row' ? rowOf(part) : createElement(View, null, ...part.rows.map(partOf));
}

function ruleOf(rule: Rule): Node {
  const { weight, ink } = RULE[rule.name];
  const marginVertical = spaceAround(rule);
  return createElement(View, {
    style: { borderTopWidth: weight, borderTopColor: INK[ink], borderTopStyle: 'solid', marginVertical },
  });
}

function rowOf(row: Row): Node {
  const columns = fitted(row);
  const style = { flexDirection: 'row', marginLeft: columns[0]?.x ?? 0 };
  return createElement(View, { style, wrap: false }, ...columns.map(textOf));
}

function textOf({ text, style, width, right }: Column): Node {
  return createElement(
    Text,
    { style: { ...styleOf(style), width, textAlign: right ? 'right' : 'left' } },
    text,
  );
}

function styleOf({ face, size, lead, ink }: TextStyle): object {
  const { family, weight, italic } = traitsOf(face);
  return {
    fontFamily: family,
    fontWeight: weight,
    fontStyle: italic ? 'italic' : 'normal',
    fontSize: size,
    lineHeight: lead / size,
    color: INK[ink],
  };
}
