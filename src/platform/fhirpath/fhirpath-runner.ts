import type { OnApplicationShutdown } from '@nestjs/common';
import type { Evaluated, FhirpathFailure, FhirpathRequest, Outcome } from './fhirpath.types.js';
import { IDLE_MILLISECONDS, MAX_EXPRESSIONS, MAX_MILLISECONDS, MAX_REQUEST, MAX_WAITING } from './limits.js';
import { WorkerProcess } from './worker-process.js';
import { WORKER_PROGRAM } from './worker-program.js';

export interface FhirpathRunnerOptions {
  /** The file that the worker runs. */
  readonly program?: string;
  /** How long one request may take. */
  readonly milliseconds?: number;
}

/**
 * Evaluates the FHIRPath that imported Questionnaires bring along, one request at a time, in a worker that is started
 * when first needed, killed when it takes too long, and let go when idle. Strangers' expressions and clients' answers:
 * nothing of either is logged, and failures are words of ours.
 */
export class FhirpathRunner implements OnApplicationShutdown {
  private worker: WorkerProcess | undefined;
  private idle: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private closed = false;

  constructor(private readonly options: FhirpathRunnerOptions = {}) {}

  /** What comes of each expression, in their order. Never rejects. */
  async evaluate(request: FhirpathRequest): Promise<readonly Evaluated[]> {
    const { expressions, variables } = request;
    if (expressions.length === 0) return [];
    if (expressions.length + variables.length > MAX_EXPRESSIONS) return complete(request, [], 'refused');
    const json = JSON.stringify(request);
    if (json.length > MAX_REQUEST) return complete(request, [], 'refused');
    if (this.waiting >= MAX_WAITING) return complete(request, [], 'timeout');
    this.waiting += 1;
    const evaluated = this.turn
      .then(() => this.run(request, json))
      .catch(() => complete(request, [], 'error'))
      .finally(() => (this.waiting -= 1));
    this.turn = evaluated;
    return evaluated;
  }

  /** Ends the worker. What it was at, and what is asked later, fails. */
  onApplicationShutdown(): void {
    this.closed = true;
    this.dismiss();
  }

  private async run(request: FhirpathRequest, json: string): Promise<readonly Evaluated[]> {
    if (this.closed) return complete(request, [], 'error');
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.start());
    const { milliseconds = MAX_MILLISECONDS } = this.options;
    const { outcomes, failed } = await worker.ask(json, request.expressions.length, milliseconds);
    if (failed) this.dismiss();
    else this.idle = setTimeout(() => this.dismiss(), IDLE_MILLISECONDS).unref();
    return complete(request, outcomes, failed);
  }

  private start(): WorkerProcess {
    const worker: WorkerProcess = new WorkerProcess(this.options.program ?? WORKER_PROGRAM, () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }

  private dismiss(): void {
    clearTimeout(this.idle);
    this.worker?.kill();
    this.worker = undefined;
  }
}

/** Every expression with what came of it; those that nothing was heard of have failed. */
function complete(
  { expressions }: FhirpathRequest,
  outcomes: readonly Outcome[],
  failed: FhirpathFailure = 'error',
): readonly Evaluated[] {
  return expressions.map(({ linkId }, index) => ({ linkId, ...(outcomes[index] ?? { failed }) }));
}
