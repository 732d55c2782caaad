import type { JSX } from 'preact';
import { doorUrls } from '../door-urls.js';
import type { EnterProblem, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

/**
 * The way in. Opening it does nothing, so that a mail scanner that looks at every link uses nothing up. The secret
 * stands behind the `#` of the address, which no server sees; a script moves it into the first form. The code is
 * the way in without scripts.
 */
export function EnterPage(props: {
  readonly practiceId: string;
  readonly linkId: string;
  readonly problem: EnterProblem | null;
  readonly shell: Shell;
}): JSX.Element {
  const { practiceId, linkId, problem, shell } = props;
  const words = pageMessages.enter;
  const hidden = (
    <>
      <input type="hidden" name="practice" value={practiceId} />
      <input type="hidden" name="link" value={linkId} />
    </>
  );
  return (
    <PlainPage shell={shell}>
      <h1>{pageMessages.title.enter}</h1>
      {problem !== null && (
        <p class="summary" role="alert" id="enter-problem">
          {words.problem[problem]}
        </p>
      )}
      <form method="post" action={urls.enter(shell)} id="by-secret" class="enter" hidden>
        <p class="lead">{words.lead}</p>
        {hidden}
        <input type="hidden" name="secret" value="" />
        <button class="primary">{words.go}</button>
      </form>
      <details class="by-code" id="by-code" open>
        <summary>{words.useCode}</summary>
        <form method="post" action={urls.enter(shell)} class="enter" autocomplete="off">
          {hidden}
          <div class="q short">
            <label class="asked" for="code">
              {words.codeLead}
            </label>
            <p class="hint" id="code-help">
              {words.codeHelp}
            </p>
            <input
              id="code"
              name="code"
              type="text"
              inputMode="numeric"
              autocomplete="one-time-code"
              aria-describedby={problem === null ? 'code-help' : 'code-help enter-problem'}
              aria-invalid={problem === null ? undefined : 'true'}
              required
            />
          </div>
          <button class="primary">{words.goCode}</button>
        </form>
      </details>
      {problem !== null && (
        <p class="to-log-in">
          <a href={doorUrls.signIn(shell, practiceId)}>{words.again}</a>
        </p>
      )}
    </PlainPage>
  );
}
