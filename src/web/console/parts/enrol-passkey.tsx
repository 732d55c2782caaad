import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Enrolled } from '../api/auth.types.js';
import { enrolPasskey } from '../api/passkeys.js';
import { messages } from '../messages.js';
import { useConsole } from './context.js';
import { Button, Field, Form } from './controls.js';
import { Problem } from './notices.js';
import { useAct } from './use-act.js';

const words = messages.account;

/** Names a passkey and has the browser make it. */
export function EnrolPasskey(props: {
  /** Of a log-in that waits for it; without it, for whoever is signed in. */
  readonly challenge?: string;
  readonly onDone: (enrolled: Enrolled) => void;
}): JSX.Element {
  const { challenge, onDone } = props;
  const { ask, guarded } = useConsole();
  const [label, setLabel] = useState('');
  const act = useAct();
  const send = async (): Promise<void> => {
    const enrolled = await act.run(() => guarded(() => enrolPasskey(ask, label, challenge)));
    if (enrolled) onDone(enrolled);
  };
  return (
    <>
      <Problem text={act.problem} id="passkey-problem" />
      <Form onSend={() => void send()}>
        <Field
          label={words.passkeyLabel}
          help={words.passkeyLabelHelp}
          name="label"
          maxLength={60}
          value={label}
          onValue={setLabel}
          first
        />
        <Button type="submit" kind="primary" busy={act.busy}>
          {words.addPasskey}
        </Button>
      </Form>
    </>
  );
}
