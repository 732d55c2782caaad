import type * as enUS from './en-US.js';

/** All that a language's file holds; US English sets the shape that the others have to fill. */
export type Words = typeof enUS;
