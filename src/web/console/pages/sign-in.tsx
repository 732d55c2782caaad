import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Next } from '../api/auth.types.js';
import { passkeysWork, signInByPasskey } from '../api/passkeys.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, Field, Form, PasswordField } from '../parts/controls.js';
import { HostSignIn } from '../parts/host-sign-in.js';
import { Notice, Problem } from '../parts/notices.js';
import { useAct } from '../parts/use-act.js';
import { Gate } from './gate.js';
import { NextStep } from './next-step.js';

/** Signing in to one practice. */
export function SignInPage(props: {
  readonly practiceId: string;
  /** Why one stands here, where one did not come by oneself. */
  readonly notice: string;
  readonly onDone: () => void;
}): JSX.Element {
  const { practiceId, notice, onDone } = props;
  const [next, setNext] = useState<Next>();
  if (next)
    return (
      <NextStep next={next} practiceId={practiceId} onDone={onDone} onRestart={() => setNext(undefined)} />
    );
  return <PasswordStep practiceId={practiceId} notice={notice} onNext={setNext} />;
}

function PasswordStep(props: {
  readonly practiceId: string;
  readonly notice: string;
  readonly onNext: (next: Next) => void;
}): JSX.Element {
  const { practiceId, notice, onNext } = props;
  const { ask } = useConsole();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const byPassword = useAct();
  const byPasskey = useAct();
  const words = messages.signIn;
  const goOn = async (act: typeof byPassword, send: Parameters<typeof act.run<Next>>[0]): Promise<void> => {
    const next = await act.run(send);
    if (next) onNext(next);
  };
  const problem = byPassword.problem || byPasskey.problem;
  return (
    <Gate title={words.title} fieldFirst>
      <Notice text={problem === '' ? notice : ''} />
      <Problem text={problem} id="sign-in-problem" />
      <Form
        onSend={() => {
          byPasskey.clear();
          void goOn(byPassword, () => ask('POST', '/auth/sign-in', { practiceId, email, password }));
        }}
      >
        <Field
          label={words.email}
          name="email"
          type="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
          first
        />
        <PasswordField
          label={words.password}
          name="password"
          autocomplete="current-password"
          value={password}
          onValue={setPassword}
          problemId={byPassword.problem === '' ? undefined : 'sign-in-problem'}
        />
        <Button type="submit" kind="primary" busy={byPassword.busy}>
          {words.submit}
        </Button>
      </Form>
      {passkeysWork() && (
        <>
          <p class="or" aria-hidden="true">
            {words.or}
          </p>
          <Button
            busy={byPasskey.busy}
            onPress={() => {
              byPassword.clear();
              void goOn(byPasskey, () => signInByPasskey(ask, practiceId));
            }}
          >
            {words.passkey}
          </Button>
        </>
      )}
      <HostSignIn practiceId={practiceId} />
      <p class="help foot">{words.help}</p>
    </Gate>
  );
}
