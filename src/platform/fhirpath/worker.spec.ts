import { afterEach, expect, test } from '@jest/globals';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { WORKER_PROGRAM } from './worker-program.js';

const workers: ChildProcess[] = [];

afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL');
});

async function start(): Promise<ChildProcess> {
  const worker = fork(WORKER_PROGRAM, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  workers.push(worker);
  expect(await once(worker, 'message')).toEqual(['up', undefined]);
  return worker;
}

async function ask(worker: ChildProcess, expression: string, questionnaire = '{}'): Promise<unknown> {
  const answered = once(worker, 'message');
  worker.send(
    `{"resource":{"resourceType":"QuestionnaireResponse"},"questionnaire":${questionnaire},"variables":[],"expressions":[{"expression":${JSON.stringify(expression)}}]}`,
  );
  return (await answered)[0];
}

test('a worker ends when whoever started it is gone', async () => {
  const worker = await start();
  const ended = once(worker, 'exit');
  worker.disconnect();

  expect(await ended).toEqual([0, null]);
});

test('a worker outlasts the signals that stop the server, which may still need it', async () => {
  const worker = await start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) worker.kill(signal);

  expect(await ask(worker, '1 + 1')).toEqual({ values: [2] });
});

test('keys that mean something to the evaluator itself are not heard', async () => {
  const worker = await start();
  const asked = (key: string): string =>
    `{"resourceType":"Questionnaire","${key}":{"title":"Elsewhere"},"code":[{"${key}":{"path":1}}]}`;

  for (const key of ['__proto__', '__path__']) {
    expect(await ask(worker, '%questionnaire.title.exists()', asked(key))).toEqual({ values: [false] });
    expect(await ask(worker, '%questionnaire.code.descendants().count()', asked(key))).toEqual({
      values: [0],
    });
  }
});
