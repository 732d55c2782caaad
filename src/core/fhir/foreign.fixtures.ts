import { readFileSync } from 'node:fs';
import type { Imported } from './import.js';
import { fromQuestionnaire } from './import.js';
import type { Questionnaire } from './types.js';

/** Invented Questionnaires as others might publish them. */
export const FOREIGN = ['intake', 'mood', 'choices', 'odd'] as const;

/** A fresh copy of one of them. */
export function foreign(name: (typeof FOREIGN)[number]): Questionnaire {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Questionnaire;
}

/** What its import gives. */
export function imported(resource: unknown): Imported {
  const result = fromQuestionnaire(resource);
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result;
}
