import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messages } from '../messages.js';
import { Button } from './controls.js';

/** Copies a secret that is shown once, and says whether it did. */
export function Copy(props: { readonly text: string }): JSX.Element {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text);
      setSaid(messages.copied);
    } catch {
      setSaid(messages.copyFailed);
    }
  };
  return (
    <>
      <Button onPress={() => void copy()}>{messages.copy}</Button>
      <span class="said" role="status">
        {said}
      </span>
    </>
  );
}
