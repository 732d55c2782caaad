import path from 'node:path';
import { expect, test } from '@jest/globals';
import { LaunchError } from '../errors/launch-error.js';
import { readEnvironment } from './environment.js';

test('without any variable everything has a value that works on this machine', () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    databaseRoleUrls: undefined,
    dataFolder: path.resolve('data'),
    publicUrl: 'http://localhost:3000',
    mode: 'development',
    behindTlsProxy: false,
    trustedProxies: 0,
    crisisLocale: undefined,
    clientLanguages: undefined,
    smtp: undefined,
    memberSecondFactor: 'required',
    exitUrl: 'https://www.weather.gov/',
    graphiql: true,
    introspection: true,
    drainSeconds: 0,
    hostLogin: undefined,
  });
});

test('languages are a list, the first being for everybody else', () => {
  expect(readEnvironment({ CLIENT_LANGUAGES: 'es-US,en-US' }).clientLanguages).toEqual(['es-US', 'en-US']);
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
    const roles = { DATABASE_APP_URL: url, DATABASE_LOGIN_URL: url, DATABASE_JOB_URL: url };
    expect(readEnvironment({ DATABASE_URL: url, ...roles })).toMatchObject({
      databaseUrl: url,
      databaseRoleUrls: { app: url, login: url, job: url },
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
  ['DATABASE_LOGIN_URL', 'db'],
  ['SMTP_URL', 'mail.example'],
  ['MAIL_FROM', 'somebody'],
  ['EXIT_URL', 'http://weather.example/'],
  ['CRISIS_LOCALE', '../en-US'],
  ['CLIENT_LANGUAGES', 'english'],
  ['CLIENT_LANGUAGES', 'en-US,'],
  ['BEHIND_TLS_PROXY', 'maybe'],
  ['TRUSTED_PROXIES', 'all'],
  ['MEMBER_SECOND_FACTOR', 'never'],
  ['GRAPHIQL', 'true'],
  ['DRAIN_SECONDS', '-1'],
  ['HOST_LOGIN_ISSUER', 'host'],
  ['HOST_LOGIN_ISSUER', 'http://id.example'],
  ['HOST_LOGIN_JWKS_URL', 'http://id.example/keys'],
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

test.each([
  [{ DATABASE_APP_URL: 'postgres://a@db/x' }, 'DATABASE_LOGIN_URL'],
  [{ SMTP_URL: 'smtp://localhost:25' }, 'MAIL_FROM'],
  [{ MAIL_FROM: 'desk@practice.example' }, 'SMTP_URL'],
  [{ HOST_LOGIN_ISSUER: 'https://id.example' }, 'HOST_LOGIN_AUDIENCE'],
  [{ HOST_LOGIN_CLIENT_ID: 'mendwork' }, 'HOST_LOGIN_ISSUER'],
])('what belongs together is asked for together: %j', (given, missing) => {
  expect(() => readEnvironment(given)).toThrow(LaunchError);
  expect(() => readEnvironment(given)).toThrow(missing);
});

test('the proxy that speaks TLS is believed, and no other unless it is said', () => {
  const proxiesOf = (env: Record<string, string>): number => readEnvironment(env).trustedProxies;
  expect(proxiesOf({})).toBe(0);
  expect(proxiesOf({ BEHIND_TLS_PROXY: 'yes' })).toBe(1);
  expect(proxiesOf({ BEHIND_TLS_PROXY: 'yes', TRUSTED_PROXIES: '2' })).toBe(2);
});

test('production has neither GraphiQL nor introspection unless they are switched on, and drains', () => {
  const production = { NODE_ENV: 'production' };
  expect(readEnvironment(production)).toMatchObject({
    graphiql: false,
    introspection: false,
    drainSeconds: 5,
  });
  expect(readEnvironment({ ...production, INTROSPECTION: 'on', DRAIN_SECONDS: '0' })).toMatchObject({
    graphiql: false,
    introspection: true,
    drainSeconds: 0,
  });
});
