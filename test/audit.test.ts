import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { startTestApp, type TestApp } from './support/app.js';
import { ownWorksheet, publish, recordPolicies } from './support/own-worksheet.js';
import { connectTo, type Sql } from './support/sql.js';
import { makePerson, makeWorld, type World } from './support/world.js';

/** Who did and who read what: one entry an act, in the act's own transaction. */

let app: TestApp;
let owner: Sql;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  owner = await connectTo(app.database.url);
  world = await makeWorld(app);
});
afterAll(async () => {
  await owner?.end();
  await app?.stop();
});

interface Entry {
  action: string;
  actor_kind: string;
  actor_id: string;
  client_id: string | null;
  detail: Record<string, unknown>;
}

/** The entries that came in while `act` was done. */
async function entriesOf(act: () => Promise<unknown>): Promise<Entry[]> {
  const [before] = await owner.rows<{ seq: string }>(
    'SELECT seq FROM mendwork.audit_head WHERE practice_id = $1',
    [world.practiceId],
  );
  await act();
  return owner.rows<Entry>(
    `SELECT action, actor_kind, actor_id, client_id, detail FROM mendwork.audit_entry
     WHERE practice_id = $1 AND seq > $2 ORDER BY seq`,
    [world.practiceId, before?.seq],
  );
}

const byMember = (
  query: string,
  variables: object = {},
): Promise<{ data: Record<string, never>; errors?: unknown }> => app.graphql(world.member, query, variables);
const actions = (entries: readonly Entry[]): string[] => entries.map(({ action }) => action);

describe('an act leaves', () => {
  const input = (fields: object): object => ({ input: { ...fields, idempotencyKey: randomUUID() } });
  const acts: [string, string[], () => Promise<unknown>][] = [
    [
      'client',
      ['client.read'],
      () => byMember('query($id: ID!) { client(id: $id) { __typename } }', { id: world.a.clientId }),
    ],
    ['clients', ['clients.listed'], () => byMember('{ clients { edges { node { name } } } }')],
    [
      'assignment',
      ['assignment.read'],
      () =>
        byMember('query($id: ID!) { assignment(id: $id) { __typename } }', { id: world.a.doneAssignmentId }),
    ],
    [
      'submission',
      ['submission.read'],
      () => byMember('query($id: ID!) { submission(id: $id) { __typename } }', { id: world.a.submissionId }),
    ],
    [
      'an edge to submissions',
      ['client.read', 'submission.read'],
      () =>
        byMember(
          'query($id: ID!) { client(id: $id) { ... on Client { assignments { edges { node { submissions { answers } } } } } } }',
          { id: world.a.clientId },
        ),
    ],
    [
      'sessionSummary',
      ['summary.read', 'summary.read'],
      () =>
        byMember('query($id: ID!) { sessionSummary(sessionId: $id) { __typename } }', {
          id: world.coupleSessionId,
        }),
    ],
    [
      'createClient',
      ['client.created'],
      () =>
        byMember(
          'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }',
          input({ name: 'A' }),
        ),
    ],
    [
      'assignWorksheet',
      ['assignment.assigned'],
      () =>
        byMember(
          'mutation($input: AssignWorksheetInput!) { assignWorksheet(input: $input) { __typename } }',
          input({ clientId: world.a.clientId, worksheetId: 'family-history' }),
        ),
    ],
    [
      'createSession',
      ['session.created'],
      () =>
        byMember(
          'mutation($input: CreateSessionInput!) { createSession(input: $input) { __typename } }',
          input({ with: { clientId: world.a.clientId }, startsAt: '2040-01-01T12:00:00Z' }),
        ),
    ],
    [
      'clientLink',
      ['client_link.made'],
      () =>
        byMember(
          'mutation($input: ClientLinkInput!) { clientLink(input: $input) { __typename } }',
          input({ clientId: world.a.clientId }),
        ),
    ],
    [
      'embedAddress',
      ['embed_address.made'],
      () =>
        byMember(
          'mutation($input: EmbedAddressInput!) { embedAddress(input: $input) { __typename } }',
          input({ clientId: world.a.clientId }),
        ),
    ],
    [
      'signing in by a link',
      ['client_link.made', 'client_link.used'],
      () => app.signIn(world.member, world.a.clientId),
    ],
    ['worksheets', [], () => byMember('{ worksheets { id } }')],
    [
      'publishWorksheet',
      ['worksheet.published'],
      async () => {
        const source = ownWorksheet({ title: `Sheet ${randomUUID()}` });
        for (let n = 0; n < 2; n++) await publish(app, world.member, source);
      },
    ],
    [
      'worksheetDiff with its drafts',
      ['assignments.listed'],
      () =>
        byMember(
          'query($from: ID!, $to: ID!) { worksheetDiff(from: $from, to: $to) { ... on WorksheetDiff { drafts { edges { cursor } } } } }',
          { from: world.ownHashes[0], to: world.ownHashes[1] },
        ),
    ],
    [
      'importQuestionnaire',
      ['worksheet.imported'],
      async () => {
        const item = [{ linkId: '1', type: 'string', text: randomUUID() }];
        const questionnaire = JSON.stringify({ resourceType: 'Questionnaire', status: 'active', item });
        for (let n = 0; n < 2; n++)
          await byMember(
            'mutation($input: ImportQuestionnaireInput!) { importQuestionnaire(input: $input) { __typename } }',
            input({ questionnaire }),
          );
      },
    ],
    [
      'exportQuestionnaireResponse',
      ['submission.exported'],
      () =>
        byMember('query($id: ID!) { exportQuestionnaireResponse(submissionId: $id) { __typename } }', {
          id: world.a.submissionId,
        }),
    ],
    ['publishWorksheet with errors', [], () => publish(app, world.member, 'id: own')],
    [
      'recordRiskProtocol and recordSecretsPolicy',
      ['risk_protocol.recorded', 'secrets_policy.recorded'],
      () => recordPolicies(app, world.member),
    ],
    ['myAssignments', [], () => app.graphql(world.a.signedIn, '{ myAssignments { id } }')],
    [
      'a client’s whole way',
      [
        'client.created',
        'client_link.made',
        'client_link.used',
        'assignment.assigned',
        'draft.saved',
        'assignment.assigned',
        'draft.saved',
        'submission.submitted',
      ],
      () => makePerson(app, world),
    ],
    ['printing a summary', ['summary.read', 'summary.printed', 'submission.read'], print],
  ];

  test.each(acts)('%s: %j', async (_name, expected, act) => {
    const entries = await entriesOf(act);
    expect(actions(entries).toSorted()).toEqual(expected.toSorted());
    for (const { detail, client_id: clientId } of entries) expect(detail.clientId ?? null).toBe(clientId);
  });

  test('who did it and to whom', async () => {
    const [read] = await entriesOf(() =>
      byMember('query($id: ID!) { client(id: $id) { __typename } }', { id: world.a.clientId }),
    );
    expect(read).toEqual({
      action: 'client.read',
      actor_kind: 'member',
      actor_id: world.memberId,
      client_id: world.a.clientId,
      detail: { clientId: world.a.clientId },
    });
    const own = await entriesOf(() => makePerson(app, world));
    const saved = own.find(({ action }) => action === 'draft.saved');
    expect(saved).toMatchObject({ actor_kind: 'client', actor_id: saved?.client_id });
    const used = own.find(({ action }) => action === 'client_link.used');
    expect(used).toMatchObject({ actor_kind: 'system', actor_id: world.practiceId });
  });
});

async function print(): Promise<void> {
  const summary = (await byMember(
    'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { pdf { url } } } } }',
    { id: world.sessionId },
  )) as unknown as { data: { sessionSummary: { copies: { pdf: { url: string } }[] } } };
  const { pathname, search } = new URL(summary.data.sessionSummary.copies[0]?.pdf.url ?? '');
  await request(app.app.getHttpServer())
    .get(pathname + search)
    .expect(200);
}

describe('what fails leaves nothing', () => {
  const create = (variables: object): Promise<{ errors?: unknown }> =>
    byMember('mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }', {
      input: variables,
    });

  test.each([
    [
      'what is not there',
      () => byMember('query($id: ID!) { client(id: $id) { __typename } }', { id: randomUUID() }),
    ],
    ['what is refused', () => create({ name: '', idempotencyKey: randomUUID() })],
    ['a code that is taken', () => create({ name: 'B', code: world.a.code, idempotencyKey: randomUUID() })],
    [
      'a stale save',
      () =>
        app.graphql(
          world.a.signedIn,
          'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
          { input: { assignmentId: world.a.openAssignmentId, revision: 9, patches: [] } },
        ),
    ],
  ])('%s', async (_name, act) => {
    expect(await entriesOf(act)).toEqual([]);
  });

  test('what only the other kind of actor may do leaves that it was refused', async () => {
    const entries = await entriesOf(() =>
      app.graphql(world.a.signedIn, '{ clients { edges { node { id } } } }'),
    );
    expect(actions(entries)).toEqual(['access.refused']);
  });

  test('an act sent twice leaves one entry', async () => {
    const idempotencyKey = randomUUID();
    const entries = await entriesOf(async () => {
      for (let n = 0; n < 3; n++) await create({ name: 'Twice', idempotencyKey });
    });
    expect(actions(entries)).toEqual(['client.created']);
  });

  test('an act whose entry cannot be written does not happen, and a reading is not shown', async () => {
    const clients = (): Promise<number> => owner.count('SELECT FROM mendwork.client');
    const before = await clients();
    await owner.rows('REVOKE EXECUTE ON FUNCTION mendwork.append_audit FROM mendwork_app');
    const [written, read] = [
      await create({ name: 'Unseen', idempotencyKey: randomUUID() }),
      await byMember('query($id: ID!) { client(id: $id) { ... on Client { name } } }', {
        id: world.a.clientId,
      }),
    ];
    await owner.rows('GRANT EXECUTE ON FUNCTION mendwork.append_audit TO mendwork_app');
    expect([written, read]).toMatchObject([
      { errors: [{ extensions: { code: 'INTERNAL' } }] },
      { errors: [{ extensions: { code: 'INTERNAL' } }] },
    ]);
    expect(JSON.stringify(read)).not.toContain(world.a.name);
    expect(await clients()).toBe(before);
  });
});
