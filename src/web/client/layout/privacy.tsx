import type { JSX } from 'preact';
import type { ShareClass } from '../../../core/worksheet/definition.js';
import type { Form } from '../form.js';
import { messages } from '../messages.js';

/** Who can see the answers, on every page that takes any; and that nothing must be answered. */
export function Privacy(props: { readonly form: Form; readonly share: ShareClass }): JSX.Element {
  const { form, share } = props;
  const seenBy = messages.seenBy[share](form.shell.clinicianName);
  return <SeenBy words={`${seenBy} ${messages.skipAnything}`} />;
}

/** A line on who can see something. */
export function SeenBy(props: { readonly words: string; readonly id?: string }): JSX.Element {
  return (
    <p class="privacy" id={props.id}>
      <span class="lock" aria-hidden="true" />
      <span>{props.words}</span>
    </p>
  );
}
