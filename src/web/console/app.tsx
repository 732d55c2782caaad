import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Me } from './api/auth.types.js';
import { asker } from './api/http.js';
import { lastPractice, rememberPractice } from './last-practice.js';
import { messages } from './messages.js';
import { useClosedElsewhere } from './other-tabs.js';
import { AccountPage } from './pages/account.js';
import { ClientsPage } from './pages/clients.js';
import { Frame, type Place } from './pages/frame.js';
import { Gate } from './pages/gate.js';
import { InvitationPage } from './pages/invitation.js';
import { SignInPage } from './pages/sign-in.js';
import { TokensPage } from './pages/tokens.js';
import { ConsoleContext } from './parts/context.js';
import { Button } from './parts/controls.js';
import { Problem } from './parts/notices.js';
import { useStepUp } from './parts/step-up-gate.js';
import { useIdle } from './parts/use-idle.js';
import { usePath } from './parts/use-path.js';
import { routeOf } from './route.js';

/** Who is signed in: undefined as long as that is being asked, null for nobody. */
type SignedIn = Me | null | undefined;

/** The console: in front of it, signing in; in it, the member’s clients and own log-in. */
export function App(props: {
  readonly basePath: string;
  readonly hostSignIn: boolean;
  readonly secret: string;
}): JSX.Element {
  const { basePath, hostSignIn, secret } = props;
  const [path, goTo] = usePath(basePath);
  const [me, setMe] = useState<SignedIn>();
  const [notice, setNotice] = useState('');
  const [problem, setProblem] = useState('');
  const inside = useRef(false);
  inside.current = Boolean(me);
  const lose = useCallback(() => {
    if (!inside.current) return;
    setNotice(messages.problems.signedOut);
    setMe(null);
  }, []);
  const ask = useMemo(() => asker(basePath, lose), [basePath, lose]);
  const { guarded, dialog } = useStepUp(me ?? undefined);
  useIdle(Boolean(me), lose);

  const readMe = useCallback(async () => {
    const answer = await ask<Me>('GET', '/auth/me');
    if (answer.ok) {
      setMe(answer.data);
      rememberPractice(answer.data.practiceId);
    } else if (answer.code === 'UNAUTHENTICATED') setMe(null);
    setProblem(answer.ok || answer.code === 'UNAUTHENTICATED' ? '' : answer.message);
  }, [ask]);
  useEffect(() => void readMe(), [readMe]);

  const enter = useCallback(() => {
    setNotice('');
    // Whoever has just come in is not asked to sign in while that is being read.
    setMe(undefined);
    goTo('/console');
    void readMe();
  }, [goTo, readMe]);
  /** Loads the page anew, so that nothing that was shown stays in memory. */
  const leave = useCallback(() => {
    location.replace(`${basePath}/console/p/${me ? me.practiceId : ''}`);
  }, [basePath, me]);
  useClosedElsewhere(leave);
  const signOut = useCallback(async () => {
    const answer = await ask('POST', '/auth/sign-out', {});
    if (answer.ok) leave();
    else setProblem(answer.message);
  }, [ask, leave]);

  const route = routeOf(path);
  const console = useMemo(
    () => ({ basePath, hostSignIn, ask, guarded, goTo }),
    [basePath, hostSignIn, ask, guarded, goTo],
  );
  const practiceId = route.kind === 'sign_in' ? route.practiceId : lastPractice();

  const page = (): JSX.Element => {
    if (route.kind === 'unknown')
      return <Gate title={messages.addressNeeded.title} lead={messages.problems.notFound} />;
    if (route.kind === 'invitation') return <InvitationPage {...route} secret={secret} onDone={enter} />;
    if (me === undefined) return <Waiting problem={problem} onAgain={() => void readMe()} />;
    if (me === null)
      return practiceId === null ? (
        <AddressNeeded />
      ) : (
        <SignInPage practiceId={practiceId} notice={notice} onDone={enter} />
      );
    const place: Place = route.kind === 'place' ? route.place : 'clients';
    return (
      <Frame me={me} place={place} onSignOut={() => void signOut()}>
        <Problem text={problem} />
        {place === 'clients' && <ClientsPage />}
        {place === 'account' && <AccountPage me={me} onChanged={readMe} onSignedOut={leave} />}
        {place === 'tokens' && <TokensPage />}
      </Frame>
    );
  };
  return (
    <ConsoleContext.Provider value={console}>
      {page()}
      {dialog}
    </ConsoleContext.Provider>
  );
}

function Waiting(props: { readonly problem: string; readonly onAgain: () => void }): JSX.Element {
  return (
    <Gate title={messages.product}>
      {props.problem === '' ? (
        <p role="status">{messages.busy}</p>
      ) : (
        <>
          <Problem text={props.problem} />
          <Button onPress={props.onAgain}>{messages.tryAgain}</Button>
        </>
      )}
    </Gate>
  );
}

function AddressNeeded(): JSX.Element {
  const words = messages.addressNeeded;
  return (
    <Gate title={words.title} lead={words.text}>
      <p class="secret">
        <code>{words.example(location.origin)}</code>
      </p>
      <p class="help">{words.help}</p>
    </Gate>
  );
}
