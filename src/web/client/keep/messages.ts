/** The words of keeping on the device, in the language in force. Read them where they are shown, never ahead. */
export { keep as keepMessages } from '../words/in-force.js';
