import path from 'node:path';
import { expect, test } from '@jest/globals';
import { LaunchError } from '../errors/launch-error.js';
import { readEnvironment } from './environment.js';

test('without any variable everything has a value that works on this machine', () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    databaseAppUrl: undefined,
    dataFolder: path.resolve('data'),
    publicUrl: 'http://localhost:3000',
    mode: 'development',
  });
});

test('the public address follows the port', () => {
  expect(readEnvironment({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
});

test('a given public address is an origin, its slash at the end being dropped', () => {
  expect(readEnvironment({ PUBLIC_URL: 'https://practice.example/' }).publicUrl).toBe(
    'https://practice.example',
  );
});

test('what is empty is not set', () => {
  expect(readEnvironment({ PORT: '', HOST: ' ', DATABASE_URL: '' })).toEqual(readEnvironment({}));
});

test('the data folder is absolute', () => {
  expect(readEnvironment({ MENDWORK_DATA: 'elsewhere' }).dataFolder).toBe(path.resolve('elsewhere'));
});

test.each(['postgres://user:secret@db.example:5432/mendwork', 'postgresql://user@%2Fvar%2Frun/mendwork'])(
  'takes %s as a database',
  (url) => {
    expect(readEnvironment({ DATABASE_URL: url, DATABASE_APP_URL: url })).toMatchObject({
      databaseUrl: url,
      databaseAppUrl: url,
    });
  },
);

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', 'http'],
  ['HOST', 'http://here/'],
  ['DATABASE_URL', 'mysql://db.example/x'],
  ['DATABASE_URL', 'db.example'],
  ['DATABASE_APP_URL', 'postgres//db'],
  ['PUBLIC_URL', 'practice.example'],
  ['PUBLIC_URL', 'https://practice.example/path'],
  ['PUBLIC_URL', 'https://practice.example/?a=b'],
  ['PUBLIC_URL', 'https://user@practice.example'],
  ['PUBLIC_URL', 'ftp://practice.example'],
  ['NODE_ENV', 'staging'],
])('refuses %s=%s and names the variable', (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(LaunchError);
  expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`: ${name} is .*: write`));
});

const faulty = { PORT: 'x', NODE_ENV: 'y', DATABASE_URL: 'mysql://user:secret@db/x' };

test('tells every fault at once', () => {
  expect(() => readEnvironment(faulty)).toThrow(/PORT .*; DATABASE_URL .*; NODE_ENV /);
});

test('never tells a password', () => {
  expect(() => readEnvironment(faulty)).not.toThrow(/secret/);
});
