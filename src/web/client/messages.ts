/**
 * What the page of a worksheet says, in the language in force; and the `lang` of what stands in a worksheet's own words,
 * and of what the page says in their midst. Read them where they are shown, never ahead.
 */
export { pageLang, sheet as messages, worksheetLang } from './words/in-force.js';
