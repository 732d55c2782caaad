/** The words around notes on wording, in the language in force. Read them where they are shown, never ahead. */
export { wording as wordingMessages } from '../words/in-force.js';
