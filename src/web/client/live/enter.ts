/** Takes the secret out of the address, where the browser's history would keep it, into the form that spends it. */
export function takeSecret(): void {
  const form = document.querySelector<HTMLFormElement>('#by-secret');
  const secret = location.hash.slice(1);
  const field = form?.elements.namedItem('secret');
  if (!form || !secret || !(field instanceof HTMLInputElement)) return;
  field.value = secret;
  form.hidden = false;
  const byCode = document.querySelector('#by-code');
  byCode?.removeAttribute('open');
  byCode?.classList.add('beside');
  history.replaceState(null, '', location.pathname);
  // Who chooses another language comes back to this page, and the secret with them.
  const languages = document.querySelector<HTMLFormElement>('form.languages');
  if (languages) languages.action += `#${secret}`;
}
