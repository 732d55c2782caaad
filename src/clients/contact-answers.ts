import type { Answer, Answers, Row } from '../core/worksheet/answers.js';
import {
  type Contact,
  CONTACT_SEEN,
  CONTACT_TELL,
  CONTACT_WAYS,
  CONTACT_WORDS,
  contactShape,
} from './contact.js';

/** The worksheet whose answers propose a contact. */
export const CONTACT_WORKSHEET = 'start-here';

/**
 * The contact that answers to `start-here` propose; undefined where none of its questions was answered. A value that
 * the worksheet did not offer is left out.
 */
export function contactIn(answers: Answers): Contact | undefined {
  const contact: Contact = {
    ways: listIn(answers['contact.ways']).filter((way) => isOneOf(CONTACT_WAYS, way)),
    number: textIn(answers['contact.number']),
    times: textIn(answers['contact.times']),
    words: oneOf(CONTACT_WORDS, answers['contact.words']),
    seen: oneOf(CONTACT_SEEN, answers['contact.seen']),
    persons: rowsIn(answers['contact.person']).map(({ answers: row }) => ({
      name: textIn(row['name']),
      relation: textIn(row['relation']),
      phone: textIn(row['phone']),
      isPartner: yesOrNo(row['ispartner']),
      tell: oneOf(CONTACT_TELL, row['tell']),
    })),
  };
  const said = Object.values(contact).some((part) => (Array.isArray(part) ? part.length > 0 : part !== null));
  return said ? contactShape.parse(contact) : undefined;
}

function valueIn(answer: Answer | undefined): unknown {
  return answer && 'value' in answer ? answer.value : undefined;
}

function textIn(answer: Answer | undefined): string | null {
  const value = valueIn(answer);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function listIn(answer: Answer | undefined): string[] {
  const value = valueIn(answer);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function rowsIn(answer: Answer | undefined): readonly Row[] {
  return answer && 'rows' in answer ? answer.rows : [];
}

function yesOrNo(answer: Answer | undefined): boolean | null {
  const value = valueIn(answer);
  return value === 'yes' ? true : value === 'no' ? false : null;
}

function isOneOf<T extends string>(options: readonly T[], value: unknown): value is T {
  return options.some((option) => option === value);
}

function oneOf<T extends string>(options: readonly T[], answer: Answer | undefined): T | null {
  const value = valueIn(answer);
  return isOneOf(options, value) ? value : null;
}
