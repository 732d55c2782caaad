import * as enUS from './en-US.js';
import * as esUS from './es-US.js';
import type { Language } from './languages.js';
import type { Words } from './shape.js';

const catalogues: Readonly<Record<Language, Words>> = { 'en-US': enUS, 'es-US': esUS };

let inForce: Words = enUS;

/**
 * The words in force: what imports them reads those of the language that is being spoken just then. In a script for the
 * browser the build puts the one language's own file in the place of this one.
 */
export let { sheet, door, page, again, keep, map, wording, worksheetLang, pageLang } = inForce;

function speak(words: Words): void {
  inForce = words;
  ({ sheet, door, page, again, keep, map, wording, worksheetLang, pageLang } = words);
}

/** Refuses a promise: by the time it settled, the words of another reader might be in force. */
type Settled<Result> = Result extends PromiseLike<unknown> ? never : Result;

/** Does `work` in a language. Only what is done before it returns speaks it. */
export function inLanguage<Result>(language: Language, work: () => Settled<Result>): Settled<Result> {
  const before = inForce;
  speak(catalogues[language]);
  try {
    return work();
  } finally {
    speak(before);
  }
}
