import { randomUUID } from 'node:crypto';
import type { GraphqlAnswer, TestApp } from './app.js';

type Headers = Record<string, string>;

/** What `embedAddress` answers. */
export interface AskedAddress {
  readonly __typename: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly message?: string;
}

/** Lists the sites that may frame the practice's pages, as an admin. */
export function listSites(
  app: TestApp,
  admin: Headers,
  embedOrigins: readonly string[],
): Promise<GraphqlAnswer<{ setPracticeSettings: { embedOrigins: string[] } }>> {
  return app.graphql(
    admin,
    'mutation($input: PracticeSettingsInput!) { setPracticeSettings(input: $input) { embedOrigins } }',
    { input: { careTeamOnly: false, embedOrigins, idempotencyKey: randomUUID() } },
  );
}

/** Asks for an address as a host's server does. `asked` are the fields of the input but the key. */
export async function askAddress(
  app: TestApp,
  member: Headers,
  asked: { clientId: string; assignmentId?: string; idempotencyKey?: string },
): Promise<AskedAddress> {
  const answer = await app.graphql<{ embedAddress: AskedAddress }>(
    member,
    `mutation($input: EmbedAddressInput!) { embedAddress(input: $input) { __typename
      ... on EmbedAddress { url expiresAt } ... on NoEmbedOrigins { message } ... on NotFound { message } } }`,
    { input: { idempotencyKey: randomUUID(), ...asked } },
  );
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  return answer.data.embedAddress;
}
