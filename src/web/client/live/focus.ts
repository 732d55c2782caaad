const CONTROLS = 'input:not([type=hidden]), select, textarea, button, summary';

/** Brings an element into view and the keyboard to it, or to the first control of a question or card. */
export function focusOn(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  const inside = element.classList.contains('card') ? '.card-body' : '';
  const isPlace = element.matches('.q, .row, .card');
  const hasControl = isPlace && !element.matches('.group');
  const control = hasControl ? element.querySelector<HTMLElement>(`${inside} :is(${CONTROLS})`) : null;
  (control ?? element).focus({ preventScroll: true });
  if (id !== 'main') element.scrollIntoView({ block: isPlace ? 'nearest' : 'start' });
}

/** Brings what is being typed in clear of the bar, and of a phone's keyboard, which takes half of the page. */
export function keepInSight(): void {
  const field = document.activeElement;
  if (field?.matches('textarea, input:not([type=radio], [type=checkbox])'))
    field.scrollIntoView({ block: 'nearest' });
}

/** Lets a text area grow with what is said, where the browser does not do it by itself. */
export function growWith(area: HTMLElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 4}px`;
}
