import { render } from 'preact';
import { againMessages } from './messages.js';
import { addAgainStyles } from './styles.js';

/** The end of a touch on the words must not fall on what lies behind them. */
const TOUCH_MS = 400;

/** Says that the page is about to close. Gives what takes the words away again. */
export function warnOfClosing(): () => void {
  addAgainStyles();
  const note = document.createElement('div');
  note.className = 'closing-soon';
  note.setAttribute('role', 'alert');
  document.body.append(note);
  render(
    <>
      <span>{againMessages.warning}</span>
      <button type="button" class="second">
        {againMessages.stay}
      </button>
    </>,
    note,
  );
  return () => setTimeout(() => note.remove(), TOUCH_MS);
}
