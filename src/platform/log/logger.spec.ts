import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { describeError, NestLogger } from './logger.js';

const PRIVATE = 'what somebody wrote';

test('of an error its kind, its SQLSTATE and its place are logged, and not its message', () => {
  const error = Object.assign(new TypeError(PRIVATE), { code: '22P02', detail: PRIVATE });
  const described = describeError(error);
  expect(described).toMatchObject({ kind: 'TypeError', sqlState: '22P02' });
  expect((described.at as string[])[0]).toContain('logger.spec.ts');
  expect(JSON.stringify(described)).not.toContain(PRIVATE);
});

test.each(['', `first\n    at ${PRIVATE}\n    at ${PRIVATE} (file:1:2)`, `\n at ${PRIVATE}`])(
  'a message that looks like places is not taken for them: %j',
  (message) => {
    const described = describeError(new Error(message));
    expect((described.at as string[])[0]).toContain('logger.spec.ts');
    expect(JSON.stringify(described)).not.toContain(PRIVATE);
  },
);

test('what is no error is logged by its type alone', () => {
  expect(describeError(PRIVATE)).toEqual({ kind: 'string' });
  expect(describeError({ message: PRIVATE })).toEqual({ kind: 'object' });
  expect(describeError(undefined)).toEqual({ kind: 'undefined' });
});

test('Nest’s own words go into the log without the errors that it hands over', () => {
  const lines: string[] = [];
  const nest = new NestLogger(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  nest.error(new Error(PRIVATE), new Error(PRIVATE).stack, 'ExceptionsHandler');
  nest.warn({ message: PRIVATE }, 'Router');
  nest.log();
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toContain('ExceptionsHandler');
  expect(lines.join('')).not.toContain(PRIVATE);
});
