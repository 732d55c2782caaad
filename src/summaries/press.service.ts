import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SHIPPED } from '../catalogue/catalogue.service.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { PublicError } from '../platform/errors/problem.js';
import type { ReportError } from '../platform/graphql/errors.js';
import { REPORT_ERROR } from '../platform/http/error.filter.js';
import { WorkerPool, WorkerPoolError, type WorkerPoolLimits } from '../platform/workers/worker-pool.js';
import type { PrintJob } from './press.jobs.js';
import { PRESS_PROGRAM } from './press.program.js';
import type { PressData } from './press.worker.js';

/** Injection token: whether a thread is made ready before anybody asks for a document. */
export const WARM_PRESS = Symbol('mendwork.warm-press');

/** A document of six pages takes a fiftieth of a second, one of a thousand some seconds. */
const LIMITS: WorkerPoolLimits = { waiting: 50, waitMs: 20_000, workMs: 60_000, heapMb: 512 };

/** After the start, so that getting ready takes nothing from it. */
const WARM_AFTER_MS = 2_000;

const RETRY_SECONDS = 5;

/** Makes documents on threads of their own, so that nobody else waits meanwhile. */
@Injectable()
export class PressService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly pool: WorkerPool<PrintJob, Uint8Array<ArrayBuffer>>;
  private warming: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SHIPPED) { worksheets }: { readonly worksheets: readonly { readonly worksheet: Worksheet }[] },
    @Inject(REPORT_ERROR) report: ReportError,
    @Inject(WARM_PRESS) private readonly warms: boolean,
  ) {
    const data: PressData = { shipped: worksheets.map(({ worksheet }) => worksheet) };
    this.pool = new WorkerPool({ program: PRESS_PROGRAM, data, limits: LIMITS, onLost: report });
  }

  onApplicationBootstrap(): void {
    if (this.warms) this.warming = setTimeout(() => this.pool.warm(), WARM_AFTER_MS).unref();
  }

  /** After the last request and the last job: what they asked for is still made. */
  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.warming);
    await this.pool.close();
  }

  /**
   * Makes a document.
   * @throws PublicError `UNAVAILABLE` when too many are being made, when this one takes too long, and at the end
   */
  async print(job: PrintJob): Promise<Buffer> {
    try {
      const { buffer, byteOffset, byteLength } = await this.pool.run(job);
      return Buffer.from(buffer, byteOffset, byteLength);
    } catch (error) {
      throw error instanceof WorkerPoolError ? refusal(error) : error;
    }
  }
}

function refusal({ reason }: WorkerPoolError): PublicError {
  const why =
    reason === 'late'
      ? 'The document took too long to make.'
      : 'Too many documents are being made right now.';
  return new PublicError('UNAVAILABLE', `${why} Try again in a moment.`, RETRY_SECONDS);
}
