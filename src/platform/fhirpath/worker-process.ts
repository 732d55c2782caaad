import { type ChildProcess, fork } from 'node:child_process';
import type { FhirpathFailure, Outcome } from './fhirpath.types.js';
import { MAX_HEAP, MAX_START_MILLISECONDS } from './limits.js';

/** What the worker knows of our environment: nothing that is secret. */
const ENVIRONMENT = ['TZ', 'SystemRoot'] as const;

/** What a worker said, and why it said no more when that was less than expected. */
export interface Heard {
  readonly outcomes: readonly Outcome[];
  readonly failed?: FhirpathFailure;
}

/** A worker. It keeps no process alive that waits for nothing from it, and ends with the process that started it. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly up: Promise<Heard>;

  /** Starts it, running the file `program`. `onExit` is called when it is gone, by itself or killed. */
  constructor(program: string, onExit: () => void) {
    this.child = fork(program, {
      env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
      execArgv: [`--max-old-space-size=${MAX_HEAP}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', onExit);
    this.child.on('exit', onExit);
    this.child.unref();
    this.child.channel?.unref();
    this.up = this.hear(1, MAX_START_MILLISECONDS);
  }

  /** Sends a request as JSON and hears `count` outcomes, or those that come within so many milliseconds. */
  async ask(request: string, count: number, milliseconds: number): Promise<Heard> {
    const { failed } = await this.up;
    if (failed) return { outcomes: [], failed };
    const heard = this.hear(count, milliseconds);
    this.child.send(request, () => undefined);
    return heard;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hear(count: number, milliseconds: number): Promise<Heard> {
    const { child } = this;
    return new Promise((resolve) => {
      const outcomes: Outcome[] = [];
      const onMessage = (message: unknown): void => {
        outcomes.push(message as Outcome);
        if (outcomes.length === count) end();
      };
      const onGone = (): void => end('error');
      const timer = setTimeout(() => end('timeout'), milliseconds);
      const end = (failed?: FhirpathFailure): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onGone).off('error', onGone);
        resolve({ outcomes, ...(failed && { failed }) });
      };
      child.on('message', onMessage).on('exit', onGone).on('error', onGone);
    });
  }
}
