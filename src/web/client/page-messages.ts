/** The words that no script draws, in the language in force. Read them where they are shown, never ahead. */
export { page as pageMessages } from './words/in-force.js';
export type { HelpLine } from './words/help-line.js';
