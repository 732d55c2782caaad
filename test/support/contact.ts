import { answer, answering, inRow } from './answering.js';
import type { TestApp } from './app.js';

type Headers = Record<string, string>;

/** Hands `start-here` in as a client, with these ways and a number. */
export async function proposeContact(
  app: TestApp,
  member: Headers,
  client: Headers,
  clientId: string,
  { ways = ['letter'], number = '555 0100' }: { ways?: readonly string[]; number?: string } = {},
): Promise<void> {
  await answer(app, member, client, { clientId, worksheetId: 'start-here' }, [
    answering('contact.ways', ways),
    answering('contact.number', number),
    answering('contact.words', 'only_you_have_a_new_message'),
    inRow('contact.person', 'r1', 'name', 'Somebody'),
    answering('policy.agree', 'yes'),
    answering('online.notwatched', true),
  ]);
}

/** The id of what a client has proposed last. */
export async function openProposal(app: TestApp, member: Headers, clientId: string): Promise<string> {
  const listed = await app.graphql<{ contactProposals: { id: string; client: { id: string } }[] }>(
    member,
    '{ contactProposals { id client { id } } }',
  );
  const found = listed.data.contactProposals.find(({ client }) => client.id === clientId);
  if (!found) throw new Error('The client has proposed nothing.');
  return found.id;
}
