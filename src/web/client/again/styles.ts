import { addStyles } from '../live/add-styles.js';
import css from './again.css?inline';

/** Gives the page the styles of signing in again. */
export function addAgainStyles(): void {
  addStyles(css, 'again-styles');
}
