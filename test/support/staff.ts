import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { actingFor, type Role, runAsActor, runAsSystem, type TokenScope } from '../../src/access/actor.js';
import { AccessTokensService } from '../../src/access/member/access-tokens.service.js';
import { MembersAdminService } from '../../src/practices/members-admin.service.js';
import { memberBrowser, type TestApp, type TestPractice } from './app.js';
import { connectTo } from './sql.js';

type Headers = Record<string, string>;
type In = Pick<TestPractice, 'practiceId'>;

/** A member of a practice’s staff, in a browser of their own. */
export interface Staff {
  readonly memberId: string;
  /** Headers of a browser in which a factor was shown just now. */
  readonly browser: Headers;
}

/** Adds an active member with these roles and signs them in. The database says what they may, as in real use. */
export async function addStaff(app: TestApp, { practiceId }: In, ...roles: Role[]): Promise<Staff> {
  const memberId = uuidv7();
  await insertMember(app, { practiceId, memberId, roles });
  return { memberId, browser: await browserOf(app, { practiceId }, memberId) };
}

/** Puts an active member into the database, unless there is one by this id. */
export async function insertMember(
  app: TestApp,
  member: { practiceId: string; memberId: string; roles: readonly Role[] },
): Promise<void> {
  const owner = await connectTo(app.database.url);
  await owner.rows(
    `INSERT INTO mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [member.practiceId, member.memberId, `Staff ${member.roles.join(' ')}`, member.roles],
  );
  await owner.end();
}

/** Signs a member in on a new browser. Returns its headers. */
export function browserOf(app: TestApp, { practiceId }: In, memberId: string): Promise<Headers> {
  return memberBrowser(app.app, practiceId, memberId);
}

/** Makes a token for a member’s program. Returns its headers. */
export async function programOf(
  app: TestApp,
  { practiceId }: In,
  memberId: string,
  scopes: readonly TokenScope[],
): Promise<Headers> {
  const { token } = await runAsSystem(practiceId, randomUUID(), () =>
    app.app.get(AccessTokensService).create(memberId, { label: 'A program', scopes, days: 1 }),
  );
  return { authorization: `Bearer ${token}` };
}

/** Invites somebody new as the practice’s admin. Returns the member’s id. */
export async function inviteSomebody(app: TestApp, { practiceId, memberId }: TestPractice): Promise<string> {
  const admin = actingFor({ practiceId, id: memberId, roles: ['admin'] });
  const invited = await runAsActor(admin, randomUUID(), () =>
    app.app.get(MembersAdminService).invite({
      displayName: 'Somebody New',
      email: `${randomUUID()}@example.org`,
      roles: ['clinician'],
      idempotencyKey: randomUUID(),
    }),
  );
  if (invited.__typename !== 'InvitedMember') throw new Error('Nobody was invited.');
  return invited.member.id;
}
