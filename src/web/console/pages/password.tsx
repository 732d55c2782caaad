import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, Form, PasswordField } from '../parts/controls.js';
import { Notice, Problem } from '../parts/notices.js';
import { Section } from '../parts/section.js';
import { useAct } from '../parts/use-act.js';

const words = messages.account;

/** A new password. */
export function PasswordSection(props: { readonly onChanged: () => Promise<void> }): JSX.Element {
  const { ask, guarded } = useConsole();
  const [next, setNext] = useState('');
  const [notice, setNotice] = useState('');
  const act = useAct();
  const send = async (): Promise<void> => {
    setNotice('');
    if (!(await act.run(() => guarded(() => ask<object>('POST', '/auth/password', { next }))))) return;
    setNext('');
    setNotice(words.passwordChanged);
    await props.onChanged();
  };
  return (
    <Section id="password" title={words.password} help={words.passwordHelp}>
      <Problem text={act.problem} id="password-problem" />
      <Notice text={notice} />
      <Form label={words.changePassword} onSend={() => void send()}>
        <PasswordField
          label={words.newPassword}
          help={messages.invitation.rule}
          name="new-password"
          autocomplete="new-password"
          value={next}
          onValue={setNext}
          problemId={act.problem === '' ? undefined : 'password-problem'}
        />
        <Button type="submit" busy={act.busy}>
          {words.changePassword}
        </Button>
      </Form>
    </Section>
  );
}
