import { useEffect } from 'preact/hooks';

/** As long as the server keeps a session that is not used. */
const IDLE_MS = 30 * 60_000;
const LOOK_EVERY_MS = 15_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'scroll'] as const;

/** Tells when nobody has touched the page for as long as a session lives: names must not stay on an unwatched screen. */
export function useIdle(active: boolean, onIdle: () => void): void {
  useEffect(() => {
    if (!active) return undefined;
    let last = Date.now();
    const note = (): void => {
      last = Date.now();
    };
    const look = (): void => {
      if (Date.now() - last >= IDLE_MS) onIdle();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    // A device that slept wakes with the page as it was.
    document.addEventListener('visibilitychange', look);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, note, { passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, note);
    };
  }, [active, onIdle]);
}
