import { useEffect, useState } from 'preact/hooks';

/**
 * Milliseconds until `expiresAt`, counted anew each second; 0 when it is over. The device’s own clock may be wrong: what
 * is left is what the server’s clock said at `serverTime`, and from then on what has passed here.
 */
export function useTimeLeft(expiresAt: string, serverTime: number): number {
  const atFirst = Date.parse(expiresAt) - serverTime;
  const [left, setLeft] = useState(atFirst);
  useEffect(() => {
    const begun = performance.now();
    setLeft(atFirst);
    const timer = setInterval(() => setLeft(Math.max(0, atFirst - (performance.now() - begun))), 1_000);
    return () => clearInterval(timer);
  }, [atFirst]);
  return Math.max(0, left);
}
