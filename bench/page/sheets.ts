import { randomUUID } from 'node:crypto';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { PublishingService } from '../../src/catalogue/publishing.service.js';
import { ClientsService } from '../../src/clients/clients.service.js';
import { handIn, patchesOf, write } from '../../src/demo/fill-in.js';
import { PoliciesService } from '../../src/practices/policies.service.js';
import { type FilledSheet, readFilled } from '../../test/support/filled.js';
import type { Cookie, Product } from './product.js';

/** The decision that is made by recording the practice's protocol. */
const RISK = 'risk_protocol';

/** A client who is signed in. */
export interface SignedIn {
  readonly clientId: string;
  readonly cookie: Cookie;
}

/** A worksheet that such a client was given. */
export interface GivenSheet extends SignedIn {
  readonly name: string;
  readonly assignmentId: string;
}

/** What a worksheet is assigned with, beside the client. */
type Asked = Omit<Parameters<AssignmentsService['assign']>[0], 'clientId' | 'idempotencyKey'>;

/** Says who reads answers about risk and what is told of secrets, so that worksheets are as long as they get. */
export function recordPolicies(product: Product): Promise<unknown> {
  const { services } = product;
  return product.asClinician(async () => {
    await services.get(PoliciesService).recordSecretsPolicy({ policy: 'P2', idempotencyKey: randomUUID() });
    return services.get(PoliciesService).recordRiskProtocol({
      readBy: 'The clinician on duty',
      howSoon: 'within one working day',
      action: 'Calls by the safe channel.',
      idempotencyKey: randomUUID(),
    });
  });
}

/** A new client. One whose device is theirs alone has said so in `start-here`. */
export async function newClient(
  product: Product,
  { name = 'Wren Harrow', ownDevice = false } = {},
): Promise<SignedIn> {
  const made = await product.asClinician(() =>
    product.services.get(ClientsService).create({ name, idempotencyKey: randomUUID() }),
  );
  if (made.__typename !== 'Client') throw new Error('A client could not be made.');
  if (ownDevice) await sayDeviceIsOwn(product, made.id);
  return { clientId: made.id, cookie: await product.signIn(made.id) };
}

/** Publishes a worksheet of the practice's own. */
export async function publish(product: Product, source: string): Promise<void> {
  const published = await product.asClinician(() =>
    product.services.get(PublishingService).publish({ source, idempotencyKey: randomUUID() }),
  );
  if (published.__typename !== 'PublishedWorksheet')
    throw new Error(`A sheet that was made up has faults: ${JSON.stringify(published.problems)}`);
}

/** Gives a worksheet to a client. Returns the assignment's id. */
export async function assign(product: Product, clientId: string, asked: Asked): Promise<string> {
  const assignment = await product.asClinician(() =>
    product.services.get(AssignmentsService).assign({ clientId, ...asked, idempotencyKey: randomUUID() }),
  );
  if (assignment.__typename !== 'Assignment') throw new Error(`${asked.worksheetId} could not be assigned.`);
  return assignment.id;
}

/** The filled sheets of the fixtures: every worksheet of the catalogue, and its variants for who is asked what. */
export function filledSheets({ shipped }: Product): readonly FilledSheet[] {
  return readFilled(shipped.worksheets.map(({ worksheet }) => worksheet)).filter(
    ({ circumstances }) => circumstances.apart === undefined,
  );
}

/** Gives a sheet of the fixtures to a client as its fixture says: role, decisions, and the promises it asks about. */
export async function give(
  product: Product,
  client: SignedIn,
  { name, worksheetId, circumstances }: FilledSheet,
): Promise<GivenSheet> {
  const { role, decisions = [], promises = [] } = circumstances;
  if (promises.length > 0) {
    const agreement = await assign(product, client.clientId, { worksheetId: 'trust-agreement' });
    const rows = promises.map(({ id, text, kind }) => ({
      id,
      answers: { promise: { value: text }, ...(kind && { kind: { value: kind } }) },
    }));
    await product.asClient(client.clientId, () =>
      handIn(product.services, agreement, { 'ta.commit': { rows } }),
    );
  }
  const assignmentId = await assign(product, client.clientId, {
    worksheetId,
    ...(role && { role }),
    decisions: decisions.filter((decision) => decision !== RISK),
  });
  return { ...client, name, assignmentId };
}

/** Answers a sheet as its fixture does, without handing it in. */
export function answerAsFixture(
  product: Product,
  { clientId, assignmentId }: GivenSheet,
  { answers }: FilledSheet,
): Promise<void> {
  return product.asClient(clientId, () => write(product.services, assignmentId, patchesOf(answers)));
}

async function sayDeviceIsOwn(product: Product, clientId: string): Promise<void> {
  const assignment = await assign(product, clientId, { worksheetId: 'start-here' });
  await product.asClient(clientId, () =>
    handIn(product.services, assignment, {
      'contact.seen': { value: 'no' },
      'policy.agree': { value: 'yes' },
      'online.device': { value: 'yes' },
      'online.notwatched': { value: true },
    }),
  );
}
