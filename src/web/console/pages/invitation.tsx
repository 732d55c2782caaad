import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Invited, Next } from '../api/auth.types.js';
import type { Answer } from '../api/http.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, Form, PasswordField } from '../parts/controls.js';
import { Problem } from '../parts/notices.js';
import { useAct } from '../parts/use-act.js';
import { Gate } from './gate.js';
import { NextStep } from './next-step.js';

const words = messages.invitation;

/** How a new member comes in. Looking spends nothing; the first password does. */
export function InvitationPage(props: {
  readonly practiceId: string;
  readonly invitationId: string;
  /** From behind the `#` of the address; gone from there by now. */
  readonly secret: string;
  readonly onDone: () => void;
}): JSX.Element {
  const { practiceId, invitationId, secret, onDone } = props;
  const { ask, goTo } = useConsole();
  const key = { practiceId, invitation: invitationId, secret };
  const [looked, setLooked] = useState<Answer<Invited>>();
  const [password, setPassword] = useState('');
  const [next, setNext] = useState<Next>();
  const act = useAct();
  useEffect(() => {
    void ask<Invited>('POST', '/auth/invitation', key).then(setLooked);
  }, [invitationId]);
  const toSignIn = (): void => goTo(`/console/p/${practiceId}`);
  if (next) return <NextStep next={next} practiceId={practiceId} onDone={onDone} onRestart={toSignIn} />;
  if (!looked) return <Gate title={words.titlePlain} lead={messages.busy} />;
  if (!looked.ok)
    return (
      <Gate title={words.titlePlain}>
        <Problem text={looked.code === 'UNREACHABLE' ? looked.message : words.spent} />
        <p>{words.spentHelp}</p>
        <Button onPress={toSignIn}>{words.toSignIn}</Button>
      </Gate>
    );
  const accept = async (): Promise<void> => {
    const accepted = await act.run(() => ask<Next>('POST', '/auth/invitation/accept', { ...key, password }));
    if (accepted) setNext(accepted);
  };
  return (
    <Gate title={words.title(looked.data.displayName)} lead={words.lead} fieldFirst>
      <Problem text={act.problem} id="password-problem" />
      <Form onSend={() => void accept()}>
        <PasswordField
          label={words.password}
          help={words.rule}
          name="new-password"
          autocomplete="new-password"
          value={password}
          onValue={setPassword}
          problemId={act.problem === '' ? undefined : 'password-problem'}
          first
        />
        <Button type="submit" kind="primary" busy={act.busy}>
          {words.submit}
        </Button>
      </Form>
    </Gate>
  );
}
