import { messages } from '../messages.js';
import { type Answer, type Ask, refused } from './http.js';

/** A client as the list shows one. */
export interface Client {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** A way in for a client, to be shown once and cleared away. */
export interface ClientLink {
  readonly url: string;
  readonly code: string;
  readonly qrSvg: string;
  readonly expiresAt: string;
}

/** One page of the list, and where the next begins. */
export interface Clients {
  readonly clients: readonly Client[];
  readonly next: string | null;
}

/** As many as the server gives at a time. */
const PAGE = 100;

/** The GraphQL operations of the console. A test holds them against `schema.graphql`. */
export const CLIENTS = `query Clients($first: Int!, $after: String) {
  clients(first: $first, after: $after) {
    edges { node { id code name } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const CLIENT_LINK = `mutation ClientLink($input: ClientLinkInput!) {
  clientLink(input: $input) {
    __typename
    ... on ClientLink { url code qrSvg expiresAt }
    ... on NotFound { message }
  }
}`;

/** Reads the next page of the practice’s clients. */
export async function readClients(ask: Ask, after: string | null): Promise<Answer<Clients>> {
  const answer = await ask<{
    data: {
      clients: {
        edges: { node: Client }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    };
  }>('POST', '/graphql', { query: CLIENTS, variables: { first: PAGE, after } });
  if (!answer.ok) return answer;
  const { edges, pageInfo } = answer.data.data.clients;
  return {
    ...answer,
    data: {
      clients: edges.map(({ node }) => node),
      next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    },
  };
}

/** Makes a way in for one client; an earlier one ends by it. */
export async function makeClientLink(ask: Ask, clientId: string): Promise<Answer<ClientLink>> {
  const answer = await ask<{ data: { clientLink: ClientLink & { __typename: string } } }>(
    'POST',
    '/graphql',
    { query: CLIENT_LINK, variables: { input: { clientId, idempotencyKey: crypto.randomUUID() } } },
  );
  if (!answer.ok) return answer;
  const link = answer.data.data.clientLink;
  if (link.__typename !== 'ClientLink') return refused('NOT_FOUND', messages.clients.gone);
  return { ...answer, data: link };
}
