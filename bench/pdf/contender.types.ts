import type { Clock } from '../timing.js';

/** One way to make the document, and the clock of what makes it. */
export interface Contender {
  readonly draw: () => Promise<Buffer>;
  readonly clock: Clock;
  readonly close?: () => Promise<void>;
}
