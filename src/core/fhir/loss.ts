import { EXTENSION, type Kept } from './kept.js';
import type { QuestionnaireItem } from './types.js';
import { CALCULATED, OPTION_EXCLUSIVE, ourExtension, SLIDER_STEP, VARIABLE } from './urls.js';
import { CONDITION } from './words.js';

/** Something of a Questionnaire that a worksheet cannot say. */
export interface Loss {
  /** Of the item; '' of the Questionnaire itself. */
  readonly linkId: string;
  /** The element or the address of the extension. */
  readonly what: string;
  readonly why: string;
  /** Does the export give it back? */
  readonly kept: boolean;
}

/** Notes a loss. What is lost to the worksheet is kept for the export. */
export type Report = (linkId: string, what: string, why: string) => void;

/** What names a resource, and says nothing of what is asked. */
const NAMES = [
  'resourceType',
  'id',
  'meta',
  'url',
  'identifier',
  'version',
  'name',
  'title',
  'status',
  'date',
  'publisher',
  'subjectType',
];

/** What has its meaning here all the same: read with something else, or carried out by the server. */
const UNDERSTOOD: readonly string[] = [
  'linkId',
  'type',
  'code',
  'enableWhen',
  'enableBehavior',
  'initial',
  'answerOption',
  'answerValueSet',
  'contained',
  EXTENSION + CALCULATED,
  EXTENSION + VARIABLE,
  EXTENSION + SLIDER_STEP,
];

const NO_PLACE = 'A worksheet has no place for this.';
const NOT_ASKED = 'What stands inside is not asked either.';

/** Reports what an element says and our reading of it left aside. */
export function reportKept({ theirs = {}, ours = {} }: Kept, linkId: string, report: Report): void {
  for (const [name, value] of Object.entries(theirs)) {
    const isSaid = Object.hasOwn(ours, name) || UNDERSTOOD.includes(name) || saysNothing(value);
    if (isSaid || (linkId === '' && NAMES.includes(name))) continue;
    report(linkId, withoutPrefix(name), name === 'item' ? NOT_ASKED : NO_PLACE);
  }
}

/** Reports what was kept of an item, and of its options. */
export function reportItem(kept: Kept | undefined, element: QuestionnaireItem, report: Report): void {
  const { linkId, answerOption = [] } = element;
  reportKept(kept ?? {}, linkId, report);
  const hasOurs = element.extension?.some(({ url }) => url === ourExtension(CONDITION.name));
  if (hasOurs && kept?.theirs && Object.hasOwn(kept.theirs, 'enableWhen')) {
    report(linkId, 'enableWhen', 'It differs from the condition that our own extension gives, which counts.');
  }
  if (answerOption.some(({ extension }) => extension?.some(({ url }) => url === OPTION_EXCLUSIVE))) {
    report(linkId, OPTION_EXCLUSIVE, 'Options that rule out the others can be chosen with them.');
  }
}

function saysNothing(value: unknown): boolean {
  return value === false || (Array.isArray(value) && value.length === 0);
}

function withoutPrefix(name: string): string {
  return name.startsWith(EXTENSION) ? name.slice(EXTENSION.length) : name;
}
