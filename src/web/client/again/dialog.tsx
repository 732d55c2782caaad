import type { JSX, TargetedEvent } from 'preact';
import { messages } from '../messages.js';
import type { Asking } from './asking.js';
import { againMessages as words } from './messages.js';

/** What the dialog says and asks. The way out stands first, as on every page. */
export function AgainDialog(props: {
  readonly asking: Asking;
  readonly home: string;
  readonly leave: () => void;
}): JSX.Element {
  const { asking, home, leave } = props;
  return (
    <>
      <button type="button" class="leave-button" title={messages.leaveHelp} onClick={leave}>
        {messages.leave}
      </button>
      <h2 id="again-title" tabIndex={-1}>
        {asking.hasHost ? words.closed : asking.inOffice ? words.office.title : words.title}
      </h2>
      <p>{leadOf(asking)}</p>
      <p class={asking.problem === null ? 'vh' : 'summary'} role="alert" id="again-problem">
        {asking.problem !== null && words.problem[asking.problem]}
      </p>
      <Step asking={asking} home={home} />
    </>
  );
}

function leadOf({ step, hasHost, inOffice }: Asking): string {
  if (step === 'other') return words.other;
  if (hasHost) return words.keptHere;
  return inOffice ? words.office.kept : words.kept;
}

function Step({ asking, home }: { readonly asking: Asking; readonly home: string }): JSX.Element {
  switch (asking.step) {
    case 'looking':
      return <p role="status">{words.looking}</p>;
    case 'unreachable':
      return (
        <>
          <p>{words.problem.unreachable}</p>
          <button type="button" class="primary" onClick={() => void asking.look()}>
            {words.retry}
          </button>
        </>
      );
    case 'other':
      return (
        <p class="again-more">
          <a class="quiet" href={home}>
            {words.home}
          </a>
          {!asking.hasHost && !asking.inOffice && <ByMail asking={asking} words={words.send} />}
        </p>
      );
    case 'tablet':
      return (
        <Field
          key="tablet"
          asking={asking}
          name="code"
          label={words.office.code}
          action={words.enter}
          inputMode="numeric"
          autocomplete="off"
          give={(value) => asking.enterOnTablet(value)}
        >
          <></>
        </Field>
      );
    case 'host':
      return (
        <p class="again-more">
          <button type="button" class="primary" disabled={asking.busy} onClick={() => void asking.askHost()}>
            {asking.busy ? words.looking : words.enter}
          </button>
        </p>
      );
    case 'unlock':
      return <Unlock asking={asking} />;
    case 'email':
      return (
        <Field
          key="email"
          asking={asking}
          name="email"
          label={words.email}
          action={words.send}
          inputMode="email"
          autocomplete="off"
          give={(value) => asking.send(value)}
        >
          <p class="small">{words.otherTab}</p>
        </Field>
      );
    case 'code':
      return (
        <>
          <p role="status">{words.sent}</p>
          <Field
            key="code"
            asking={asking}
            name="code"
            label={words.code}
            action={words.enter}
            inputMode="numeric"
            autocomplete="one-time-code"
            give={(value) => asking.enter(value)}
          >
            <p class="again-more">
              <button type="button" class="quiet" onClick={() => asking.byMail()}>
                {words.otherAddress}
              </button>
            </p>
          </Field>
        </>
      );
  }
}

function Unlock({ asking }: { readonly asking: Asking }): JSX.Element {
  const passkey = asking.ways.includes('passkey') && (
    <button
      type="button"
      class={asking.ways.includes('pin') ? 'second' : 'primary'}
      disabled={asking.busy}
      onClick={() => void asking.usePasskey()}
    >
      {words.passkey}
    </button>
  );
  const more = (
    <p class="again-more">
      {passkey}
      <ByMail asking={asking} words={words.byMail} />
    </p>
  );
  if (!asking.ways.includes('pin')) return more;
  return (
    <Field
      key="pin"
      asking={asking}
      name="pin"
      label={words.pin}
      action={words.unlock}
      inputMode="numeric"
      autocomplete="off"
      give={(value) => asking.unlock(value)}
    >
      {more}
    </Field>
  );
}

function ByMail(props: { readonly asking: Asking; readonly words: string }): JSX.Element {
  return (
    <button type="button" class="quiet" onClick={() => props.asking.byMail()}>
      {props.words}
    </button>
  );
}

/** One question and its button. What was typed stays when it was not taken, but for a PIN. */
function Field(props: {
  readonly asking: Asking;
  readonly name: 'pin' | 'email' | 'code';
  readonly label: string;
  readonly action: string;
  readonly inputMode: 'numeric' | 'email';
  readonly autocomplete: 'off' | 'one-time-code';
  readonly give: (value: string) => Promise<void>;
  readonly children: JSX.Element;
}): JSX.Element {
  const { asking, name, label, action, give, children } = props;
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem(name) as HTMLInputElement;
    const { value } = field;
    if (value.trim() === '') return field.focus();
    if (name === 'pin') field.value = '';
    void give(value);
  };
  const wrong = asking.problem !== null;
  return (
    <form class="again-form" autocomplete="off" noValidate onSubmit={submit}>
      <label class="asked" for="again-field">
        {label}
      </label>
      <input
        id="again-field"
        name={name}
        class={name === 'email' ? undefined : 'digits'}
        type="text"
        inputMode={props.inputMode}
        autocomplete={props.autocomplete}
        autocapitalize="off"
        spellcheck={false}
        aria-describedby={wrong ? 'again-problem' : undefined}
        aria-invalid={wrong ? 'true' : undefined}
      />
      <button class="primary" disabled={asking.busy}>
        {asking.busy ? words.looking : action}
      </button>
      {children}
    </form>
  );
}
