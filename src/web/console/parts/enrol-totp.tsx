import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Enrolled, NewTotp } from '../api/auth.types.js';
import { messages } from '../messages.js';
import { useConsole } from './context.js';
import { Button, CodeField, Form } from './controls.js';
import { Problem } from './notices.js';
import { SvgImage } from './svg-image.js';
import { useAct } from './use-act.js';

const words = messages.enrol;

/** Sets an authenticator app up: its secret as a picture and in letters, and a first code to show that it arrived. */
export function EnrolTotp(props: {
  /** Of a log-in that waits for it; without it, for whoever is signed in. */
  readonly challenge?: string;
  readonly onDone: (enrolled: Enrolled) => void;
}): JSX.Element {
  const { onDone } = props;
  const enrolment = props.challenge === undefined ? {} : { challenge: props.challenge };
  const { ask, guarded } = useConsole();
  const [totp, setTotp] = useState<NewTotp>();
  const [code, setCode] = useState('');
  const begin = useAct();
  const confirm = useAct();
  useEffect(() => {
    void begin.run(() => guarded(() => ask<NewTotp>('POST', '/auth/totp', enrolment))).then(setTotp);
    // A new secret for each time that this appears, and no more.
  }, []);
  const send = async (): Promise<void> => {
    const enrolled = await confirm.run(() =>
      guarded(() => ask<Enrolled>('POST', '/auth/totp/confirm', { ...enrolment, code })),
    );
    if (enrolled) onDone(enrolled);
    else setCode('');
  };
  if (!totp)
    return begin.problem === '' ? <p role="status">{messages.busy}</p> : <Problem text={begin.problem} />;
  return (
    <>
      <p>{words.scan}</p>
      <SvgImage class="qr" svg={totp.qrSvg} alt={words.qr} />
      <p class="help">{words.byHand}</p>
      <p class="secret" aria-label={words.key}>
        <code>{totp.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Problem text={confirm.problem} id="totp-problem" />
      <Form onSend={() => void send()}>
        <CodeField
          label={words.code}
          name="code"
          autocomplete="one-time-code"
          value={code}
          onValue={setCode}
          problemId={confirm.problem === '' ? undefined : 'totp-problem'}
        />
        <Button type="submit" kind="primary" busy={confirm.busy}>
          {words.confirm}
        </Button>
      </Form>
    </>
  );
}
