import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer } from '../api/http.js';

/** Something that the page reads when it appears, and again when it is told to. */
export interface Loaded<T> {
  /** Undefined until the first answer. */
  readonly data: T | undefined;
  /** '' where nothing went wrong. */
  readonly problem: string;
  readonly again: () => Promise<void>;
}

/** Reads with `read` when the component appears. */
export function useLoaded<T>(read: () => Promise<Answer<T>>): Loaded<T> {
  const [data, setData] = useState<T>();
  const [problem, setProblem] = useState('');
  const again = useCallback(async () => {
    const answer = await read();
    if (answer.ok) setData(answer.data);
    setProblem(answer.ok ? '' : answer.message);
    // What is read does not change while the component lives.
  }, []);
  useEffect(() => void again(), [again]);
  return { data, problem, again };
}
