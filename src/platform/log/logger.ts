import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger } from 'pino';
import { sqlStateOf } from '../errors/sql-state.js';
import { loggable } from './fields.js';
import { framesOf } from './frames.js';

export type LogLevel = 'trace' | 'info' | 'warn' | 'error' | 'silent';

/**
 * Writes JSON lines with the fields of `fields.ts` and no others. Of an error that is handed over as it is, what
 * `describeError` says; messages are sentences of ours, and nothing is filled into them. It has no children.
 * @param destination standard output, unless given
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: loggable },
      onChild() {
        throw new Error(
          'What is bound to a child logger would pass the list of fields by: log it where it arises.',
        );
      },
      hooks: {
        logMethod([first, second]: unknown[], method) {
          const message = [first, second].find((given) => typeof given === 'string') ?? '';
          method.apply(this, [fieldsOf(first), message]);
        },
      },
    },
    destination,
  );
}

/** pino would take the message of an error that it finds in an object for the line’s own. */
function fieldsOf(given: unknown): object {
  if (given instanceof Error) return describeError(given);
  return typeof given === 'object' && given !== null ? loggable(given) : {};
}

/** What may be logged of an error: its kind, its SQLSTATE and where it came from. Messages may quote values: left out. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  return { kind: error.name, sqlState: sqlStateOf(error), at: framesOf(error).slice(0, 6) };
}

/** Nest's own words, through the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {
    // Nest's start-up chatter says nothing to an operator.
  }
  error(message: unknown, ...context: unknown[]): void {
    this.logger.error({ nest: text(context.at(-1)) }, text(message));
  }
  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ nest: text(context.at(-1)) }, text(message));
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value instanceof Error ? value.name : '';
}
