import type { Element } from '../raw/structure.js';
import type { UaDocument } from '../raw/ua-document.js';

/**
 * One thing that a file must keep to. Ids like `7.1-3` are the clause of ISO 14289-1 (PDF/UA-1) and the number that
 * the veraPDF profile gives to the test; the Matterhorn protocol lists the same conditions. Other ids are our own.
 */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** Where the file does not keep to it: places without any words of the document. */
  check(document: UaDocument): readonly string[];
}

/** A rule that looks at each element of the structure tree. */
export function elementRule(
  id: string,
  title: string,
  applies: (element: Element) => boolean,
  keeps: (element: Element, document: UaDocument) => boolean,
): Rule {
  return {
    id,
    title,
    check: (document) =>
      document.elements
        .filter((element) => applies(element) && !keeps(element, document))
        .map(({ written, reference }) => `${written} ${reference}`),
  };
}

/** A rule that is kept or not by the file as a whole. */
export function fileRule(id: string, title: string, keeps: (document: UaDocument) => boolean): Rule {
  return { id, title, check: (document) => (keeps(document) ? [] : ['the file']) };
}

/** Is the element of this type? */
export function isA(...types: readonly string[]): (element: Element) => boolean {
  return ({ type }) => type !== undefined && types.includes(type);
}
