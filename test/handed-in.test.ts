import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { answer, answering, assignFamilyHistory } from './support/answering.js';
import { makeClient, startTestApp, type TestApp, type TestPractice } from './support/app.js';
import { sayOfDevice } from './support/own-device.js';
import { connectTo, type Sql } from './support/sql.js';

/** Rules about a client's safety go by all that the client handed in, also where nothing of it is shown. */

let app: TestApp;
let practice: TestPractice;
let sql: Sql;
let clientId: string;
let client: Record<string, string>;

beforeAll(async () => {
  app = await startTestApp();
  practice = await app.practice();
  sql = await connectTo(app.database.url);
});
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});
beforeEach(async () => {
  clientId = await makeClient(app, practice.member);
  client = await app.signIn(practice.member, clientId);
});

const moveTo = (place: 'own' | 'office'): Promise<unknown> =>
  sql.rows('UPDATE mendwork.client_session SET place = $2 WHERE client_id = $1', [clientId, place]);
const handIn = (worksheetId: string, patches: readonly object[], more: object = {}): Promise<string> =>
  answer(app, practice.member, client, { clientId, worksheetId, ...more }, patches);
/** On a device of the clinic's, where it is filled in and nowhere else. */
const handInAtTheOffice = async (
  worksheetId: string,
  patches: readonly object[],
  more: object = {},
): Promise<void> => {
  await moveTo('office');
  await handIn(worksheetId, patches, { ...more, inOfficeOnly: true });
  await moveTo('own');
};

const HURT = { role: 'HURT' };

describe('the device is not the client’s own once they said that somebody checks on them', () => {
  const often = [answering('ps.watch', 'often')];
  test.each<[string, () => Promise<unknown>]>([
    ['at the office', () => handInAtTheOffice('private-checkin', often)],
    [
      'on a sheet that was taken back since',
      async () => {
        await handIn('private-checkin', often);
        await sql.rows(
          `UPDATE mendwork.assignment SET previous_state = 'returned', state = 'withdrawn'
           WHERE client_id = $1 AND worksheet_id = 'private-checkin'`,
          [clientId],
        );
      },
    ],
    [
      'and left it out the next time',
      async () => {
        await handIn('private-checkin', often);
        await handIn('private-checkin', [{ item: 'ps.watch', answer: { skipped: true } }]);
      },
    ],
  ])('%s', async (_where, say) => {
    const assignmentId = await assignFamilyHistory(app, practice.member, clientId);
    const keep = async (): Promise<unknown> =>
      (await request(app.app.getHttpServer()).post(`/me/w/${assignmentId}/keep`).set(client)).body;
    await sayOfDevice(app, practice.member, clientId);
    expect(await keep()).toHaveProperty('key');
    await say();
    expect(await keep()).toEqual({});
  });
});

test.each<[string, (patches: readonly object[]) => Promise<unknown>]>([
  ['at home', (patches) => handIn('commitment-checkin', patches, HURT)],
  ['at the office', (patches) => handInAtTheOffice('commitment-checkin', patches, HURT)],
])(
  'a client who feels much less safe than before is flagged, where that before was said %s',
  async (_where, before) => {
    await before([answering('cc.safe', 9)]);
    const submissionId = await handIn('commitment-checkin', [answering('cc.safe', 5)], HURT);
    expect(
      await sql.rows('SELECT code, items FROM mendwork.flag WHERE submission_id = $1', [submissionId]),
    ).toEqual([{ code: 'SAFETY', items: ['cc.safe'] }]);
  },
);
