import { randomUUID } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import request from 'supertest';
import { readWorksheets, shippedFolder } from '../../src/catalogue/shipped.js';
import { actingFor, runAsActor } from '../../src/access/actor.js';
import { BreakGlassService } from '../../src/clients/break-glass.service.js';
import { CareTeamService } from '../../src/clients/care-team.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { assignFamilyHistory } from './answering.js';
import type { TestApp } from './app.js';
import { openProposal, proposeContact } from './contact.js';
import { insertMember, inviteSomebody } from './staff.js';
import type { World } from './world.js';

/** An operation that takes an id, with what it needs to be called by its right actor. */
export interface Operation {
  /** The root field. */
  readonly field: string;
  readonly caller: 'member' | 'client';
  /** Variables: `id`, and `key` where it changes something. */
  readonly document: string;
  /** An id with which `a` of this practice, or its member, succeeds. */
  own(app: TestApp, world: World): string | Promise<string>;
  /** The type of the result then. */
  readonly gives: string;
}

const NOTHING = '__typename ... on NotFound { message }';

const query = (field: string, argument: string, gives: string): Pick<Operation, 'document' | 'gives'> => ({
  document: `query($id: ID!) { ${field}(${argument}: $id) { ${NOTHING} } }`,
  gives,
});
const mutation = (field: string, input: string, gives: string): Pick<Operation, 'document' | 'gives'> => ({
  document: `mutation($id: ID!, $key: String!) { ${field}(input: { ${input} }) { ${NOTHING} } }`,
  gives,
});
/** A version that everybody may name. */
function shippedHash(): string {
  const [first] = readWorksheets(shippedFolder()).worksheets;
  return first?.hash ?? '';
}
const newAssignment = (app: TestApp, { member, a }: World): Promise<string> =>
  assignFamilyHistory(app, member, a.clientId);
const newProposal = async (app: TestApp, { member, a }: World): Promise<string> => {
  await proposeContact(app, member, a.signedIn, a.clientId);
  return openProposal(app, member, a.clientId);
};

/** One member more, by an id that can be written into a document: the same in every practice. */
export const COLLEAGUE = '01900000-0000-7000-8000-00000000c011';

async function withColleague(app: TestApp, { practiceId, b }: World): Promise<string> {
  await insertMember(app, { practiceId, memberId: COLLEAGUE, roles: ['clinician'] });
  return b.clientId;
}

async function withTie(app: TestApp, world: World): Promise<string> {
  const clientId = await withColleague(app, world);
  const { practiceId, memberId } = world;
  const admin = actingFor({ practiceId, id: memberId, roles: ['admin'] });
  await runAsActor(admin, randomUUID(), () =>
    app.app.get(CareTeamService).set({
      clientId,
      memberId: COLLEAGUE,
      tie: 'co_therapist',
      idempotencyKey: randomUUID(),
    }),
  );
  return clientId;
}

/** Somebody who treats nobody, in a practice that keeps files to those who do. */
async function withGlass(app: TestApp, world: World): Promise<string> {
  await withColleague(app, world);
  const { practiceId, a } = world;
  const service = app.app.get(BreakGlassService);
  const colleague = actingFor({ practiceId, id: COLLEAGUE, roles: ['clinician'] });
  return runAsActor({ ...colleague, reach: 'care_team' }, randomUUID(), async () => {
    const broken = await service.break({
      clientId: a.clientId,
      reason: 'A call at night, from a relative.',
      minutes: 60,
      idempotencyKey: randomUUID(),
    });
    if (broken.__typename === 'Glass') return broken.id;
    // Somebody who may not close it has left it open.
    const { edges } = await app.app.get(UnitOfWork).write(() => service.page({ first: 1, closed: false }));
    return edges[0]?.node.id ?? '';
  });
}

/** Every way to name something by an id. Where an input can name two kinds of things, it stands here twice. */
export const BY_ID: readonly Operation[] = [
  {
    field: 'client',
    caller: 'member',
    ...query('client', 'id', 'Client'),
    own: (_app, { a }) => a.clientId,
  },
  {
    field: 'assignment',
    caller: 'member',
    ...query('assignment', 'id', 'Assignment'),
    own: (_app, { a }) => a.doneAssignmentId,
  },
  {
    field: 'submission',
    caller: 'member',
    ...query('submission', 'id', 'Submission'),
    own: (_app, { a }) => a.submissionId,
  },
  {
    field: 'sessionSummary',
    caller: 'member',
    ...query('sessionSummary', 'sessionId', 'SessionSummary'),
    own: (_app, { coupleSessionId }) => coupleSessionId,
  },
  {
    field: 'clinicDay',
    caller: 'member',
    document: `query($id: ID!) { clinicDay(day: "2030-01-01", clinicianId: $id) { ${NOTHING} } }`,
    gives: 'ClinicDay',
    own: (_app, { memberId }) => memberId,
  },
  {
    field: 'worksheet',
    caller: 'member',
    ...query('worksheet', 'id', 'Worksheet'),
    own: () => 'family-history',
  },
  {
    field: 'worksheetVersion',
    caller: 'member',
    ...query('worksheetVersion', 'hash', 'Worksheet'),
    own: (_app, { ownHashes }) => ownHashes[0],
  },
  {
    field: 'exportQuestionnaire',
    caller: 'member',
    ...query('exportQuestionnaire', 'hash', 'ExportedQuestionnaire'),
    own: (_app, { ownHashes }) => ownHashes[0],
  },
  {
    field: 'exportQuestionnaireResponse',
    caller: 'member',
    ...query('exportQuestionnaireResponse', 'submissionId', 'ExportedQuestionnaireResponse'),
    own: (_app, { a }) => a.submissionId,
  },
  ...(['from', 'to'] as const).map((one): Operation => {
    const other = one === 'from' ? 'to' : 'from';
    return {
      field: 'worksheetDiff',
      caller: 'member',
      document: `query($id: ID!) { worksheetDiff(${one}: $id, ${other}: "${shippedHash()}") { ${NOTHING} } }`,
      gives: 'WorksheetDiff',
      own: (_app, { ownHashes }) => ownHashes[0],
    };
  }),
  {
    field: 'program',
    caller: 'member',
    ...query('program', 'id', 'Program'),
    own: () => 'rebuilding-trust',
  },
  {
    field: 'clientLink',
    caller: 'member',
    ...mutation('clientLink', 'clientId: $id, idempotencyKey: $key', 'ClientLink'),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'embedAddress',
    caller: 'member',
    ...mutation('embedAddress', 'clientId: $id, idempotencyKey: $key', 'EmbedAddress'),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'setContact',
    caller: 'member',
    ...mutation('setContact', 'clientId: $id, contact: { ways: [LETTER] }, idempotencyKey: $key', 'Client'),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'confirmContact',
    caller: 'member',
    ...mutation('confirmContact', 'proposalId: $id, idempotencyKey: $key', 'Client'),
    own: newProposal,
  },
  {
    field: 'declineContact',
    caller: 'member',
    ...mutation('declineContact', 'proposalId: $id, idempotencyKey: $key', 'ContactProposal'),
    own: newProposal,
  },
  {
    field: 'assignWorksheet',
    caller: 'member',
    ...mutation(
      'assignWorksheet',
      'clientId: $id, worksheetId: "family-history", idempotencyKey: $key',
      'Assignment',
    ),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'createSession',
    caller: 'member',
    ...mutation(
      'createSession',
      'with: { clientId: $id }, startsAt: "2030-01-01T12:00:00Z", idempotencyKey: $key',
      'Session',
    ),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'createSession',
    caller: 'member',
    ...mutation(
      'createSession',
      'with: { coupleId: $id }, startsAt: "2030-01-01T12:00:00Z", idempotencyKey: $key',
      'Session',
    ),
    own: (_app, { coupleId }) => coupleId,
  },
  {
    field: 'moveOnGenogram',
    caller: 'member',
    ...mutation(
      'moveOnGenogram',
      'clientId: $id, revision: 0, moves: [{ person: "mum", x: 40 }], idempotencyKey: $key',
      'Genogram',
    ),
    own: (_app, { b }) => b.clientId,
  },
  {
    field: 'makeDisclosure',
    caller: 'member',
    ...mutation(
      'makeDisclosure',
      `clientId: $id, recipient: "R", purpose: "P", covers: "C", includesPart2: false,
       allowedBy: { authority: { ground: COURT_ORDER, words: "A" } },
       scope: { period: { from: "2020-01-01", to: "2099-12-31" } }, idempotencyKey: $key`,
      'Disclosure',
    ),
    own: (_app, { a }) => a.clientId,
  },
  {
    field: 'setCareTeamTie',
    caller: 'member',
    ...mutation(
      'setCareTeamTie',
      `clientId: $id, memberId: "${COLLEAGUE}", tie: CO_THERAPIST, idempotencyKey: $key`,
      'CareTie',
    ),
    own: withColleague,
  },
  {
    field: 'endCareTeamTie',
    caller: 'member',
    ...mutation(
      'endCareTeamTie',
      `clientId: $id, memberId: "${COLLEAGUE}", idempotencyKey: $key`,
      'CareTieEnded',
    ),
    own: withTie,
  },
  {
    field: 'breakGlass',
    caller: 'member',
    ...mutation(
      'breakGlass',
      'clientId: $id, reason: "A call at night, from a relative.", idempotencyKey: $key',
      'GlassNotNeeded',
    ),
    own: (_app, { a }) => a.clientId,
  },
  {
    field: 'closeGlass',
    caller: 'member',
    ...mutation('closeGlass', 'id: $id, idempotencyKey: $key', 'Glass'),
    own: withGlass,
  },
  {
    field: 'inviteMemberAgain',
    caller: 'member',
    ...mutation('inviteMemberAgain', 'memberId: $id, idempotencyKey: $key', 'InvitedMember'),
    own: inviteSomebody,
  },
  {
    field: 'setMemberRoles',
    caller: 'member',
    ...mutation('setMemberRoles', 'memberId: $id, roles: [AUDITOR], idempotencyKey: $key', 'Member'),
    own: inviteSomebody,
  },
  {
    field: 'endMember',
    caller: 'member',
    ...mutation('endMember', 'memberId: $id, idempotencyKey: $key', 'Member'),
    own: inviteSomebody,
  },
  {
    field: 'saveDraft',
    caller: 'client',
    document: `mutation($id: ID!) { saveDraft(input: { assignmentId: $id, revision: 0, patches: [
      { item: "learn.rule", answer: { value: "probe" } }] }) { ${NOTHING} } }`,
    gives: 'DraftSaved',
    own: newAssignment,
  },
  {
    field: 'submit',
    caller: 'client',
    ...mutation('submit', 'assignmentId: $id, revision: 0, idempotencyKey: $key', 'Submission'),
    own: newAssignment,
  },
];

/** Of everybody: no practice's own, and nothing that is noted down when it is read. */
export const OF_EVERYBODY: readonly string[] = ['worksheet', 'program'];

/** Operations that take no id, called by their right actor: each succeeds for everybody, about the caller's own. */
export const WITHOUT_ID: readonly Pick<Operation, 'field' | 'caller' | 'document'>[] = [
  { field: 'clients', caller: 'member', document: '{ clients { edges { node { id } } } }' },
  { field: 'contactProposals', caller: 'member', document: '{ contactProposals { id } }' },
  { field: 'worksheets', caller: 'member', document: '{ worksheets { id } }' },
  {
    field: 'createClient',
    caller: 'member',
    document:
      'mutation($key: String!) { createClient(input: { name: "Probe", idempotencyKey: $key }) { __typename } }',
  },
  { field: 'practicePolicies', caller: 'member', document: '{ practicePolicies { __typename } }' },
  { field: 'practiceSettings', caller: 'member', document: '{ practiceSettings { careTeamOnly } }' },
  { field: 'members', caller: 'member', document: '{ members { edges { node { id } } } }' },
  { field: 'openGlass', caller: 'member', document: '{ openGlass { edges { node { id } } } }' },
  { field: 'auditTrail', caller: 'member', document: '{ auditTrail { edges { node { id } } } }' },
  { field: 'exportAuditTrail', caller: 'member', document: '{ exportAuditTrail { count } }' },
  {
    field: 'inviteMember',
    caller: 'member',
    document:
      'mutation($key: String!) { inviteMember(input: { displayName: "N", email: "n@example.org", roles: [AUDITOR], idempotencyKey: $key }) { __typename } }',
  },
  {
    field: 'setPracticeSettings',
    caller: 'member',
    document:
      'mutation($key: String!) { setPracticeSettings(input: { careTeamOnly: false, idempotencyKey: $key }) { careTeamOnly } }',
  },
  {
    field: 'setEveningMail',
    caller: 'member',
    document:
      'mutation($key: String!) { setEveningMail(input: { wanted: true, idempotencyKey: $key }) { __typename } }',
  },
  {
    field: 'publishWorksheet',
    caller: 'member',
    document:
      'mutation($key: String!) { publishWorksheet(input: { source: "id: own", idempotencyKey: $key }) { __typename } }',
  },
  {
    field: 'importQuestionnaire',
    caller: 'member',
    document:
      'mutation($key: String!) { importQuestionnaire(input: { questionnaire: "{}", idempotencyKey: $key }) { __typename } }',
  },
  {
    field: 'recordRiskProtocol',
    caller: 'member',
    document:
      'mutation($key: String!) { recordRiskProtocol(input: { readBy: "A", howSoon: "B", action: "C", idempotencyKey: $key }) { __typename } }',
  },
  {
    field: 'recordSecretsPolicy',
    caller: 'member',
    document:
      'mutation($key: String!) { recordSecretsPolicy(input: { policy: P2, idempotencyKey: $key }) { __typename } }',
  },
  { field: 'myAssignments', caller: 'client', document: '{ myAssignments { id } }' },
];

/** The names of all root fields that the server has now. */
export function rootFields(app: TestApp): string[] {
  const { schema } = app.app.get(GraphQLSchemaHost);
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return types.flatMap((type) => Object.keys(type?.getFields() ?? {})).toSorted();
}

/** An answer as bytes, with its status and all headers but the clock's and the request's own id. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** Calls an operation and gives the answer as it came. */
export async function call(
  app: TestApp,
  credentials: Record<string, string>,
  { document }: Pick<Operation, 'document'>,
  id: string | number = '',
): Promise<RawAnswer> {
  const variables = {
    ...(document.includes('$id') && { id }),
    ...(document.includes('$key') && { key: randomUUID() }),
  };
  const answer = await request(app.app.getHttpServer())
    .post('/graphql')
    .set(credentials)
    .send({ query: document, variables });
  const {
    date: _date,
    'x-request-id': _id,
    ratelimit: _count,
    ...headers
  } = answer.headers as Record<string, string>;
  return { status: answer.status, headers, text: answer.text };
}
