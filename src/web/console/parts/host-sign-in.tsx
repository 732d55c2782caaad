import type { JSX } from 'preact';
import { messages } from '../messages.js';
import { useConsole } from './context.js';

/** The way to the host’s own log-in and back, where there is one. */
export function HostSignIn(props: {
  readonly practiceId: string;
  /** The host is to ask anew who it is, though it may know. */
  readonly again?: boolean;
}): JSX.Element | null {
  const { practiceId, again = false } = props;
  const { basePath, hostSignIn } = useConsole();
  if (!hostSignIn) return null;
  return (
    <a class="button" href={`${basePath}/auth/host/${practiceId}/sign-in${again ? '?again=1' : ''}`}>
      {messages.signIn.host}
    </a>
  );
}
