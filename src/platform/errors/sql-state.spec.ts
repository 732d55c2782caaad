import { expect, test } from '@jest/globals';
import { isConnectionFailure, isRetryable, sqlStateOf, toPublicError } from './sql-state.js';

const failure = (code: string): Error => Object.assign(new Error('failed'), { code });

test('a SQLSTATE is found in pg’s error and in TypeORM’s wrapper', () => {
  expect(sqlStateOf(failure('40P01'))).toBe('40P01');
  expect(sqlStateOf(Object.assign(new Error('wrapped'), { driverError: failure('23505') }))).toBe('23505');
});

test('Node’s own codes are no SQLSTATE, five capitals or not', () => {
  expect(sqlStateOf(failure('EPIPE'))).toBeUndefined();
});

test.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', '57P01', '08006'])('%s is a lost connection', (code) => {
  expect(isConnectionFailure(failure(code))).toBe(true);
  expect(isRetryable(failure(code))).toBe(true);
});

test('an error of another realm counts as well', () => {
  expect(isConnectionFailure({ code: 'EPIPE', message: 'write EPIPE' })).toBe(true);
  expect(isConnectionFailure({ message: 'Connection terminated unexpectedly' })).toBe(true);
  expect(isConnectionFailure(undefined)).toBe(false);
});

test.each(['40001', '40P01'])('%s is tried again', (code) => {
  expect(isRetryable(failure(code))).toBe(true);
});

test.each(['23505', '42501', 'EACCES'])('%s is not', (code) => {
  expect(isRetryable(failure(code))).toBe(false);
});

test('callers are told of bad input and of a busy service, and of nothing else', () => {
  expect(toPublicError(failure('22021'))?.code).toBe('BAD_INPUT');
  expect(toPublicError(failure('57014'))?.code).toBe('UNAVAILABLE');
  expect(toPublicError(failure('42P01'))).toBeUndefined();
});
