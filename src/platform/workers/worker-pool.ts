import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

/** What a worker knows of our environment: nothing that is secret. */
const ENVIRONMENT = ['TZ', 'SystemRoot'] as const;

/** A thread that nobody needs is let go after this long, but for one. */
const IDLE_MS = 60_000;

/** How much work a pool takes on. */
export interface WorkerPoolLimits {
  /** Jobs that wait for a thread; one more is refused. */
  readonly waiting: number;
  /** How long a job waits before it is refused after all. */
  readonly waitMs: number;
  /** How long a job may take. Then its thread is ended, whatever it is at. */
  readonly workMs: number;
  /** Megabytes of a thread's heap. Who needs more loses the thread and the job, and nothing else. */
  readonly heapMb: number;
}

export interface WorkerPoolOptions {
  /** The file that a thread runs: a module that exports `work(job)`. It starts with `data` in `workerData`. */
  readonly program: string;
  readonly data: unknown;
  readonly limits: WorkerPoolLimits;
  /** At a time; unless told, as many as leave a processor for answering. */
  readonly threads?: number;
  /** Is told of a thread that ended while it had nothing to do, or before it was up. */
  readonly onLost: (error: unknown) => void;
}

/** Why a job was not done although nothing is wrong with it, as far as is known. */
export type NotDone =
  /** Too many are waiting, or it waited too long. */
  | 'full'
  /** It took too long, and its thread was ended. */
  | 'late'
  /** The pool takes nothing any more. */
  | 'closed';

/** Says that a job was not done, and nothing of what it was. */
export class WorkerPoolError extends Error {
  override readonly name = 'WorkerPoolError';

  constructor(readonly reason: NotDone) {
    super(`The job was not done: ${reason}`);
  }
}

/**
 * Threads for work that would hold up everything else: one job a thread at a time, in the order in which they came. A
 * thread is started when first needed, and one that ended is replaced. Jobs are plain data, and so are results.
 */
export class WorkerPool<Job, Result> {
  private readonly waiting: (() => void)[] = [];
  private readonly underWay = new Set<Promise<Result>>();
  private readonly size: number;
  private free: number;
  private threads: Piscina<Job, Result> | undefined;
  private closed = false;

  constructor(private readonly options: WorkerPoolOptions) {
    this.size = options.threads ?? threadsFor(availableParallelism());
    this.free = this.size;
  }

  /** Starts a thread, if there is none, so that the next job need not wait for that. */
  warm(): void {
    if (!this.closed) this.threads ??= this.start();
  }

  /**
   * Does a job on a thread. What the job throws there, it throws here.
   * @throws WorkerPoolError when there is too much to do, when it takes too long, and when the pool is closed
   */
  async run(job: Job): Promise<Result> {
    if (this.closed) throw new WorkerPoolError('closed');
    const done = this.turn().then(() => this.work(job));
    this.underWay.add(done);
    try {
      return await done;
    } finally {
      this.underWay.delete(done);
    }
  }

  /** Takes nothing new, finishes what is under way and what waits, and ends the threads. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.underWay);
    await this.threads?.destroy();
  }

  private async turn(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    const { waiting, waitMs } = this.options.limits;
    if (this.waiting.length >= waiting) throw new WorkerPoolError('full');
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(new WorkerPoolError('full'));
      }, waitMs);
      this.waiting.push(begin);
    });
  }

  private async work(job: Job): Promise<Result> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.options.limits.workMs);
    try {
      this.threads ??= this.start();
      return await this.threads.run(job, { signal: late.signal });
    } catch (error) {
      throw late.signal.aborted ? new WorkerPoolError('late') : error;
    } finally {
      clearTimeout(timer);
      this.pass();
    }
  }

  /** Gives the thread to who has waited longest. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }

  private start(): Piscina<Job, Result> {
    const { program, data, limits, onLost } = this.options;
    const threads = new Piscina<Job, Result>({
      filename: program,
      name: 'work',
      workerData: data,
      minThreads: 1,
      maxThreads: this.size,
      idleTimeout: IDLE_MS,
      // Otherwise a thread without a job stands still, and does not get ready for the first one.
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
      env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
      execArgv: [],
      recordTiming: false,
    });
    threads.on('error', onLost);
    return threads;
  }
}

/** Two threads at most, and one processor kept for answering where there are several. */
function threadsFor(processors: number): number {
  return Math.min(2, Math.max(1, processors - 1));
}
