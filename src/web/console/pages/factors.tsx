import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Enrolled, Me } from '../api/auth.types.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { EnrolTotp } from '../parts/enrol-totp.js';
import { Notice, Problem } from '../parts/notices.js';
import { RecoveryCodesDialog } from '../parts/recovery-codes.js';
import { Section } from '../parts/section.js';
import { useAct } from '../parts/use-act.js';

const words = messages.account;

/** The authenticator app, and the codes for the day on which it is lost. */
export function FactorsSection(props: {
  readonly me: Me;
  readonly onChanged: () => Promise<void>;
}): JSX.Element {
  const { me, onChanged } = props;
  const { ask, guarded } = useConsole();
  const [settingUp, setSettingUp] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState('');
  const act = useAct();
  const ready = async ({ recoveryCodes = [] }: Enrolled): Promise<void> => {
    setSettingUp(false);
    setCodes(recoveryCodes);
    setNotice(words.appReady);
    await onChanged();
  };
  const remove = async (): Promise<void> => {
    if (!(await act.run(() => guarded(() => ask<object>('DELETE', '/auth/totp'))))) return;
    setNotice(words.removed);
    await onChanged();
  };
  const renew = async (): Promise<void> => {
    const made = await act.run(() => guarded(() => ask<Enrolled>('POST', '/auth/recovery-codes', {})));
    if (made) setCodes(made.recoveryCodes ?? []);
    await onChanged();
  };
  return (
    <>
      <Section id="app" title={words.app} help={me.hasTotp ? words.appOn : words.appOff}>
        <Problem text={act.problem} />
        <Notice text={notice} />
        <div class="row">
          <Button onPress={() => setSettingUp(true)}>{me.hasTotp ? words.setUpAgain : words.setUp}</Button>
          {me.hasTotp && (
            <Button label={words.removeFor(words.app)} onPress={() => void remove()}>
              {words.remove}
            </Button>
          )}
        </div>
      </Section>
      <Section id="recovery" title={words.recovery} help={words.recoveryHelp}>
        <p>{words.codesLeft(me.recoveryCodesLeft)}</p>
        <Button onPress={() => void renew()}>{words.newCodes}</Button>
      </Section>
      {settingUp && (
        <Dialog title={messages.enrol.totpTitle} onClose={() => setSettingUp(false)}>
          <EnrolTotp onDone={(enrolled) => void ready(enrolled)} />
          <Button onPress={() => setSettingUp(false)}>{messages.cancel}</Button>
        </Dialog>
      )}
      {codes.length > 0 && <RecoveryCodesDialog codes={codes} onKept={() => setCodes([])} />}
    </>
  );
}
