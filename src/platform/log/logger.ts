import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { sqlStateOf } from '../errors/sql-state.js';

/** Writes JSON lines to standard output. */
export function createLogger(level: 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}

/** What may be logged of an error: its kind, its SQLSTATE and where it came from. Messages may quote values: left out. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  // A message of several lines may have some that look like places.
  const { stack = '', message } = error;
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { kind: error.name, sqlState: sqlStateOf(error), at: frames.slice(0, 6).map((line) => line.trim()) };
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
