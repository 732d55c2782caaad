import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Next } from '../api/auth.types.js';
import { EnrolPage } from './enrol.js';
import { SecondFactorPage } from './second-factor.js';

/** Where signing in goes on, until it is done. */
export function NextStep(props: {
  readonly next: Next;
  readonly practiceId: string;
  readonly onDone: () => void;
  readonly onRestart: () => void;
}): JSX.Element | null {
  const { practiceId, onDone, onRestart } = props;
  const [next, setNext] = useState(props.next);
  const done = next.next === 'done';
  useEffect(() => {
    if (done) onDone();
  }, [done, onDone]);
  switch (next.next) {
    case 'second_factor':
      return (
        <SecondFactorPage
          challenge={next.challenge}
          ways={next.ways}
          practiceId={practiceId}
          onNext={setNext}
          onRestart={onRestart}
        />
      );
    case 'enrol':
      return <EnrolPage challenge={next.challenge} onDone={onDone} onRestart={onRestart} />;
    case 'done':
      return null;
  }
}
