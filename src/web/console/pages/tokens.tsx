import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { NewToken, Token } from '../api/auth.types.js';
import { date } from '../dates.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Copy } from '../parts/copy.js';
import { Dialog } from '../parts/dialog.js';
import { Notice, Problem } from '../parts/notices.js';
import { useAct } from '../parts/use-act.js';
import { useLoaded } from '../parts/use-loaded.js';
import { NewTokenForm } from './new-token.js';

const words = messages.tokens;

/** The member’s access tokens. */
export function TokensPage(): JSX.Element {
  const { ask, guarded } = useConsole();
  const { data, problem, again } = useLoaded(() => ask<readonly Token[]>('GET', '/auth/access-tokens'));
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<NewToken>();
  const [notice, setNotice] = useState('');
  const act = useAct();
  const take = async (token: NewToken): Promise<void> => {
    setCreating(false);
    setMade(token);
    await again();
  };
  const end = async ({ id }: Token): Promise<void> => {
    const ended = await act.run(() => guarded(() => ask<object>('DELETE', `/auth/access-tokens/${id}`)));
    if (!ended) return;
    setNotice(words.ended);
    await again();
  };
  return (
    <>
      <p class="lead">{words.lead}</p>
      <Problem text={problem || act.problem} />
      <Notice text={notice} />
      {data?.length === 0 && <p>{words.none}</p>}
      <ul class="list">
        {data?.map((token) => (
          <TokenLine key={token.id} token={token} onEnd={() => void end(token)} />
        ))}
      </ul>
      <Button kind="primary" onPress={() => setCreating(true)}>
        {words.create}
      </Button>
      {creating && (
        <Dialog title={words.create} onClose={() => setCreating(false)}>
          <NewTokenForm onMade={(token) => void take(token)} onCancel={() => setCreating(false)} />
        </Dialog>
      )}
      {made && <ShownOnce token={made.token} onClose={() => setMade(undefined)} />}
    </>
  );
}

function TokenLine(props: { readonly token: Token; readonly onEnd: () => void }): JSX.Element {
  const { label, scopes, usedAt, expiresAt } = props.token;
  const scope = scopes.includes('write') ? words.scope.write : words.scope.read;
  const used = usedAt === null ? messages.account.neverUsed : messages.account.used(date(usedAt));
  return (
    <li>
      <div class="who">
        <strong>{label}</strong>
        <span class="sub">
          {scope}, {used}, {words.ends(date(expiresAt))}
        </span>
      </div>
      <Button label={words.endFor(label)} onPress={props.onEnd}>
        {words.end}
      </Button>
    </li>
  );
}

function ShownOnce(props: { readonly token: string; readonly onClose: () => void }): JSX.Element {
  const { token, onClose } = props;
  return (
    <Dialog title={words.shown} onClose={onClose}>
      <p class="lead">{words.shownHelp}</p>
      <p class="secret" aria-label={words.token}>
        <code>{token}</code>
      </p>
      <div class="row">
        <Copy text={token} />
      </div>
      <p class="help">{words.header}</p>
      <p class="secret small">
        <code>authorization: Bearer mwt_…</code>
      </p>
      <Button kind="primary" onPress={onClose}>
        {messages.done}
      </Button>
    </Dialog>
  );
}
