import css from './again.css?inline';

/** Gives the page the styles of signing in again, under the nonce that its own have. */
export function addStyles(): void {
  if (document.querySelector('#again-styles')) return;
  const style = document.createElement('style');
  style.id = 'again-styles';
  style.nonce = document.querySelector('style')?.nonce ?? '';
  style.textContent = css;
  document.head.append(style);
}
