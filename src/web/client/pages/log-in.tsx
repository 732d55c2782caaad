import type { ComponentChildren, JSX } from 'preact';
import { formatMoment } from '../dates.js';
import { doorMessages } from '../door-messages.js';
import { doorUrls } from '../door-urls.js';
import type { LogInPage, Shell } from '../model.js';
import { urls } from '../urls.js';
import { DoorField } from './door-field.js';
import { PlainPage } from './plain.js';

interface Props {
  readonly page: LogInPage;
  readonly shell: Shell;
}

/** How the client gets in again, and from where. Every change is a form that works without scripts but passkeys. */
export function LogIn({ page, shell }: Props): JSX.Element {
  const words = doorMessages.logIn;
  return (
    <PlainPage shell={shell} own>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {page.notice && (
        <p class="done-note" role="status">
          {words.notice[page.notice]}
        </p>
      )}
      <Pin page={page} shell={shell} />
      <Passkeys page={page} shell={shell} />
      <Devices page={page} shell={shell} />
      <p class="go">
        <a class="primary soft" href={urls.home(shell)}>
          {words.home}
        </a>
      </p>
    </PlainPage>
  );
}

function Pin({ page, shell }: Props): JSX.Element {
  const { pin, problem } = doorMessages.logIn;
  return (
    <section class="sheet-like" aria-labelledby="pin-title">
      <h2 id="pin-title">{pin.title}</h2>
      <p>
        {page.hasPin ? pin.set : pin.none} {pin.helps}
      </p>
      <p class="note">{pin.helpsNot}</p>
      <form method="post" action={doorUrls.pin(shell)} class="enter" autocomplete="off" noValidate>
        <DoorField
          name="pin"
          kind="pin"
          label={pin.first}
          help={`${pin.firstHelp} ${pin.choose}`}
          problem={page.problem && problem[page.problem]}
          maxLength={12}
        />
        <DoorField name="again" kind="pin" label={pin.second} maxLength={12} />
        <button class="primary soft">{pin.save}</button>
      </form>
      {page.hasPin && (
        <form method="post" action={doorUrls.removePin(shell)}>
          <button class="second danger">{pin.remove}</button>
        </form>
      )}
    </section>
  );
}

function Passkeys({ page, shell }: Props): JSX.Element {
  const { passkeys, added, removeNamed } = doorMessages.logIn;
  return (
    <section class="sheet-like" aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{passkeys.title}</h2>
      <p>
        {passkeys.lead} {passkeys.helpsNot}
      </p>
      {page.passkeys.length === 0 && <p>{passkeys.none}</p>}
      {page.passkeys.length > 0 && (
        <ul class="kept-list">
          {page.passkeys.map(({ id, label, at }) => (
            <Kept key={id} label={label} sub={added(moment(shell, at))}>
              <form method="post" action={doorUrls.removePasskey(shell, id)}>
                <button class="second danger" aria-label={removeNamed(label)}>
                  {passkeys.remove}
                </button>
              </form>
            </Kept>
          ))}
        </ul>
      )}
      <noscript>
        <p class="small">{passkeys.noScript}</p>
      </noscript>
      <div class="enter by-passkey" hidden>
        <DoorField
          name="passkey-label"
          kind="text"
          label={passkeys.label}
          help={passkeys.labelHelp}
          required={false}
          maxLength={60}
        />
        <button
          type="button"
          class="primary soft"
          data-passkey="add"
          data-base={shell.basePath}
          data-label={passkeys.unnamed}
          data-next={`${doorUrls.logIn(shell)}?done=passkey_added`}
          data-problem="passkey-problem"
        >
          {passkeys.add}
        </button>
        <p class="summary" role="alert" id="passkey-problem" hidden>
          {passkeys.problem}
        </p>
      </div>
    </section>
  );
}

function Devices({ page, shell }: Props): JSX.Element {
  const { devices } = doorMessages.logIn;
  return (
    <section class="sheet-like" aria-labelledby="devices-title">
      <h2 id="devices-title">{devices.title}</h2>
      <p>{devices.lead}</p>
      <ul class="kept-list">
        {page.devices.map(({ id, label, at, isThis }) => (
          <Kept key={id} label={label} sub={isThis ? devices.isThis : devices.since(moment(shell, at))}>
            {!isThis && (
              <form method="post" action={doorUrls.endDevice(shell, id)}>
                <button class="second" aria-label={devices.endNamed(label)}>
                  {devices.end}
                </button>
              </form>
            )}
          </Kept>
        ))}
      </ul>
    </section>
  );
}

function Kept(props: {
  readonly label: string;
  readonly sub: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <li>
      <span>
        <span class="name">{props.label}</span>
        <span class="sub">{props.sub}</span>
      </span>
      {props.children}
    </li>
  );
}

function moment(shell: Shell, at: string): string {
  return formatMoment(at, shell.lang, shell.timeZone);
}
