import type { Worksheet } from '../worksheet/definition.js';
import { writeWords } from './extensions.js';
import { keptOf } from './hints.js';
import { restore } from './kept.js';
import { layOut, type Node } from './layout.js';
import type { Questionnaire, QuestionnaireItem } from './types.js';
import { HASH_SYSTEM, questionnaireUrl } from './urls.js';
import { NOTES_WORDS, WORKSHEET_WORDS } from './words.js';

/** What a Questionnaire says of its publication, which the definition does not know. */
export interface Publication {
  /** `contentHash` of the worksheet; by it an import knows its own again. */
  readonly hash: string;
}

/**
 * A worksheet as a FHIR R4 Questionnaire. What FHIR has no element for stands in named extensions, so that
 * `fromQuestionnaire` gives back an equal definition. A worksheet that came from a Questionnaire is given back as that
 * resource, with whatever has been changed since; its publication is then its own.
 */
export function toQuestionnaire(worksheet: Worksheet, publication: Publication): Questionnaire {
  const plain = writeRoot(worksheet);
  const root = worksheet.fhir
    ? restore(plain, keptOf(worksheet))
    : { ...plain, ...published(worksheet, publication) };
  const item = layOut(worksheet).map(assembled);
  return item.length > 0 ? { ...root, item } : root;
}

/** What a response names as its questionnaire: address and version. */
export function canonicalOf({ url, version }: Questionnaire): string | undefined {
  return url === undefined || version === undefined ? url : `${url}|${version}`;
}

/** The worksheet itself in FHIR's words and ours, without its items. */
export function writeRoot(worksheet: Worksheet): Questionnaire {
  const extension = [
    ...writeWords(worksheet, WORKSHEET_WORDS),
    ...writeWords(worksheet.therapistNotes, NOTES_WORDS),
  ];
  return {
    resourceType: 'Questionnaire',
    version: worksheet.version,
    title: worksheet.title,
    description: worksheet.intro,
    extension,
  };
}

function published({ id }: Worksheet, { hash }: Publication): Partial<Questionnaire> {
  return {
    id: hash,
    url: questionnaireUrl(id),
    identifier: [{ system: HASH_SYSTEM, value: hash }],
    name: computable(id),
    status: 'active',
    subjectType: ['Patient'],
  };
}

/** `family-history` as FHIR wants names for machines: FamilyHistory. */
function computable(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function assembled({ element, children }: Node): QuestionnaireItem {
  return children.length > 0 ? { ...element, item: children.map(assembled) } : element;
}
