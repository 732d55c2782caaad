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
  /** Where the code alone lets in, on a tablet of the clinic’s; null for the client’s own device. */
  readonly tabletUrl: string | null;
}

/** Whose device the client is let in on. */
export type LinkPlace = 'OWN' | 'OFFICE';

/** A client’s family, drawn. */
export interface FamilyMap {
  readonly submittedAt: string;
  readonly scenes: readonly { readonly title: string; readonly description: string; readonly svg: string }[];
  readonly findings: readonly { readonly message: string }[];
  /** Address of the print for those who treat; good for five minutes. */
  readonly pdf: string;
  /** The same of the print for the client. */
  readonly clientsPdf: string | undefined;
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

export const FAMILY_MAP = `query FamilyMap($id: ID!) {
  client(id: $id) {
    ... on Client {
      genogram {
        __typename
        ... on Genogram {
          submittedAt
          scenes { title description svg }
          findings { message }
          pdf { url }
        }
        ... on GenogramNotDrawn { message }
      }
      forClient: genogram(mode: CLIENT) { ... on Genogram { pdf { url } } }
    }
  }
}`;

export const CLIENT_LINK = `mutation ClientLink($input: ClientLinkInput!) {
  clientLink(input: $input) {
    __typename
    ... on ClientLink { url code qrSvg expiresAt tabletUrl }
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

/** The last way in that was asked for. */
let lastLink: Promise<unknown> = Promise.resolve();

/** Makes a way in for one client; an earlier one ends by it. One after another: the one asked for last has to stay. */
export async function makeClientLink(
  ask: Ask,
  clientId: string,
  place: LinkPlace,
): Promise<Answer<ClientLink>> {
  const input = { clientId, place, idempotencyKey: crypto.randomUUID() };
  const earlier = lastLink;
  const asked = (async () => {
    await earlier;
    return ask<{ data: { clientLink: ClientLink & { __typename: string } } }>('POST', '/graphql', {
      query: CLIENT_LINK,
      variables: { input },
    });
  })();
  lastLink = asked;
  const answer = await asked;
  if (!answer.ok) return answer;
  const link = answer.data.data.clientLink;
  if (link.__typename !== 'ClientLink') return refused('NOT_FOUND', messages.clients.gone);
  return { ...answer, data: link };
}

/**
 * Lets the client in here, in this browser: the member is signed out by it, for good. Only what was made for the office
 * does that.
 */
export function openHere(ask: Ask, { url }: ClientLink): Promise<Answer<unknown>> {
  const { pathname, hash } = new URL(url);
  const [practice, link] = pathname.split('/').slice(-2);
  return ask('POST', '/auth/client/enter', { practice, link, secret: hash.slice(1) });
}

interface ReadGenogram {
  readonly __typename: string;
  readonly message?: string;
  readonly submittedAt: string;
  readonly scenes: FamilyMap['scenes'];
  readonly findings: FamilyMap['findings'];
  readonly pdf: { readonly url: string };
}

/** Reads the drawing of a client’s family. */
export async function readFamilyMap(ask: Ask, id: string): Promise<Answer<FamilyMap>> {
  const answer = await ask<{
    data: { client: { genogram?: ReadGenogram; forClient?: Partial<Pick<ReadGenogram, 'pdf'>> } };
  }>('POST', '/graphql', { query: FAMILY_MAP, variables: { id } });
  if (!answer.ok) return answer;
  const { genogram, forClient } = answer.data.data.client;
  if (genogram?.__typename !== 'Genogram')
    return refused('NOT_FOUND', genogram?.message ?? messages.familyMap.none);
  const { submittedAt, scenes, findings, pdf } = genogram;
  return {
    ...answer,
    data: { submittedAt, scenes, findings, pdf: pdf.url, clientsPdf: forClient?.pdf?.url },
  };
}
