/**
 * Gives the page more styles, under the nonce that its own have.
 * @param id where the same may be asked for again: they are added once
 */
export function addStyles(css: string, id = ''): void {
  if (id !== '' && document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.nonce = document.querySelector('style')?.nonce ?? '';
  style.textContent = css;
  document.head.append(style);
}
