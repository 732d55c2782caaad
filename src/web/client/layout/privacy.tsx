import type { JSX } from 'preact';
import type { Form } from '../form.js';
import { messages } from '../messages.js';

/** Who can see the answers, on every page that takes any; and that nothing must be answered. */
export function Privacy({ form }: { readonly form: Form }): JSX.Element {
  const { compiled, shell } = form;
  return (
    <p class="privacy">
      <span class="lock" aria-hidden="true" />
      <span>
        {messages.seenBy[compiled.worksheet.share](shell.clinicianName)} {messages.skipAnything}
      </span>
    </p>
  );
}
