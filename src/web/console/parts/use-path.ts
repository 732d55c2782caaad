import { useCallback, useEffect, useState } from 'preact/hooks';

/** The address behind `basePath`, and a way to go to another without loading the page anew. */
export function usePath(basePath: string): readonly [path: string, goTo: (path: string) => void] {
  const here = (): string => location.pathname.slice(basePath.length);
  const [path, setPath] = useState(here);
  useEffect(() => {
    const follow = (): void => setPath(here());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const goTo = useCallback(
    (to: string) => {
      history.pushState(null, '', basePath + to);
      setPath(to);
    },
    [basePath],
  );
  return [path, goTo];
}
