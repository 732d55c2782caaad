import type { Closed } from '../again/curtain.js';

/** Who stays so long may need what closes the page and asks who is there; by then nothing else is on its way. */
const SETTLED_MS = 15_000;

/** A server that lets in and refuses all the same is not asked for ever. */
const MOST_TRIES = 5;

/** A request again, each time that its client has signed in again after it was refused for want of that. */
export type Retry = <Result extends { readonly kind: string }>(
  request: () => Promise<Result>,
) => Promise<Result>;

/**
 * What happens when nobody is signed in any more: the client is asked in place, and what was tried is tried again. All
 * of it comes in a script of its own, since the first visit is to weigh little.
 */
export function whenSignedOut(closed: Closed): Retry {
  let script: typeof import('../again/open.js') | undefined;
  const load = async () => (script ??= await import('../again/open.js'));
  const later = (): void => void setTimeout(watch, SETTLED_MS);
  const watch = (): void => void load().then(({ watchOver }) => watchOver(closed), later);
  // The clinic’s device goes to somebody else next, and its network may go away.
  if (closed.shell.place === 'office') watch();
  else later();
  /** Who has signed in meanwhile finds nothing where the page’s own client would. */
  const isShut = async (kind: string): Promise<boolean> => {
    if (kind !== 'gone') return kind === 'signed_out';
    return load().then(
      ({ isSomebodyElse }) => isSomebodyElse(closed),
      () => false,
    );
  };
  return async (request) => {
    let result = await request();
    for (let left = MOST_TRIES; left > 0 && (await isShut(result.kind)); left -= 1) {
      const isIn = await load().then(
        ({ signInAgain }) => signInAgain(closed, false),
        () => false,
      );
      if (!isIn) break;
      result = await request();
    }
    return result;
  };
}
