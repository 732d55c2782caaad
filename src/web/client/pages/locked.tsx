import type { JSX } from 'preact';
import { doorMessages } from '../door-messages.js';
import { doorUrls } from '../door-urls.js';
import type { LockedPage, Shell } from '../model.js';
import { urls } from '../urls.js';
import { DoorField } from './door-field.js';
import { PlainPage } from './plain.js';
import { OnwardFields } from './sign-in.js';

/** Stands before whatever was asked for, and tells nothing of it: the session was left, and its client opens it again. */
export function Locked(props: { readonly page: LockedPage; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const words = doorMessages.locked;
  const byPin = page.ways.includes('pin');
  const lead = page.reason === 'step_up' ? doorMessages.confirm.lead : words.lead;
  return (
    <PlainPage shell={shell}>
      <h1>{byPin ? words.pinTitle : words.title}</h1>
      <p class="lead">{lead}</p>
      {page.carried && <p class="done-note">{doorMessages.kept}</p>}
      {byPin && (
        <form method="post" action={doorUrls.unlock(shell)} class="enter" autocomplete="off" noValidate>
          <OnwardFields page={page} />
          <DoorField
            name="pin"
            kind="pin"
            label={words.pin}
            problem={page.problem && words.problem[page.problem]}
            maxLength={12}
          />
          <button class="primary">{words.open}</button>
        </form>
      )}
      {page.ways.includes('passkey') && <ByPasskey page={page} shell={shell} soft={byPin} />}
      <form method="post" action={doorUrls.signIn(shell, page.practiceId)} class="enter other-way">
        <OnwardFields page={page} />
        <button class="quiet" name="again" value="yes">
          {words.byMail}
        </button>
      </form>
    </PlainPage>
  );
}

/** Hidden until a script is there to ask the browser for it. */
function ByPasskey(props: {
  readonly page: LockedPage;
  readonly shell: Shell;
  readonly soft: boolean;
}): JSX.Element {
  const { page, shell, soft } = props;
  const next = `${urls.home(shell)}${page.to}`;
  return (
    <div class="by-passkey" hidden>
      <button
        type="button"
        class={soft ? 'second' : 'primary'}
        data-passkey="unlock"
        data-base={shell.basePath}
        data-next={next}
        data-problem="passkey-problem"
      >
        {doorMessages.locked.passkey}
      </button>
      <p class="summary" role="alert" id="passkey-problem" hidden>
        {doorMessages.locked.passkeyProblem}
      </p>
      {page.carried && (
        <form method="post" action={next} id="carried">
          <input type="hidden" name="_carried" value={page.carried} />
        </form>
      )}
    </div>
  );
}
