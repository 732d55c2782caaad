import { answer, answering } from './answering.js';
import type { TestApp } from './app.js';

type Headers = Record<string, string>;

/** Hands `start-here` in as a client who says this of the device, and of who else sees it. */
export async function sayOfDevice(
  app: TestApp,
  member: Headers,
  clientId: string,
  device: 'yes' | 'no_i_share_one' = 'yes',
  seen = 'no',
): Promise<void> {
  const client = await app.signIn(member, clientId);
  await answer(app, member, client, { clientId, worksheetId: 'start-here' }, [
    answering('contact.seen', seen),
    answering('policy.agree', 'yes'),
    answering('online.device', device),
    answering('online.notwatched', true),
  ]);
}
