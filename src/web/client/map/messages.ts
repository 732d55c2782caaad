/** The words around the map of a family, in the language in force. Read them where they are shown, never ahead. */
export { map as mapMessages } from '../words/in-force.js';
