import { messages } from '../messages.js';

/** What became of a request: what the server said, or why there is nothing, in words that may be shown. */
export type Answer<T> =
  | { readonly ok: true; readonly data: T; readonly serverTime: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

interface Errors {
  readonly errors?: readonly {
    readonly message?: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

/** Longer than this, and the network counts as gone. */
const PATIENCE_MS = 15_000;

/** Asks this server, with the member’s cookie. `address` begins behind the prefix under which it is mounted. */
export type Ask = <T>(
  method: 'GET' | 'POST' | 'DELETE',
  address: string,
  body?: object,
) => Promise<Answer<T>>;

/**
 * A way to ask the server at `basePath`.
 * @param onSignedOut told when the server no longer knows us
 */
export function asker(basePath: string, onSignedOut: () => void): Ask {
  return async <T>(method: string, address: string, body?: object): Promise<Answer<T>> => {
    const answer = await send<T>(method, basePath + address, body);
    if (!answer.ok && answer.code === 'UNAUTHENTICATED') onSignedOut();
    return answer;
  };
}

/** A refusal that the page makes itself. */
export function refused(code: string, message: string): Answer<never> {
  return { ok: false, code, message };
}

async function send<T>(method: string, url: string, body: object | undefined): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        'x-mendwork-page': 'console',
        'apollo-require-preflight': '1',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const json: unknown = text === '' ? {} : JSON.parse(text);
    const [error] = (json as Errors).errors ?? [];
    if (error || !response.ok)
      return refused(error?.extensions?.code ?? 'UNKNOWN', error?.message ?? messages.problems.unknown);
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    return { ok: true, data: json as T, serverTime: Number.isNaN(serverTime) ? Date.now() : serverTime };
  } catch {
    return refused('UNREACHABLE', messages.problems.unreachable);
  }
}
