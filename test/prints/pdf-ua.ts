import type { RawPdf } from './raw/raw-pdf.js';
import { uaDocument } from './raw/ua-document.js';
import { ANNOTATION_RULES } from './ua/annotations.js';
import { CONTENT_RULES } from './ua/content.js';
import { FONT_RULES } from './ua/fonts.js';
import { HARMLESS_RULES } from './ua/harmless.js';
import { METADATA_RULES } from './ua/metadata.js';
import type { Rule } from './ua/rule.js';
import { STRUCTURE_RULES } from './ua/structure.js';
import { TABLE_RULES } from './ua/tables.js';

/**
 * What a machine can check of PDF/UA-1 (ISO 14289-1, the Matterhorn protocol), over the objects of a file as qpdf
 * gives them, and what we ask of our own files beyond it.
 */
export const UA_RULES: readonly Rule[] = [
  ...METADATA_RULES,
  ...STRUCTURE_RULES,
  ...TABLE_RULES,
  ...CONTENT_RULES,
  ...ANNOTATION_RULES,
  ...FONT_RULES,
  ...HARMLESS_RULES,
];

/** What a file does not keep to: `rule: what it asks (where)`, with ten places at most for each rule. */
export function uaFindings(pdf: RawPdf): readonly string[] {
  const document = uaDocument(pdf);
  return UA_RULES.flatMap((rule) => {
    const places = rule.check(document);
    return places.length === 0 ? [] : [`${rule.id}: ${rule.title} (${places.slice(0, 10).join(', ')})`];
  });
}
