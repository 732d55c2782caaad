/** Is the page in a frame of somebody else's page? */
export function isFramed(): boolean {
  return globalThis.top !== globalThis.self;
}

/** What a request's headers have to say for the server to know that a page in a frame asks: the cookie there is another. */
export function pageHeader(): Readonly<Record<string, string>> {
  return isFramed() ? { 'x-mendwork-page': 'framed' } : {};
}

/** What the page around a frame may hear of: never what is written, nor where. `host.ts` passes it on. */
export type Happening = 'part' | 'saved' | 'submitted' | 'expired' | 'left';

/** Says that something has happened, for the page around a frame; `part` is the number of the part that is shown. */
export function happens(what: Happening, part?: number): void {
  document.dispatchEvent(new CustomEvent(`mendwork:${what}`, { detail: part }));
}

/** The page around has to hear that it is left before the window goes: it ends a session of its own. */
const HEARD_MS = 100;
/** A frame is emptied once it has told the server, and no later than this. */
const PATIENCE_MS = 1_000;

/**
 * Puts another page in the place of the whole window. A frame is emptied in any case: the browser may not let it do more.
 * @param said what is under way to the server. A browser drops it where a frame is emptied at the same moment
 */
export async function goAway(address: string, said: Promise<unknown>): Promise<void> {
  const settled = said.catch(() => undefined);
  if (!isFramed()) return location.replace(address);
  happens('left');
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await pause(HEARD_MS);
  try {
    window.top?.location.replace(address);
  } catch {
    // Without a touch or a key just before, browsers refuse. The page around was told, and goes by itself.
  }
  await Promise.race([settled, pause(PATIENCE_MS)]);
  location.replace('about:blank');
}
