import { nameOf, textOf } from '../raw/raw-pdf.js';
import { attributeOf } from '../raw/structure.js';
import type { Annotation, UaDocument } from '../raw/ua-document.js';
import { elementRule, isA, type Rule } from './rule.js';

const HIDDEN = 2;
const PRINTED = 4;

/** Links and fields: each is in the structure tree, has a name, and is reached in reading order. */
export const ANNOTATION_RULES: readonly Rule[] = [
  annotationRule('7.18-1', 'only links and fields are laid over a page', ({ dict }) => {
    return ['Link', 'Widget'].includes(nameOf(dict['/Subtype']) ?? '');
  }),
  annotationRule('7.18.4-1', 'a field is in a Form element', ({ dict, element }) => {
    return nameOf(dict['/Subtype']) !== 'Widget' || element?.type === 'Form';
  }),
  annotationRule('7.18.5-1', 'a link is in a Link element', ({ dict, element }) => {
    return nameOf(dict['/Subtype']) !== 'Link' || element?.type === 'Link';
  }),
  annotationRule('7.18.5-2', 'a link says in words where it leads', ({ dict }) => {
    return nameOf(dict['/Subtype']) !== 'Link' || Boolean(textOf(dict['/Contents'])?.trim());
  }),
  annotationRule('7.18.1-3', 'a field has a name for people', (annotation, { pdf }) => {
    const named = [annotation.dict, pdf.dict(annotation.dict['/Parent'])].some((dict) =>
      textOf(pdf.resolve(dict['/TU']))?.trim(),
    );
    const hidden = (Number(annotation.dict['/F'] ?? 0) & HIDDEN) !== 0;
    return nameOf(annotation.dict['/Subtype']) !== 'Widget' || hidden || named;
  }),
  annotationRule('printed field', 'a field is printed, and has a look of its own', ({ dict }) => {
    const flags = Number(dict['/F'] ?? 0);
    return nameOf(dict['/Subtype']) !== 'Widget' || ((flags & PRINTED) !== 0 && dict['/AP'] !== undefined);
  }),
  {
    id: '7.18.3-1',
    title: 'the tabulator goes through a page in the order of its structure',
    check: ({ pdf, annotations }) =>
      annotations.map(({ page }) => page).filter((page) => nameOf(pdf.dict(page)['/Tabs']) !== 'S'),
  },
  elementRule(
    '7.18.4-2',
    'a Form element holds one field or says what it is',
    isA('Form'),
    (element, { pdf }) => {
      return element.kids.length === 1 || attributeOf(pdf, element, '/Role') !== undefined;
    },
  ),
  {
    id: 'fields',
    title: 'every field is on a page, and every field on a page belongs to the form',
    check: looseFields,
  },
];

function annotationRule(
  id: string,
  title: string,
  keeps: (annotation: Annotation, document: UaDocument) => boolean,
): Rule {
  return {
    id,
    title,
    check: (document) =>
      document.annotations
        .filter((annotation) => !keeps(annotation, document))
        .map(({ reference }) => `annotation ${reference}`),
  };
}

function looseFields({ pdf, annotations }: UaDocument): readonly string[] {
  const below = (field: unknown): readonly string[] => {
    const kids = pdf.list(pdf.dict(field as never)['/Kids']);
    return kids.length > 0 ? kids.flatMap(below) : [String(field)];
  };
  const inForm = pdf.list(pdf.dict(pdf.catalog['/AcroForm'])['/Fields']).flatMap(below);
  const onPages = annotations
    .filter(({ dict }) => nameOf(dict['/Subtype']) === 'Widget')
    .map(({ reference }) => reference);
  const loose = [...inForm, ...onPages].filter(
    (field) => !inForm.includes(field) || !onPages.includes(field),
  );
  return loose.map((field) => `field ${field}`);
}
