import { createContext, type JSX } from 'preact';
import { FACTS, type Language } from '../words/languages.js';

/** What else a page can be read in, and where the choice goes; null where choosing would lose what is on the page. */
export type LanguageChoice = {
  readonly others: readonly Language[];
  /** The address that takes the choice. */
  readonly action: string;
  /** Of a part: the same with the part to come back to, for its form to be sent there and kept. */
  readonly keeping: string | null;
} | null;

/** Handed past all that a page is made of to its foot. The server alone draws it. */
export const LanguageContext = createContext<LanguageChoice>(null);

/** Other languages, each by its own name. */
export function OtherLanguages(): JSX.Element {
  return (
    <LanguageContext.Consumer>
      {(choice) => choice && choice.others.length > 0 && <Choice {...choice} />}
    </LanguageContext.Consumer>
  );
}

function Choice({ others, action, keeping }: NonNullable<LanguageChoice>): JSX.Element {
  return (
    <form method="post" action={action} class="languages">
      {others.map((language) => (
        <button
          key={language}
          class="quiet"
          name="lang"
          value={language}
          lang={language}
          form={keeping === null ? undefined : 'sheet'}
          formAction={keeping ?? undefined}
        >
          {FACTS[language].name}
        </button>
      ))}
    </form>
  );
}
