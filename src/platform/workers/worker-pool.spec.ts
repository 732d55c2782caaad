import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { WorkerPool, type WorkerPoolLimits, type WorkerPoolOptions } from './worker-pool.js';

/** The thread of `test/support/odd-jobs.mjs`: each job does something else to it. */
type OddJob =
  | { readonly say: string }
  | { readonly sleep: number }
  | 'throw'
  | 'spin'
  | 'exit'
  | 'hoard'
  | 'fault'
  | 'data';

const program = fileURLToPath(new URL('../../../test/support/odd-jobs.mjs', import.meta.url));
const LIMITS: WorkerPoolLimits = { waiting: 2, waitMs: 10_000, workMs: 10_000, heapMb: 32 };

const pools: WorkerPool<OddJob, unknown>[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function open(
  limits: Partial<WorkerPoolLimits> = {},
  options: Partial<WorkerPoolOptions> = {},
): WorkerPool<OddJob, unknown> {
  const pool = new WorkerPool<OddJob, unknown>({
    program,
    data: { name: 'odd' },
    limits: { ...LIMITS, ...limits },
    onLost: () => undefined,
    threads: 1,
    ...options,
  });
  pools.push(pool);
  return pool;
}

test('a job’s result comes back, and what it throws', async () => {
  const pool = open();
  expect(await pool.run({ say: 'one' })).toBe('one');
  await expect(pool.run('throw')).rejects.toThrow('thrown');
  expect(await pool.run({ say: 'two' })).toBe('two');
});

test('a thread is started with its data, and knows nothing of our environment', async () => {
  process.env.ODD_SECRET = 'secret';
  const pool = open();
  expect(await pool.run('data')).toEqual({ data: { name: 'odd' }, secret: undefined });
  delete process.env.ODD_SECRET;
});

test('a full queue refuses at once, and takes more when there is room again', async () => {
  const pool = open();
  const asked = performance.now();
  const jobs = [{ sleep: 300 }, { sleep: 1 }, { say: 'third' }].map((job) => pool.run(job as OddJob));
  await expect(pool.run({ say: 'fourth' })).rejects.toMatchObject({ reason: 'full' });
  expect(performance.now() - asked).toBeLessThan(250);
  await Promise.all(jobs);
  expect(await pool.run({ say: 'fifth' })).toBe('fifth');
});

test('who waits too long is refused, and its place is free', async () => {
  const pool = open({ waiting: 1, waitMs: 50 });
  const long = pool.run({ sleep: 400 });
  await expect(pool.run({ say: 'early' })).rejects.toMatchObject({ reason: 'full' });
  const next = pool.run({ say: 'next' });
  await expect(next).rejects.toMatchObject({ reason: 'full' });
  await long;
  expect(await pool.run({ say: 'after' })).toBe('after');
});

test('jobs are done in the order in which they came', async () => {
  const pool = open({ waiting: 20 });
  const done: number[] = [];
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      await pool.run({ sleep: index === 0 ? 50 : 0 });
      done.push(index);
    }),
  );
  expect(done).toEqual(Array.from({ length: 12 }, (_, index) => index));
});

test('a job that takes too long loses its thread, even in the middle of an endless loop', async () => {
  const pool = open({ workMs: 2_000 });
  const [spinning, waiting] = [pool.run('spin'), pool.run({ say: 'still here' })];
  await expect(spinning).rejects.toMatchObject({ reason: 'late' });
  expect(await waiting).toBe('still here');
});

test.each(['exit', 'hoard', 'fault'] as const)(
  'a thread that ends by "%s" takes only its own job with it, and is replaced',
  async (how) => {
    const pool = open();
    const [lost, waiting] = [pool.run(how), pool.run({ say: 'still here' })];
    await expect(lost).rejects.toThrow();
    await expect(lost).rejects.not.toHaveProperty('reason');
    expect(await waiting).toBe('still here');
  },
);

test('a thread that ends beside another leaves that one alone', async () => {
  const pool = open({}, { threads: 2 });
  const [slow, lost] = [pool.run({ sleep: 400 }), pool.run('hoard')];
  await expect(lost).rejects.toThrow();
  expect(await slow).toBe(400);
});

test('a thread that cannot start is told of, and jobs end all the same', async () => {
  const told: unknown[] = [];
  const pool = open(
    { workMs: 1_000 },
    { program: `${program}.missing`, onLost: (error) => told.push(error) },
  );
  pool.warm();
  while (told.length === 0) await sleep(20);
  await expect(pool.run({ say: 'anybody?' })).rejects.toThrow();
});

test('closing takes nothing new, and waits for what was asked', async () => {
  const pool = open();
  const done: unknown[] = [];
  for (const job of [{ sleep: 200 }, { say: 'waited' }])
    void pool.run(job).then((result) => done.push(result));
  const closed = pool.close();
  await expect(pool.run({ say: 'new' })).rejects.toMatchObject({ reason: 'closed' });
  await closed;
  expect(done).toEqual([200, 'waited']);
});
