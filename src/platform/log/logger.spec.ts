import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { createLogger, describeError, NestLogger } from './logger.js';

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

describe('the log', () => {
  const lines: string[] = [];
  const log: Logger = createLogger('trace', { write: (line) => void lines.push(line) });
  const written = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  beforeEach(() => void lines.splice(0));
  afterEach(() => expect(lines.join('')).not.toContain(PRIVATE));

  const request = {
    requestId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30b',
    practiceId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30c',
    actor: 'client',
    method: 'POST',
    route: '/me/w/:assignmentId',
    status: 303,
    ms: 12,
  };

  test('has the line of a request', () => {
    log.info(request, 'request');
    expect(written()).toEqual({ level: 30, time: expect.any(String), msg: 'request', ...request });
  });

  test('has a described error', () => {
    const error = Object.assign(new TypeError(PRIVATE), { code: '22P02' });
    log.error(describeError(error), 'request failed');
    expect(written()).toMatchObject({ kind: 'TypeError', sqlState: '22P02', msg: 'request failed' });
    expect((written()['at'] as string[]).length).toBeGreaterThan(0);
  });

  test.each([
    ['a field that is not on the list', { answer: PRIVATE, clientId: request.requestId }],
    ['what every object has', { constructor: PRIVATE, toString: PRIVATE }],
    ['an address for a route', { route: `/me/w/${PRIVATE}`, url: `/me?${PRIVATE}` }],
    ['a query behind a route', { route: '/files/summary?ticket=x' }],
    ['a text for an id', { requestId: PRIVATE, practiceId: PRIVATE }],
    ['an object for a number', { status: { PRIVATE }, ms: PRIVATE }],
    ['a text for places', { at: [PRIVATE], kind: PRIVATE, sqlState: PRIVATE, nest: `${PRIVATE}!` }],
    ['a place of two lines', { at: [`at x\n${PRIVATE}`] }],
  ])('has not %s', (_what, fields) => {
    log.info(fields, 'message');
    expect(written()).toEqual({ level: 30, time: expect.any(String), msg: 'message' });
  });

  test('has of errors that were not described no more than of those that were', () => {
    const error = new RangeError(PRIVATE);
    log.error(error);
    expect(written()).toMatchObject({ kind: 'RangeError', msg: '' });
    log.error({ err: error, error, cause: PRIVATE });
    log.error(error, 'failed');
    log.error({ err: error }, 'failed');
    expect(lines).toHaveLength(4);
  });

  test('has nothing filled into its messages, and nothing bound to it', () => {
    log.warn('failed: %s', PRIVATE);
    log.warn({}, 'failed: %s %j', PRIVATE, { PRIVATE });
    expect(lines).toHaveLength(2);
    expect(() => log.child({ name: PRIVATE })).toThrow('list of fields');
  });
});
