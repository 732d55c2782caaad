import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Next, Way } from '../api/auth.types.js';
import { passkeysWork, signInByPasskey } from '../api/passkeys.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, CodeField, Form } from '../parts/controls.js';
import { Problem } from '../parts/notices.js';
import { OtherWays } from '../parts/other-ways.js';
import { useAct } from '../parts/use-act.js';
import { Gate } from './gate.js';

const words = messages.secondFactor;
const OTHER: Readonly<Record<Way, string>> = {
  totp: words.useTotp,
  passkey: words.usePasskey,
  recovery_code: words.useRecovery,
};

/** The second factor of a log-in whose password was right. */
export function SecondFactorPage(props: {
  readonly challenge: string;
  readonly ways: readonly Way[];
  readonly practiceId: string;
  readonly onNext: (next: Next) => void;
  readonly onRestart: () => void;
}): JSX.Element {
  const { challenge, practiceId, onNext, onRestart } = props;
  const { ask } = useConsole();
  const ways = props.ways.filter((way) => way !== 'passkey' || passkeysWork());
  const [way, setWay] = useState<Way>(ways[0] ?? 'recovery_code');
  const [code, setCode] = useState('');
  const act = useAct();
  const choose = (other: Way): void => {
    act.clear();
    setCode('');
    setWay(other);
  };
  const send = async (): Promise<void> => {
    const next = await act.run(() =>
      way === 'passkey'
        ? signInByPasskey(ask, practiceId, challenge)
        : ask<Next>('POST', '/auth/second-factor', {
            practiceId,
            challenge,
            ...(way === 'totp' ? { totp: code } : { recoveryCode: code }),
          }),
    );
    if (next) onNext(next);
    else setCode('');
  };
  const lead = { totp: words.totpLead, passkey: words.passkeyLead, recovery_code: words.recoveryLead }[way];
  return (
    <Gate title={words.title} lead={lead} fieldFirst={way !== 'passkey'}>
      <Problem text={act.problem} id="factor-problem" />
      {way === 'passkey' ? (
        <Button kind="primary" busy={act.busy} onPress={() => void send()}>
          {words.usePasskey}
        </Button>
      ) : (
        <Form onSend={() => void send()}>
          <CodeField
            key={way}
            label={way === 'totp' ? words.totp : words.recovery}
            name="code"
            autocomplete={way === 'totp' ? 'one-time-code' : 'off'}
            inputMode={way === 'totp' ? 'numeric' : 'text'}
            value={code}
            onValue={setCode}
            problemId={act.problem === '' ? undefined : 'factor-problem'}
            first
          />
          <Button type="submit" kind="primary" busy={act.busy}>
            {words.submit}
          </Button>
        </Form>
      )}
      <div class="choices">
        <OtherWays ways={ways} now={way} labels={OTHER} onChoose={choose} />
        <Button kind="plain" onPress={onRestart}>
          {words.again}
        </Button>
      </div>
    </Gate>
  );
}
