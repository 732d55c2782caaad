import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actingFor, type Actor, runAsActor } from '../src/access/actor.js';
import type { Transaction } from '../src/platform/database/transaction.js';
import { Undo, UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Marks, startMarking } from './support/marks.js';

let app: TestApp;
let marks: Marks;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  app = await startTestApp();
  marks = await startMarking(app);
  unitOfWork = app.app.get(UnitOfWork);
});
afterAll(async () => {
  await marks?.stop();
  await app?.stop();
});

describe('a unit of work', () => {
  test('gives its result and keeps what it wrote', async () => {
    const result = await marks.asMember(() =>
      unitOfWork.write(async () => (await marks.leave('kept'), 'done')),
    );
    expect(result).toBe('done');
    expect(await marks.take()).toEqual(['kept']);
  });

  test('leaves nothing when it fails, and tells its error', async () => {
    const fail = new Error('on purpose');
    const failing = marks.asMember(() =>
      unitOfWork.write(async () => {
        await marks.leave('lost');
        throw fail;
      }),
    );
    await expect(failing).rejects.toBe(fail);
    expect(await marks.take()).toEqual([]);
  });

  test('leaves nothing and gives its result when it is undone', async () => {
    const undone = await marks.asMember(() =>
      unitOfWork.write<string>(async () => {
        await marks.leave('lost');
        throw new Undo('nothing to do');
      }),
    );
    expect(undone).toBe('nothing to do');
    expect(await marks.take()).toEqual([]);
  });

  test('does not nest', async () => {
    const nested = marks.asMember(() =>
      unitOfWork.write(async () => {
        await marks.leave('outer');
        await unitOfWork.write(() => marks.leave('inner'));
      }),
    );
    await expect(nested).rejects.toThrow('do not nest');
    expect(await marks.take()).toEqual([]);
  });

  test('is nobody’s outside of a tenant’s scope', async () => {
    await expect(unitOfWork.write(() => marks.leave('stray'))).rejects.toThrow('No tenant in scope');
    await expect(unitOfWork.current()).rejects.toThrow('No tenant in scope');
    expect(await marks.take()).toEqual([]);
  });

  test('takes ids for its scope and nothing else', async () => {
    const actor: Actor = actingFor({
      practiceId: `${randomUUID()}'; --`,
      id: randomUUID(),
      roles: ['clinician'],
    });
    await expect(runAsActor(actor, randomUUID(), () => unitOfWork.current())).rejects.toThrow('not a UUID');
  });

  test('runs its statements in turn, however many at a time are asked for', async () => {
    const numbers = await marks.asMember(() =>
      unitOfWork.write(async () => {
        const transaction = await unitOfWork.current();
        return Promise.all(
          Array.from({ length: 50 }, async (_, n) => {
            const [row] = await transaction.sql<{ n: number }>('SELECT $1::int AS n', [n]);
            return row?.n;
          }),
        );
      }),
    );
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('is rolled back by one failed statement among many, though its error is passed over', async () => {
    const passedOver = marks.asMember(() =>
      unitOfWork.write(async () => {
        const transaction = await unitOfWork.current();
        await marks.leave('before');
        await Promise.allSettled([transaction.sql('SELECT 1 / 0'), marks.leave('after')]);
        return 'acknowledged';
      }),
    );
    await expect(passedOver).rejects.toThrow('division by zero');
    expect(await marks.take()).toEqual([]);
  });

  test('takes no statement once it is over', async () => {
    let left: Transaction | undefined;
    await marks.asMember(() =>
      unitOfWork.write(async () => {
        left = await unitOfWork.current();
      }),
    );
    await expect(left?.sql('SELECT 1')).rejects.toThrow('over');
    await expect(left?.manager.query('SELECT 1')).rejects.toThrow();
  });
});
