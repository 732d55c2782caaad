import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Device } from '../api/auth.types.js';
import { moment } from '../dates.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Dialog } from '../parts/dialog.js';
import { Notice, Problem } from '../parts/notices.js';
import { Section } from '../parts/section.js';
import { useAct } from '../parts/use-act.js';
import { useLoaded } from '../parts/use-loaded.js';

const words = messages.account;

/** Browsers on which the member is signed in; each can be ended. */
export function DevicesSection(props: { readonly onSignedOut: () => void }): JSX.Element {
  const { ask } = useConsole();
  const { data, problem, again } = useLoaded(() => ask<readonly Device[]>('GET', '/auth/sessions'));
  const [notice, setNotice] = useState('');
  const [sure, setSure] = useState(false);
  const act = useAct();
  const end = async ({ id }: Device): Promise<void> => {
    const ended = await act.run(() => ask<object>('DELETE', `/auth/sessions/${id}`));
    if (!ended) return;
    setNotice(words.ended);
    await again();
  };
  const endAll = async (): Promise<void> => {
    setSure(false);
    if (await act.run(() => ask<object>('DELETE', '/auth/sessions'))) props.onSignedOut();
  };
  return (
    <Section id="devices" title={words.devices} help={words.devicesHelp}>
      <Problem text={problem || act.problem} />
      <Notice text={notice} />
      <ul class="list">
        {data?.map((device) => (
          <DeviceLine key={device.id} device={device} onEnd={() => void end(device)} />
        ))}
      </ul>
      <Button kind="danger" onPress={() => setSure(true)}>
        {words.endAll}
      </Button>
      {sure && (
        <Dialog title={words.endAll} onClose={() => setSure(false)}>
          <p class="lead">{words.endAllSure}</p>
          <div class="row">
            <Button kind="danger" busy={act.busy} onPress={() => void endAll()}>
              {words.endAll}
            </Button>
            <Button onPress={() => setSure(false)}>{messages.cancel}</Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}

function DeviceLine(props: { readonly device: Device; readonly onEnd: () => void }): JSX.Element {
  const { label, current, createdAt, seenAt } = props.device;
  const name = label === '' ? words.unknownDevice : label;
  return (
    <li>
      <div class="who">
        <strong>{name}</strong>
        <span class="sub">
          {words.seen(moment(seenAt))}, {words.since(moment(createdAt))}
        </span>
      </div>
      {current ? (
        <span class="chip">{words.thisDevice}</span>
      ) : (
        <Button label={words.endFor(name)} onPress={props.onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
