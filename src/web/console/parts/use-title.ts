import { useLayoutEffect } from 'preact/hooks';

/** Names the tab while what calls it is on the screen: before the first frame of it, and as it was afterwards. */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
