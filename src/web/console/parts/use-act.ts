import { useCallback, useRef, useState } from 'preact/hooks';
import type { Answer } from '../api/http.js';

/** An act that is under way at most once, with the words for what went wrong the last time. */
export interface Act {
  readonly busy: boolean;
  /** '' where nothing did. */
  readonly problem: string;
  /** Does it, unless it is being done. @returns the answer’s content, undefined for a refusal */
  readonly run: <T>(act: () => Promise<Answer<T>>) => Promise<T | undefined>;
  readonly clear: () => void;
}

/** A button’s or a form’s act. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const running = useRef(false);
  const run = useCallback(async <T>(act: () => Promise<Answer<T>>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem('');
    const answer = await act();
    running.current = false;
    setBusy(false);
    if (answer.ok) return answer.data;
    setProblem(answer.message);
    return undefined;
  }, []);
  const clear = useCallback(() => setProblem(''), []);
  return { busy, problem, run, clear };
}
