import { reviewed as reviewOfSpanish } from './es-US.js';
import type { Review } from './review.js';

/** The languages that the pages can speak, as BCP 47 tags. The first is spoken to whoever asks for none of them. */
export const LANGUAGES = ['en-US', 'es-US'] as const;

/** A language that the pages can speak. */
export type Language = (typeof LANGUAGES)[number];

/** Is it one of them? */
export function isLanguage(tag: string | undefined): tag is Language {
  return LANGUAGES.some((language) => language === tag);
}

/** How each language calls itself, for those who look for it, and which way its lines run. */
export const FACTS: Readonly<Record<Language, { readonly name: string; readonly direction: 'ltr' | 'rtl' }>> =
  {
    'en-US': { name: 'English', direction: 'ltr' },
    'es-US': { name: 'Español', direction: 'ltr' },
  };

/** The translations, each with who has reviewed its safety texts; null where nobody has. */
export const REVIEWS: Readonly<Record<Exclude<Language, 'en-US'>, Review | null>> = {
  'es-US': reviewOfSpanish,
};
