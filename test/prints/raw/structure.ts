import { type Raw, type RawDict, type RawPdf, isReference, nameOf, textOf } from './raw-pdf.js';

/** The structure types that PDF 1.7 defines (ISO 32000-1, 14.8.4). */
export const STANDARD_TYPES: ReadonlySet<string> = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl ' +
    'LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu ' +
    'WT WP Figure Formula Form'
  ).split(' '),
);

/** Content that an element claims: a number on a page or in a form, or an object such as a form field. */
export type Claim =
  | { readonly kind: 'content'; readonly container: string; readonly page: string; readonly mcid: number }
  | { readonly kind: 'object'; readonly reference: string };

/** An element of the structure tree. */
export interface Element {
  readonly reference: string;
  /** Its type as written, and the standard type that it stands for. */
  readonly written: string;
  readonly type: string | undefined;
  readonly dict: RawDict;
  readonly parent: Element | undefined;
  readonly kids: readonly (Element | Claim)[];
}

/** Is this an element, and no claim? */
export function isElement(kid: Element | Claim): kid is Element {
  return 'kids' in kid;
}

/** The elements at the top of the structure tree, with everything below them. */
export function structureOf(pdf: RawPdf): readonly Element[] {
  const root = pdf.dict(pdf.catalog['/StructTreeRoot']);
  return pdf.list(root['/K']).map((kid) => elementOf(pdf, kid, undefined));
}

/** All elements of a tree, in reading order. */
export function everyElement(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element) => [element, ...everyElement(element.kids.filter(isElement))]);
}

/** An attribute of an element, whoever owns it. */
export function attributeOf(pdf: RawPdf, element: Element, key: string): Raw | undefined {
  for (const attributes of pdf.list(element.dict['/A'])) {
    const found = pdf.dict(attributes)[key];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Types of the elements directly below. */
export function kidTypes(element: Element): readonly (string | undefined)[] {
  return element.kids.filter(isElement).map(({ type }) => type);
}

function elementOf(pdf: RawPdf, raw: Raw, parent: Element | undefined): Element {
  const dict = pdf.dict(raw);
  const written = nameOf(dict['/S']) ?? '';
  const kids: (Element | Claim)[] = [];
  const element: Element = {
    reference: isReference(raw) ? raw : '',
    written,
    type: standardTypeOf(pdf, written),
    dict,
    parent,
    kids,
  };
  for (const kid of pdf.list(dict['/K'])) kids.push(kidOf(pdf, kid, element));
  return element;
}

function kidOf(pdf: RawPdf, raw: Raw, parent: Element): Element | Claim {
  const page = pageOf(parent);
  if (typeof raw === 'number') return { kind: 'content', container: page, page, mcid: raw };
  const dict = pdf.dict(raw);
  const type = nameOf(dict['/Type']);
  const own = isReference(dict['/Pg']) ? dict['/Pg'] : page;
  if (type === 'MCR') {
    const container = isReference(dict['/Stm']) ? dict['/Stm'] : own;
    return { kind: 'content', container, page: own, mcid: Number(dict['/MCID']) };
  }
  if (type === 'OBJR') return { kind: 'object', reference: isReference(dict['/Obj']) ? dict['/Obj'] : '' };
  return elementOf(pdf, raw, parent);
}

function pageOf(element: Element | undefined): string {
  const own = element?.dict['/Pg'];
  if (isReference(own)) return own;
  return element?.parent ? pageOf(element.parent) : '';
}

/** What a type stands for; undefined where it stands for nothing or goes in circles. */
export function standardTypeOf(pdf: RawPdf, type: string): string | undefined {
  const roles = pdf.dict(pdf.dict(pdf.catalog['/StructTreeRoot'])['/RoleMap']);
  const seen = new Set<string>();
  let at: string | undefined = type;
  while (at !== undefined && !STANDARD_TYPES.has(at)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    at = nameOf(roles[`/${at}`]);
  }
  return at;
}

/** A text entry of an element: `/Alt`, `/ActualText`, `/Lang`. */
export function wordsOf(pdf: RawPdf, element: Element, key: string): string | undefined {
  return textOf(pdf.resolve(element.dict[key]));
}
