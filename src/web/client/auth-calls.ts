import { isRecord } from '../../core/worksheet/reading.js';
import { pageHeader } from './live/frame.js';
import type { UnlockWay } from './model.js';

/** What came of a call about signing in. `refused`: it was understood and not granted. */
export type AuthReply =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too_often' }
  | { readonly kind: 'unreachable' };

/** Whether this browser's session is open. */
export interface SessionState {
  readonly state: 'open' | 'locked' | 'out';
  readonly ways: readonly UnlockWay[];
  /** Who is in; undefined unless it is open. */
  readonly clientId: string | undefined;
}

/** Longer than this, and the network counts as gone. */
const PATIENCE_MS = 15_000;

/** Calls a route under `/auth/client`. Never rejects. `basePath` as in `Shell`. */
export async function authCall(
  basePath: string,
  route: string,
  input?: Readonly<Record<string, unknown>>,
): Promise<AuthReply> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`${basePath}/auth/client/${route}`, {
      method: input === undefined ? 'GET' : 'POST',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(input && { 'content-type': 'application/json' }),
        ...pageHeader(),
      },
      ...(input && { body: JSON.stringify(input) }),
      signal: patience.signal,
    });
    if (response.status === 429) return { kind: 'too_often' };
    if (response.status >= 500) return { kind: 'unreachable' };
    if (!response.ok) return { kind: 'refused' };
    const body: unknown = response.status === 204 ? {} : await response.json();
    return { kind: 'ok', body: isRecord(body) ? body : {} };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

/** Asks the server how this browser's session stands; undefined where it cannot be reached. */
export async function sessionState(basePath: string): Promise<SessionState | undefined> {
  const reply = await authCall(basePath, 'state');
  if (reply.kind !== 'ok') return undefined;
  const { state, ways, clientId } = reply.body;
  if (state !== 'open' && state !== 'locked' && state !== 'out') return undefined;
  const known = Array.isArray(ways) ? (ways as readonly unknown[]) : [];
  return {
    state,
    ways: known.filter((way) => way === 'pin' || way === 'passkey'),
    clientId: typeof clientId === 'string' ? clientId : undefined,
  };
}
