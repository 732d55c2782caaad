import { type FontFacts, fontOf } from './fonts.js';
import { appearanceOf, drawingOf, type Drawing, type Mark } from './painted.js';
import { type RawDict, type RawPdf, isDict, isReference } from './raw-pdf.js';
import { type Element, everyElement, isElement, structureOf } from './structure.js';

/** An annotation: a link, or a field to fill in. */
export interface Annotation {
  readonly reference: string;
  readonly dict: RawDict;
  readonly page: string;
  /** The element that it belongs to. */
  readonly element: Element | undefined;
}

/** A file as the rules of accessibility look at it, read once. */
export interface UaDocument {
  readonly pdf: RawPdf;
  readonly tops: readonly Element[];
  /** All elements, in reading order. */
  readonly elements: readonly Element[];
  readonly pages: readonly {
    readonly reference: string;
    readonly number: number;
    readonly drawing: Drawing;
  }[];
  readonly annotations: readonly Annotation[];
  /** What the looks of annotations draw. */
  readonly looks: readonly Drawing[];
  /** Every font that something is drawn with, by its reference. */
  readonly fonts: ReadonlyMap<string, FontFacts>;
  /** The metadata packet. */
  readonly xmp: string;
  /** The element that claims a mark, by `claimKey`. */
  readonly claims: ReadonlyMap<string, Element>;
}

/** Key of a number within a page or a form. */
export function claimKey({ container, mcid }: Pick<Mark, 'container' | 'mcid'>): string {
  return `${container}#${mcid}`;
}

/** Reads a file for the rules. Throws where its content cannot be read at all. */
export function uaDocument(pdf: RawPdf): UaDocument {
  const tops = structureOf(pdf);
  const elements = everyElement(tops);
  const pages = pdf.pages.map((reference, index) => ({
    reference,
    number: index + 1,
    drawing: drawingOf(pdf, reference),
  }));
  const annotations = annotationsOf(pdf, elements);
  const looks = annotations.flatMap((annotation) => looksOf(pdf, annotation));
  const drawings = [...pages.map(({ drawing }) => drawing), ...looks];
  const references = new Set(drawings.flatMap(({ painted }) => painted.flatMap(({ font }) => font ?? [])));
  return {
    pdf,
    tops,
    elements,
    pages,
    annotations,
    looks,
    fonts: new Map([...references].map((reference) => [reference, fontOf(pdf, reference)])),
    xmp: pdf.stream(pdf.catalog['/Metadata'])?.toString('utf8') ?? '',
    claims: claimsOf(elements),
  };
}

function annotationsOf(pdf: RawPdf, elements: readonly Element[]): readonly Annotation[] {
  const owners = new Map(
    elements.flatMap((element) =>
      element.kids.flatMap((kid) =>
        !isElement(kid) && kid.kind === 'object' ? [[kid.reference, element] as const] : [],
      ),
    ),
  );
  return pdf.pages.flatMap((page) =>
    pdf.list(pdf.dict(page)['/Annots']).map((raw) => {
      const reference = isReference(raw) ? raw : '';
      return { reference, dict: pdf.dict(raw), page, element: owners.get(reference) };
    }),
  );
}

/** Each look of an annotation: one stream, or one for each state. */
function looksOf(pdf: RawPdf, { dict, page }: Annotation): readonly Drawing[] {
  const looks = Object.values(pdf.dict(dict['/AP']));
  return looks
    .flatMap((look) => {
      if (isReference(look) && pdf.stream(look)) return [look];
      const states = pdf.resolve(look);
      return isDict(states) ? Object.values(states).filter(isReference) : [];
    })
    .map((look) => appearanceOf(pdf, page, look));
}

function claimsOf(elements: readonly Element[]): ReadonlyMap<string, Element> {
  return new Map(
    elements.flatMap((element) =>
      element.kids.flatMap((kid) =>
        !isElement(kid) && kid.kind === 'content' ? [[claimKey(kid), element] as const] : [],
      ),
    ),
  );
}
