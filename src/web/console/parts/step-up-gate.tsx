import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { Me } from '../api/auth.types.js';
import { type Answer, refused } from '../api/http.js';
import type { Console } from './context.js';
import { StepUpDialog } from './step-up.js';

/** The way to do what may need a fresh sign, and the dialog that asks for it while it is open. */
export function useStepUp(me: Me | undefined): {
  readonly guarded: Console['guarded'];
  readonly dialog: JSX.Element | null;
} {
  const [asking, setAsking] = useState<(steppedUp: boolean) => void>();
  const guarded = useCallback(async <T,>(act: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const first = await act();
    if (first.ok || first.code !== 'STEP_UP_REQUIRED') return first;
    const steppedUp = await new Promise<boolean>((resolve) => setAsking(() => resolve));
    setAsking(undefined);
    return steppedUp ? act() : refused('CANCELLED', '');
  }, []);
  const dialog = me && asking ? <StepUpDialog me={me} onDone={asking} /> : null;
  return { guarded, dialog };
}
