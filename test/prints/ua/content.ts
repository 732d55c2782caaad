import type { Mark } from '../raw/painted.js';
import type { Raw, RawPdf } from '../raw/raw-pdf.js';
import { claimKey, type UaDocument } from '../raw/ua-document.js';
import type { Rule } from './rule.js';

/** What is drawn: all of it is claimed by the structure tree or is decoration, and never both. */
export const CONTENT_RULES: readonly Rule[] = [
  {
    id: '7.1-1',
    title: 'no decoration stands within tagged content',
    check: (document) =>
      marksOf(document)
        .filter(([, mark]) => mark.tag === 'Artifact' && mark.around.some(({ mcid }) => mcid !== undefined))
        .map(([page]) => page),
  },
  {
    id: '7.1-2',
    title: 'no tagged content stands within decoration',
    check: (document) =>
      marksOf(document)
        .filter(([, mark]) => mark.mcid !== undefined && mark.around.some(({ tag }) => tag === 'Artifact'))
        .map(([page]) => page),
  },
  {
    id: '7.1-3',
    title: 'all that is drawn is tagged or decoration',
    check: (document) =>
      document.pages.flatMap(({ number, drawing }) =>
        drawing.painted
          .filter(({ marks }) => !marks.some((mark) => isClaimed(document, mark) || mark.tag === 'Artifact'))
          .map(({ kind }) => `${kind} on page ${number}`),
      ),
  },
  {
    id: 'claimed content',
    title: 'what the structure tree claims is there, once',
    check: claimsWithoutContent,
  },
  {
    id: 'parent tree',
    title: 'the way back from content to its element agrees with the way there',
    check: lostWaysBack,
  },
  {
    id: '7.20-1',
    title: 'no form is drawn from another file',
    check: ({ pdf, pages }) =>
      pages.flatMap(({ drawing }) => drawing.forms.filter((form) => pdf.dict(form)['/Ref'] !== undefined)),
  },
  {
    id: '7.20-2',
    title: 'a form with tagged content is drawn once',
    check: ({ pages }) => {
      const tagged = new Set(
        pages.flatMap(({ reference, drawing }) =>
          drawing.marks.flatMap(({ mcid, container }) =>
            mcid !== undefined && container !== reference ? [container] : [],
          ),
        ),
      );
      const drawn = pages.flatMap(({ drawing }) => drawing.forms);
      return [...tagged].filter((form) => drawn.filter((one) => one === form).length > 1);
    },
  },
];

function marksOf({ pages }: UaDocument): readonly (readonly [string, Mark])[] {
  return pages.flatMap(({ number, drawing }) =>
    drawing.marks.map((mark) => [`page ${number}`, mark] as const),
  );
}

function isClaimed({ claims }: UaDocument, mark: Mark): boolean {
  return mark.mcid !== undefined && claims.has(claimKey(mark));
}

function claimsWithoutContent(document: UaDocument): readonly string[] {
  const drawn = marksOf(document)
    .filter(([, { mcid }]) => mcid !== undefined)
    .map(([, mark]) => claimKey(mark));
  const missing = [...document.claims.keys()].filter((key) => !drawn.includes(key));
  const twice = drawn.filter((key, index) => drawn.indexOf(key) !== index);
  return [...missing, ...twice];
}

function lostWaysBack(document: UaDocument): readonly string[] {
  const { pdf, claims, annotations } = document;
  const tree = numberTree(pdf, pdf.dict(pdf.catalog['/StructTreeRoot'])['/ParentTree']);
  const content = marksOf(document).flatMap(([page, mark]) => {
    if (mark.mcid === undefined) return [];
    const parents = pdf.list(tree.get(Number(pdf.dict(mark.container)['/StructParents'])));
    const owner = claims.get(claimKey(mark))?.reference;
    return owner !== undefined && parents[mark.mcid] === owner ? [] : [`${page}, content ${mark.mcid}`];
  });
  const objects = annotations
    .filter(({ dict, element }) => element && tree.get(Number(dict['/StructParent'])) !== element.reference)
    .map(({ reference }) => `annotation ${reference}`);
  return [...content, ...objects];
}

/** All entries of a number tree. */
function numberTree(pdf: RawPdf, node: Raw | undefined): ReadonlyMap<number, Raw> {
  const dict = pdf.dict(node);
  const own = pdf.list(dict['/Nums']);
  const found = new Map<number, Raw>();
  for (let at = 0; at + 1 < own.length; at += 2) found.set(Number(own[at]), own[at + 1] ?? null);
  for (const kid of pdf.list(dict['/Kids']))
    for (const [key, value] of numberTree(pdf, kid)) found.set(key, value);
  return found;
}
