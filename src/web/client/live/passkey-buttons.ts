import type { AuthReply } from '../auth-calls.js';

/**
 * Buttons that need a script: they stand hidden in the page until there is one. `data-passkey` says what a button does,
 * `data-base` the prefix of our addresses, and `data-problem` names the element that says what did not work.
 */
export function passkeyButtons(): void {
  if (!('PublicKeyCredential' in window)) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
    const place = button.closest<HTMLElement>('[hidden]');
    if (place) place.hidden = false;
    button.addEventListener('click', () => void press(button));
  }
}

async function press(button: HTMLButtonElement): Promise<void> {
  const problem = document.getElementById(button.dataset.problem ?? '');
  button.disabled = true;
  if (problem) problem.hidden = true;
  const reply = await act(button);
  button.disabled = false;
  if (reply.kind === 'ok') goOn(button);
  else if (problem) problem.hidden = false;
}

async function act(button: HTMLButtonElement): Promise<AuthReply> {
  const { passkey, base = '' } = button.dataset;
  // Comes in a file of its own: few pages need it, and none before a button is pressed.
  const { addPasskey, unlockByPasskey } = await import('../passkeys.js');
  if (passkey === 'unlock') return unlockByPasskey(base);
  const label = document.querySelector<HTMLInputElement>('#passkey-label')?.value.trim() ?? '';
  return addPasskey(base, label || (button.dataset.label ?? ''));
}

/** The session is open, or the passkey is there: what comes next is another page, or a form that was waiting. */
function goOn(button: HTMLButtonElement): void {
  const form = document.querySelector<HTMLFormElement>('form#carried');
  if (button.dataset.passkey === 'unlock' && form) form.submit();
  else location.assign(button.dataset.next ?? location.pathname);
}
