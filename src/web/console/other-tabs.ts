import { useEffect } from 'preact/hooks';

/** One for the whole page: what it says it does not hear itself. */
const channel = globalThis.BroadcastChannel && new BroadcastChannel('console');

/** Closes the console in all other tabs of this browser: it is given out of the member’s hands. */
export function closeOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  channel?.postMessage('close');
}

/** Tells when another tab has given the browser out of the member’s hands. */
export function useClosedElsewhere(onClosed: () => void): void {
  useEffect(() => {
    channel?.addEventListener('message', onClosed);
    return () => channel?.removeEventListener('message', onClosed);
  }, [onClosed]);
}
