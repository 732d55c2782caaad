import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answer, Ask } from '../api/http.js';

/** What every page of the console can ask for. */
export interface Console {
  /** Prefix under which we are mounted, without a slash at the end. */
  readonly basePath: string;
  /** Whether the host’s own log-in lets members in by their browser. */
  readonly hostSignIn: boolean;
  readonly ask: Ask;
  /**
   * Does `act`; where the server wants a fresh sign first, asks for one and does it again.
   * @returns what came of it; a refusal with the code CANCELLED and no words where no sign was given
   */
  readonly guarded: <T>(act: () => Promise<Answer<T>>) => Promise<Answer<T>>;
  readonly goTo: (path: string) => void;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

/** The console that a component stands in. */
export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (!found) throw new Error('This component stands outside of the console.');
  return found;
}
