import { nameOf } from '../raw/raw-pdf.js';
import { attributeOf, type Element, everyElement, isElement, kidTypes } from '../raw/structure.js';
import type { UaDocument } from '../raw/ua-document.js';
import { elementRule, isA, type Rule } from './rule.js';

const PARTS = ['THead', 'TBody', 'TFoot'];

/** How tables must be built, so that a reader can say under which heading a cell stands. */
export const TABLE_RULES: readonly Rule[] = [
  elementRule(
    '7.2-3',
    'a table holds rows, parts and a caption',
    isA('Table'),
    holds('TR', 'Caption', ...PARTS),
  ),
  elementRule('7.2-4', 'a row is in a table', isA('TR'), (row) => {
    return ['Table', ...PARTS].includes(row.parent?.type ?? '');
  }),
  elementRule('7.2-5', 'a part is in a table', isA(...PARTS), ({ parent }) => parent?.type === 'Table'),
  elementRule('7.2-8', 'a cell is in a row', isA('TH', 'TD'), ({ parent }) => parent?.type === 'TR'),
  elementRule('7.2-10', 'a row holds cells', isA('TR'), holds('TH', 'TD')),
  elementRule('7.2-11', 'a table has one head at most', isA('Table'), (table) => count(table, 'THead') <= 1),
  elementRule('7.2-14', 'a table with a head has a body', isA('Table'), (table) => {
    return count(table, 'THead') === 0 || count(table, 'TBody') > 0;
  }),
  elementRule('7.2-36', 'a part holds rows', isA(...PARTS), holds('TR')),
  elementRule(
    '7.2-39',
    'a table has one caption at most',
    isA('Table'),
    (table) => count(table, 'Caption') <= 1,
  ),
  elementRule('7.2-42', 'each row of a table is as wide as the others', isA('Table'), isRegular),
  elementRule('table headings', 'each table has headings', isA('Table'), (table) => {
    return everyElement([table]).some(isA('TH'));
  }),
  elementRule('7.5-1', 'each heading says whether it is of a column or a row', isA('TH'), hasScope),
];

function holds(...types: readonly string[]): (element: Element) => boolean {
  return (element) =>
    kidTypes(element).length === element.kids.length &&
    kidTypes(element).every((type) => types.includes(type ?? ''));
}

function count(table: Element, type: string): number {
  return kidTypes(table).filter((kid) => kid === type).length;
}

function hasScope(heading: Element, { pdf }: UaDocument): boolean {
  return ['Row', 'Column', 'Both'].includes(nameOf(attributeOf(pdf, heading, '/Scope')) ?? '');
}

/** Every row covers the same columns, those included that a cell of a row above reaches down to. */
function isRegular(table: Element, { pdf }: UaDocument): boolean {
  const span = (cell: Element, key: string): number => Number(attributeOf(pdf, cell, key) ?? 1);
  const rows = everyElement([table]).filter(isA('TR'));
  const reaching: number[] = [];
  const widths = rows.map((row) => {
    const fromAbove = reaching.filter((left) => left > 0).length;
    const cells = row.kids.filter(isElement);
    const own = cells.reduce((sum, cell) => sum + span(cell, '/ColSpan'), 0);
    for (const [at, left] of reaching.entries()) reaching[at] = left - 1;
    for (const cell of cells)
      for (let column = 0; column < span(cell, '/ColSpan'); column += 1)
        reaching.push(span(cell, '/RowSpan') - 1);
    return fromAbove + own;
  });
  return new Set(widths).size === 1 && reaching.every((left) => left <= 0);
}
