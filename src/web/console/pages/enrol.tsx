import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Enrolled } from '../api/auth.types.js';
import { passkeysWork } from '../api/passkeys.js';
import { messages } from '../messages.js';
import { Button } from '../parts/controls.js';
import { EnrolPasskey } from '../parts/enrol-passkey.js';
import { EnrolTotp } from '../parts/enrol-totp.js';
import { RecoveryCodes } from '../parts/recovery-codes.js';
import { Gate } from './gate.js';

const words = messages.enrol;

/** The first second factor of somebody whose log-in waits for it, and the recovery codes that come with it. */
export function EnrolPage(props: {
  readonly challenge: string;
  readonly onDone: () => void;
  readonly onRestart: () => void;
}): JSX.Element {
  const { challenge, onDone, onRestart } = props;
  const [way, setWay] = useState<'totp' | 'passkey'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const take = ({ recoveryCodes = [] }: Enrolled): void =>
    recoveryCodes.length > 0 ? setCodes(recoveryCodes) : onDone();
  if (codes)
    return (
      <Gate title={messages.recovery.title} lead={messages.recovery.lead}>
        <RecoveryCodes codes={codes} onKept={onDone} />
      </Gate>
    );
  if (!way) return <Choose onChoose={setWay} onRestart={onRestart} />;
  const back = (
    <div class="choices">
      <Button kind="plain" onPress={() => setWay(undefined)}>
        {words.other}
      </Button>
    </div>
  );
  return way === 'totp' ? (
    <Gate title={words.totpTitle}>
      <EnrolTotp challenge={challenge} onDone={take} />
      {back}
    </Gate>
  ) : (
    <Gate title={words.passkeyTitle} lead={words.passkeyLead} fieldFirst>
      <EnrolPasskey challenge={challenge} onDone={take} />
      {back}
    </Gate>
  );
}

function Choose(props: {
  readonly onChoose: (way: 'totp' | 'passkey') => void;
  readonly onRestart: () => void;
}): JSX.Element {
  return (
    <Gate title={words.title} lead={words.lead}>
      <ul class="ways">
        <li>
          <h2>{words.app}</h2>
          <p class="help">{words.appHelp}</p>
          <Button kind="primary" onPress={() => props.onChoose('totp')}>
            {words.useApp}
          </Button>
        </li>
        {passkeysWork() && (
          <li>
            <h2>{words.passkey}</h2>
            <p class="help">{words.passkeyHelp}</p>
            <Button onPress={() => props.onChoose('passkey')}>{words.usePasskey}</Button>
          </li>
        )}
      </ul>
      <div class="choices">
        <Button kind="plain" onPress={props.onRestart}>
          {messages.secondFactor.again}
        </Button>
      </div>
    </Gate>
  );
}
