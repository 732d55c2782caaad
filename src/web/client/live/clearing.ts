import { leave } from './leave.js';

/** The receipt on a device of the clinic’s: it clears itself when its time is up, unless somebody asks for more. */
export function clearInTime(): void {
  document.querySelector('form[data-finish]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    void leave();
  });
  const told = document.querySelector<HTMLElement>('[data-clears]');
  if (!told) return;
  const lasts = Number(told.dataset.clears) * 1_000;
  let end = Date.now() + lasts;
  const look = (): void => {
    const left = Math.ceil((end - Date.now()) / 1_000);
    const number = told.querySelector('b');
    if (number) number.textContent = String(Math.max(left, 0));
    if (left <= 0) void leave();
  };
  told.hidden = false;
  told.querySelector('button')?.addEventListener('click', () => {
    end = Date.now() + lasts;
    look();
  });
  setInterval(look, 1_000);
  // A device that slept clears itself on waking up.
  document.addEventListener('visibilitychange', look);
}
