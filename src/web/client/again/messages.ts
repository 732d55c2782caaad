/** The words of signing in again, in the language in force. Read them where they are shown, never ahead. */
export { again as againMessages } from '../words/in-force.js';
