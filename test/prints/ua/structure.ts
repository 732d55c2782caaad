import { type Element, isElement, kidTypes, STANDARD_TYPES, attributeOf, wordsOf } from '../raw/structure.js';
import { isReference, nameOf } from '../raw/raw-pdf.js';
import type { UaDocument } from '../raw/ua-document.js';
import { elementRule, fileRule, isA, type Rule } from './rule.js';

const LEVEL = /^H([1-6])$/u;
const anything = (): boolean => true;

/** How the structure tree must be built. */
export const STRUCTURE_RULES: readonly Rule[] = [
  fileRule('7.1-11', 'the file has a structure tree', ({ elements }) => elements.length > 0),
  fileRule('one root', 'one Document holds everything', ({ tops }) => {
    return tops.length === 1 && tops[0]?.type === 'Document';
  }),
  elementRule('7.1-5', 'each type stands for a standard type', anything, ({ type }) => type !== undefined),
  {
    id: '7.1-7',
    title: 'no standard type is given another meaning',
    check: ({ pdf }) =>
      Object.keys(pdf.dict(pdf.dict(pdf.catalog['/StructTreeRoot'])['/RoleMap'])).filter((name) =>
        STANDARD_TYPES.has(name.slice(1)),
      ),
  },
  elementRule('7.1-12', 'each element names what it belongs to', anything, belongsToParent),
  elementRule(
    'empty',
    'no element is empty but a cell, or room to write',
    isNoRoom,
    ({ kids }) => kids.length > 0,
  ),
  elementRule('7.3-1', 'each figure has words to be read instead', isA('Figure'), hasReplacement),
  elementRule('figure box', 'each figure says where it stands', isA('Figure'), standsOnPage),
  elementRule('7.7-1', 'each formula has words to be read instead', isA('Formula'), hasReplacement),
  elementRule('7.9-1', 'each note has an id', isA('Note'), ({ dict }) => dict['/ID'] !== undefined),
  {
    id: '7.4.2-1',
    title: 'headings begin with H1 and skip no level on the way down',
    check: (document) => skippedHeadings(document.elements),
  },
  fileRule('7.4.4-3', 'headings have numbers', ({ elements }) => !elements.some(isA('H'))),
  elementRule('captions', 'a caption stands first or last', ({ type }) => type !== 'Document', captionAtEdge),
  elementRule('7.2-17', 'a list entry is in a list', isA('LI'), within('L')),
  elementRule('7.2-18', 'the body of an entry is in an entry', isA('LBody'), within('LI')),
  elementRule(
    'label',
    'the label of an entry is in an entry',
    isA('Lbl'),
    within('LI', 'Note', 'Caption', 'Form'),
  ),
  elementRule('7.2-19', 'a list holds entries', isA('L'), (element) => {
    return kidTypes(element).every((type) => ['L', 'LI', 'Caption'].includes(type ?? ''));
  }),
  elementRule('7.2-20', 'an entry holds a label, if any, and then what it says', isA('LI'), (element) => {
    return /^(Lbl&)?LBody(&LBody)*$/u.test(kidTypes(element).join('&'));
  }),
  elementRule('7.2-40', 'a list has its caption first', isA('L'), (element) => {
    return !kidTypes(element).slice(1).includes('Caption');
  }),
];

function within(...types: readonly string[]): (element: Element) => boolean {
  return ({ parent }) => types.includes(parent?.type ?? '');
}

/** On paper a cell, and what stands beside a label, can be left for a pen. */
function isNoRoom({ type, parent }: Element): boolean {
  const isBeside = type === 'LBody' && parent !== undefined && kidTypes(parent).includes('Lbl');
  return !['TD', 'TH'].includes(type ?? '') && !isBeside;
}

/** Each element's `/P` leads to the element that holds it, and the top's to the root of the tree. */
function belongsToParent({ dict, parent }: Element, { pdf }: UaDocument): boolean {
  return dict['/P'] === (parent?.reference ?? pdf.catalog['/StructTreeRoot']);
}

function hasReplacement(element: Element, { pdf }: UaDocument): boolean {
  return Boolean(wordsOf(pdf, element, '/Alt')?.trim() || wordsOf(pdf, element, '/ActualText')?.trim());
}

/** A figure's box lies on its page, as `/BBox` of its layout says. */
function standsOnPage(element: Element, { pdf, pages }: UaDocument): boolean {
  const box = pdf.list(attributeOf(pdf, element, '/BBox')).map(Number);
  const owner = pdf.list(element.dict['/A']).map((attributes) => nameOf(pdf.dict(attributes)['/O']));
  const page = isReference(element.dict['/Pg']) ? element.dict['/Pg'] : (pages[0]?.reference ?? '');
  const media = pdf.list(pdf.inherited(page, '/MediaBox')).map(Number);
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = box;
  const [x0 = NaN, y0 = NaN, x1 = NaN, y1 = NaN] = media;
  return (
    owner.includes('Layout') &&
    left >= x0 &&
    bottom >= y0 &&
    right <= x1 &&
    top <= y1 &&
    left < right &&
    bottom < top
  );
}

function skippedHeadings(elements: readonly Element[]): readonly string[] {
  let above = 0;
  return elements.flatMap(({ type, reference }) => {
    const level = Number(LEVEL.exec(type ?? '')?.[1] ?? 0);
    if (level === 0) return [];
    const skips = level > above + 1;
    above = level;
    return skips ? [`H${level} ${reference}`] : [];
  });
}

function captionAtEdge({ kids }: Element): boolean {
  const types = kids.map((kid) => (isElement(kid) ? kid.type : undefined));
  return !types.slice(1, -1).includes('Caption');
}
