import { workerData } from 'node:worker_threads';
import { move } from 'piscina';
import type { Worksheet } from '../core/worksheet/definition.js';
import { framesOf } from '../platform/log/frames.js';
import { drawJob, type PrintJob } from './press.jobs.js';
import { warmSessionSummary } from './summary.warm.js';

/** A thread of the press: makes one document after the other. */

/** What a thread is started with. */
export interface PressData {
  /** The worksheets that ship, whose words may be remembered between documents. */
  readonly shipped: readonly Worksheet[];
}

const { shipped } = workerData as PressData;
// What is wrong here is wrong with the first document as well, and is told there.
const warm = warmSessionSummary(shipped).catch(() => undefined);

/** Makes a document. Its bytes are handed over, not copied. */
export async function work(job: PrintJob): Promise<unknown> {
  await warm;
  try {
    return move(ofItsOwn(await drawJob(job)));
  } catch (error) {
    throw withoutWords(error);
  }
}

/** What went wrong may quote what was to be drawn: only its place leaves the thread. */
function withoutWords(error: unknown): Error {
  const told = new Error('A document could not be drawn');
  if (error instanceof Error)
    told.stack = [`${error.name}: ${told.message}`, ...framesOf(error).map((frame) => `    ${frame}`)].join(
      '\n',
    );
  return told;
}

/** Node keeps small buffers together in one piece of memory, which cannot be handed over. */
function ofItsOwn(bytes: Buffer): Uint8Array {
  return bytes.buffer.byteLength === bytes.length ? bytes : new Uint8Array(bytes);
}
