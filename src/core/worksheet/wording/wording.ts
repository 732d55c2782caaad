export { hasCrisisWords } from './crisis.js';
export { type Mark, markWording, WORDING_NOTE } from './marking.js';
