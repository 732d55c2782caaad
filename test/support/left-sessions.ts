import { ClientLinksService } from '../../src/access/client/client-links.service.js';
import { actingFor, runAsActor } from '../../src/access/actor.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestApp, TestPractice } from './app.js';
import type { Sql } from './sql.js';

/** Lets 16 minutes pass for every session of the client's, so that the server finds them left. */
export async function leaveIdle(sql: Sql, clientId: string): Promise<void> {
  await sql.rows(
    `UPDATE mendwork.client_session SET seen_at = now() - interval '16 minutes',
       stepped_up_at = now() - interval '16 minutes' WHERE client_id = $1`,
    [clientId],
  );
}

/** Lets ten minutes pass since the client last showed a factor. */
export async function forgetStepUp(sql: Sql, clientId: string): Promise<void> {
  await sql.rows(
    `UPDATE mendwork.client_session SET stepped_up_at = now() - interval '11 minutes' WHERE client_id = $1`,
    [clientId],
  );
}

/** Ends every session of the client's, as after 12 hours. */
export async function endSessions(sql: Sql, clientId: string): Promise<void> {
  await sql.rows('UPDATE mendwork.client_session SET expires_at = now() WHERE client_id = $1', [clientId]);
}

/** The code of a link that was asked for, as the message to the client would bring it. */
export async function codeOf(
  app: TestApp,
  { practiceId, memberId }: TestPractice,
  clientId: string,
  linkId: string,
): Promise<string> {
  const member = actingFor({ practiceId, id: memberId, roles: ['clinician'] });
  const { code } = await runAsActor(member, linkId, () =>
    app.app.get(UnitOfWork).write(() => app.app.get(ClientLinksService).make(clientId, { id: linkId })),
  );
  return code;
}
