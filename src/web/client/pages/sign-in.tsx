import type { JSX } from 'preact';
import { doorMessages } from '../door-messages.js';
import { doorUrls } from '../door-urls.js';
import type { Onward, Shell, SignInPage } from '../model.js';
import { DoorField } from './door-field.js';
import { PlainPage } from './plain.js';

/** Asks for an address, then for the code that was sent there. It says the same whether anybody has the address. */
export function SignIn(props: { readonly page: SignInPage; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const words = doorMessages.signIn;
  return (
    <PlainPage shell={shell}>
      <h1>{words.title}</h1>
      {page.reason === 'step_up' && <p class="lead">{doorMessages.confirm.again}</p>}
      {page.carried && <p class="done-note">{doorMessages.kept}</p>}
      {page.linkId === '' ? <AskAddress page={page} shell={shell} /> : <AskCode page={page} shell={shell} />}
      <p class="small">{words.noMail}</p>
    </PlainPage>
  );
}

function AskAddress({ page, shell }: { readonly page: SignInPage; readonly shell: Shell }): JSX.Element {
  const words = doorMessages.signIn;
  return (
    <form
      method="post"
      action={doorUrls.signIn(shell, page.practiceId)}
      class="enter"
      autocomplete="off"
      noValidate
    >
      <p class="lead">{words.lead}</p>
      <OnwardFields page={page} />
      <DoorField
        name="email"
        kind="email"
        label={words.email}
        problem={page.problem && words.problem[page.problem]}
        value={page.typed}
        maxLength={254}
      />
      <button class="primary">{words.send}</button>
    </form>
  );
}

function AskCode({ page, shell }: { readonly page: SignInPage; readonly shell: Shell }): JSX.Element {
  const words = doorMessages.signIn;
  return (
    <>
      <div class="note sent" role="status">
        <p>{words.sent}</p>
        <p>{page.carried ? words.sentHowKept : words.sentHow}</p>
      </div>
      <form
        method="post"
        action={doorUrls.code(shell, page.practiceId)}
        class="enter"
        autocomplete="off"
        noValidate
      >
        <OnwardFields page={page} />
        <input type="hidden" name="link" value={page.linkId} />
        <DoorField
          name="code"
          kind="code"
          label={words.code}
          help={words.codeHelp}
          problem={page.problem && words.problem[page.problem]}
        />
        <button class="primary">{words.enter}</button>
      </form>
      <form method="post" action={doorUrls.signIn(shell, page.practiceId)} class="enter">
        <OnwardFields page={page} />
        <button class="quiet" name="again" value="yes">
          {words.again}
        </button>
      </form>
    </>
  );
}

/** What has to come along, whatever way in is chosen: it is nothing that anybody can read. */
export function OnwardFields({ page: { to, carried } }: { readonly page: Onward }): JSX.Element {
  return (
    <>
      <input type="hidden" name="to" value={to} />
      {carried && <input type="hidden" name="_carried" value={carried} />}
    </>
  );
}
