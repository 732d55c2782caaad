import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Enrolled, Passkey } from '../api/auth.types.js';
import { passkeysWork } from '../api/passkeys.js';
import { date } from '../dates.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { EnrolPasskey } from '../parts/enrol-passkey.js';
import { Notice, Problem } from '../parts/notices.js';
import { RecoveryCodesDialog } from '../parts/recovery-codes.js';
import { Section } from '../parts/section.js';
import { useAct } from '../parts/use-act.js';
import { useLoaded } from '../parts/use-loaded.js';

const words = messages.account;

/** The member’s passkeys. */
export function PasskeysSection(props: { readonly onChanged: () => Promise<void> }): JSX.Element {
  const { ask, guarded } = useConsole();
  const { data, problem, again } = useLoaded(() => ask<readonly Passkey[]>('GET', '/auth/passkeys'));
  const [adding, setAdding] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState('');
  const act = useAct();
  const changed = async (text: string): Promise<void> => {
    setNotice(text);
    await Promise.all([again(), props.onChanged()]);
  };
  const added = async ({ recoveryCodes = [] }: Enrolled): Promise<void> => {
    setAdding(false);
    setCodes(recoveryCodes);
    await changed(words.added);
  };
  const remove = async ({ id }: Passkey): Promise<void> => {
    const removed = await act.run(() => guarded(() => ask<object>('DELETE', `/auth/passkeys/${id}`)));
    if (removed) await changed(words.removed);
  };
  return (
    <Section id="passkeys" title={words.passkeys} help={words.passkeysHelp}>
      <Problem text={problem || act.problem} />
      <Notice text={notice} />
      {data?.length === 0 && <p>{words.noPasskeys}</p>}
      <ul class="list">
        {data?.map((passkey) => (
          <li key={passkey.id}>
            <div class="who">
              <strong>{passkey.label}</strong>
              <span class="sub">
                {words.made(date(passkey.createdAt))},{' '}
                {passkey.usedAt === null ? words.neverUsed : words.used(date(passkey.usedAt))}
              </span>
            </div>
            <Button label={words.removeFor(passkey.label)} onPress={() => void remove(passkey)}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      {passkeysWork() ? (
        <Button onPress={() => setAdding(true)}>{words.addPasskey}</Button>
      ) : (
        <p class="help">{messages.problems.passkeyUnsupported}</p>
      )}
      {adding && (
        <Dialog title={words.addPasskey} onClose={() => setAdding(false)}>
          <EnrolPasskey onDone={(enrolled) => void added(enrolled)} />
          <Button onPress={() => setAdding(false)}>{messages.cancel}</Button>
        </Dialog>
      )}
      {codes.length > 0 && <RecoveryCodesDialog codes={codes} onKept={() => setCodes([])} />}
    </Section>
  );
}
