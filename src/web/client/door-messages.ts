/** The words of the pages for getting in, in the language in force. Read them where they are shown, never ahead. */
export { door as doorMessages } from './words/in-force.js';
