import type { JSX } from 'preact';
import { doorUrls } from '../door-urls.js';
import { HelpWords } from '../layout/foot.js';
import { OtherLanguages } from '../layout/language.js';
import type { Shell, TabletPage } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { DoorField } from './door-field.js';
import { OnwardFields } from './sign-in.js';

/** A device of the clinic’s between two clients. It names nobody, and there is nothing here to leave. */
export function Tablet(props: { readonly page: TabletPage; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const words = pageMessages.tablet;
  return (
    <div class="frame plain tablet">
      <div class="column">
        <main id="main" tabIndex={-1}>
          <h1>{pageMessages.title.tablet}</h1>
          {page.carried && <p class="done-note">{words.kept}</p>}
          <form
            method="post"
            action={doorUrls.tablet(shell, page.practiceId)}
            class="enter"
            autocomplete="off"
            noValidate
          >
            <OnwardFields page={page} />
            <DoorField
              name="code"
              kind="code"
              label={words.code}
              help={words.codeHelp}
              problem={page.problem && words.problem[page.problem]}
              maxLength={20}
            />
            <button class="primary">{words.enter}</button>
          </form>
        </main>
        <footer class="foot">
          <details class="help">
            <summary>{pageMessages.help.title}</summary>
            <HelpWords />
          </details>
          <p class="small">
            {words.staff} <a href={doorUrls.console(shell, page.practiceId)}>{words.staffSignIn}</a>
          </p>
          <OtherLanguages />
        </footer>
      </div>
    </div>
  );
}
