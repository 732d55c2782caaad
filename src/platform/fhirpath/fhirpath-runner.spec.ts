import { afterEach, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { QuestionnaireResponse } from '../../core/fhir/types.js';
import { FhirpathRunner, type FhirpathRunnerOptions } from './fhirpath-runner.js';
import type { Evaluated, FhirpathRequest } from './fhirpath.types.js';
import { MAX_EXPRESSIONS, MAX_REQUEST, MAX_WAITING } from './limits.js';

const support = (file: string): string =>
  fileURLToPath(new URL(`../../../test/support/${file}`, import.meta.url));
const runners: FhirpathRunner[] = [];

afterEach(() => {
  for (const runner of runners.splice(0)) runner.onApplicationShutdown();
});

function open(options?: FhirpathRunnerOptions): FhirpathRunner {
  const runner = new FhirpathRunner(options);
  runners.push(runner);
  return runner;
}

const TEXT = 'canary '.repeat(1_400);

const resource: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  item: [{ linkId: 'words', answer: [{ valueString: TEXT }] }],
};

function request(...expressions: readonly string[]): FhirpathRequest {
  return {
    resource,
    variables: [{ name: 'two', expression: '1 + 1' }],
    expressions: expressions.map((expression, index) => ({ linkId: `item${index}`, expression })),
  };
}

async function works(runner: FhirpathRunner): Promise<void> {
  expect(await runner.evaluate(request('%two + 1'))).toEqual([{ linkId: 'item0', values: [3] }]);
}

function pidIn(evaluated: Evaluated | undefined): number {
  return Number(evaluated && 'values' in evaluated ? evaluated.values[0] : undefined);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('tells what came of each expression, by its item and in order', async () => {
  const runner = open();

  expect(await runner.evaluate(request('%two', '1 +', "'a'.matches('a')", '{}', "'a' | true"))).toEqual([
    { linkId: 'item0', values: [2] },
    { linkId: 'item1', failed: 'error' },
    { linkId: 'item2', failed: 'refused' },
    { linkId: 'item3', values: [] },
    { linkId: 'item4', values: ['a', true] },
  ]);
  expect(await runner.evaluate(request())).toEqual([]);
});

test('many at a time wait for their turn and get what is theirs', async () => {
  const runner = open();
  const numbers = Array.from({ length: MAX_WAITING }, (_, index) => index);
  const all = await Promise.all(numbers.map((number) => runner.evaluate(request(`${number} * %two`))));

  expect(all).toEqual(numbers.map((number) => [{ linkId: 'item0', values: [number * 2] }]));
});

test('too many at a time are turned away, and later ones are not', async () => {
  const runner = open();
  const asked = Array.from({ length: MAX_WAITING + 1 }, () => runner.evaluate(request('1')));

  expect(await asked.at(-1)).toEqual([{ linkId: 'item0', failed: 'timeout' }]);
  expect(await asked[0]).toEqual([{ linkId: 'item0', values: [1] }]);
  await Promise.all(asked);
  await works(runner);
});

const numbers = `(${Array.from({ length: 60 }, (_, number) => number).join(' | ')})`;
const letters = '%resource.item.answer.value.toChars()';

const hostile: Readonly<Record<string, string>> = {
  'growth without end': '(1).repeat($this + 1)',
  'a list that doubles': `${numbers}.aggregate($total.combine($total), 1)`,
  'a text that doubles': `${numbers}.aggregate($total & $total, 'aaaaaaaa')`,
  'a text that doubles, in letters': `${numbers}.take(24).aggregate($total & $total, 'aaaaaaaa').toChars().count()`,
  'loops in loops': `${numbers}.select(${numbers}.select(${numbers}.select(${numbers}.select(1)))).count()`,
  'every two of many compared, over and over': `${numbers}.select(${letters}.select($index).isDistinct())`,
  'a number that squares': `${numbers}.aggregate($total * $total, 10)`,
  'parentheses in parentheses': `${'('.repeat(1_990)}1${')'.repeat(1_990)}`,
  'signs upon signs': `${'-'.repeat(3_900)}1`,
  'a very long sum': `1${'+1'.repeat(1_900)}`,
  'a very long path': `item${'.item'.repeat(700)}`,
  'a pattern that takes for ever': "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')",
  'a pattern to replace': "item.answer.value.replaceMatches('(c.*)+$', '')",
  'the network': "'https://example.org/'.resolve()",
  'a terminology server': "%terminologies.expand('https://example.org/')",
  'the constructor': 'item.constructor.constructor',
  'the prototype': 'item.`__proto__`.`__proto__`',
  'a day beyond the calendar': '@2024-01-01 + 99999999999999999999999999999999 milliseconds',
  'a year of many digits': '@99999999999999999999-01-01',
};

test.each(Object.entries(hostile))(
  '%s comes back without values, and the next evaluation works',
  async (_, expression) => {
    const runner = open();
    const [evaluated] = await runner.evaluate(request(expression));

    expect(evaluated).toEqual({
      linkId: 'item0',
      failed: expect.stringMatching(/^(timeout|refused|error)$/),
    });
    await works(runner);
  },
);

test('what was evaluated before the time was up is kept', async () => {
  const runner = open();
  const slow = Array.from({ length: 400 }, () => `${letters}.select($index).isDistinct()`);
  const evaluated = await runner.evaluate(request('%two', ...slow));

  expect(evaluated.at(0)).toEqual({ linkId: 'item0', values: [2] });
  expect(evaluated.at(-1)).toEqual({ linkId: 'item400', failed: 'timeout' });
  await works(runner);
});

test('a worker that takes too long is gone', async () => {
  const runner = open({ program: support('silent-worker.mjs'), milliseconds: 500 });
  const [first, second] = await runner.evaluate(request('1', '2'));

  expect(second).toEqual({ linkId: 'item1', failed: 'timeout' });
  while (isRunning(pidIn(first))) await delay(20);
});

test('a worker that dies while idle is replaced', async () => {
  const runner = open({ program: support('silent-worker.mjs') });
  const [first] = await runner.evaluate(request('1'));
  process.kill(pidIn(first), 'SIGKILL');
  while (isRunning(pidIn(first))) await delay(20);
  const [second] = await runner.evaluate(request('1'));

  expect(second).toEqual({ linkId: 'item0', values: [expect.any(Number)] });
  expect(pidIn(second)).not.toBe(pidIn(first));
});

test('a worker that dies or cannot be started fails what it was at', async () => {
  for (const program of [support('dying-worker.mjs'), support('no-such-file.mjs')]) {
    const runner = open({ program });
    const failed: Evaluated[] = [{ linkId: 'item0', failed: 'error' }];

    expect(await runner.evaluate(request('1'))).toEqual(failed);
    expect(await runner.evaluate(request('1'))).toEqual(failed);
  }
});

test('requests beyond the limits are refused whole', async () => {
  const runner = open();
  const many = Array.from({ length: MAX_EXPRESSIONS }, () => '1');

  expect(await runner.evaluate(request(...many))).toContainEqual({ linkId: 'item0', failed: 'refused' });
  expect(await runner.evaluate(request(...many.slice(1)))).toContainEqual({ linkId: 'item0', values: [1] });
  const item = [{ linkId: 'words', answer: [{ valueString: 'a'.repeat(MAX_REQUEST) }] }];
  expect(await runner.evaluate({ ...request('1'), resource: { ...resource, item } })).toEqual([
    { linkId: 'item0', failed: 'refused' },
  ]);
});

test('once shut down it ends what it is at and takes nothing more', async () => {
  const runner = open();
  await works(runner);
  const asked = runner.evaluate(request(`${letters}.select($index).isDistinct()`));
  const waiting = runner.evaluate(request('1'));
  await new Promise((resolve) => setImmediate(resolve));
  runner.onApplicationShutdown();

  for (const each of [asked, waiting, runner.evaluate(request('1'))])
    expect(await each).toEqual([{ linkId: 'item0', failed: 'error' }]);
});

test('an idle worker keeps no process alive, and nothing is written but what the caller writes', async () => {
  // The evaluator warns of the parameter too many, on its standard error.
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    support('evaluating-once.mjs'),
    "'canary'.substring(1, 2, 3)",
  ]);

  expect({ stdout, stderr }).toEqual({ stdout: '[{"linkId":"a","values":[]}]\n', stderr: '' });
});
