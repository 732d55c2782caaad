import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Me, Way } from '../api/auth.types.js';
import { passkeysWork, stepUpByPasskey } from '../api/passkeys.js';
import { messages } from '../messages.js';
import { useConsole } from './context.js';
import { Button, CodeField, Form, PasswordField } from './controls.js';
import { Dialog } from './dialog.js';
import { HostSignIn } from './host-sign-in.js';
import { Problem } from './notices.js';
import { OtherWays } from './other-ways.js';
import { useAct } from './use-act.js';

type StepUpWay = 'password' | Way;

const LABELS: Readonly<Record<StepUpWay, string>> = {
  password: messages.stepUp.usePassword,
  totp: messages.secondFactor.useTotp,
  passkey: messages.secondFactor.usePasskey,
  recovery_code: messages.secondFactor.useRecovery,
};

/** Asks for a fresh sign that it is the member. */
export function StepUpDialog(props: {
  readonly me: Me;
  readonly onDone: (steppedUp: boolean) => void;
}): JSX.Element {
  const { me, onDone } = props;
  const { ask } = useConsole();
  const ways = waysOf(me);
  const [way, setWay] = useState<StepUpWay>(ways[0] ?? 'password');
  const [text, setText] = useState('');
  const act = useAct();
  const choose = (other: StepUpWay): void => {
    act.clear();
    setText('');
    setWay(other);
  };
  const send = async (): Promise<void> => {
    const shown = await act.run(() =>
      way === 'passkey' ? stepUpByPasskey(ask) : ask<object>('POST', '/auth/step-up', { [FIELD[way]]: text }),
    );
    if (shown) onDone(true);
    else setText('');
  };
  const problemId = act.problem === '' ? undefined : 'step-up-problem';
  const field = { name: 'step-up', value: text, onValue: setText, problemId, first: true };
  return (
    <Dialog title={messages.stepUp.title} onClose={() => onDone(false)}>
      <p class="lead">{messages.stepUp.lead}</p>
      <Problem text={act.problem} id="step-up-problem" />
      {ways.length === 0 ? (
        <HostSignIn practiceId={me.practiceId} again />
      ) : (
        <Form onSend={() => void send()}>
          {way === 'password' && (
            <PasswordField {...field} label={messages.stepUp.password} autocomplete="current-password" />
          )}
          {way === 'totp' && (
            <CodeField {...field} label={messages.secondFactor.totp} autocomplete="one-time-code" />
          )}
          {way === 'recovery_code' && (
            <CodeField {...field} label={messages.secondFactor.recovery} inputMode="text" />
          )}
          <div class="row">
            <Button type="submit" kind="primary" busy={act.busy}>
              {way === 'passkey' ? LABELS.passkey : messages.stepUp.confirm}
            </Button>
            <Button onPress={() => onDone(false)}>{messages.cancel}</Button>
          </div>
        </Form>
      )}
      <div class="choices">
        <OtherWays ways={ways} now={way} labels={LABELS} onChoose={choose} />
      </div>
    </Dialog>
  );
}

const FIELD = { password: 'password', totp: 'totp', recovery_code: 'recoveryCode' } as const;

function waysOf(me: Me): StepUpWay[] {
  return [
    ...(me.hasPassword ? (['password'] as const) : []),
    ...(me.hasPasskey && passkeysWork() ? (['passkey'] as const) : []),
    ...(me.hasTotp ? (['totp'] as const) : []),
    ...(me.recoveryCodesLeft > 0 ? (['recovery_code'] as const) : []),
  ];
}
