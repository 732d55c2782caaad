import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import request from 'supertest';
import { type Role, runAsSystem } from '../../src/access/actor.js';
import { MemberInvitationsService } from '../../src/access/member/member-invitations.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { provisionPractice } from '../../src/practices/provision.js';
import type { TestApp } from './app.js';
import type { Sql } from './sql.js';

/** What a route under /auth answered. */
export interface AuthAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly errors?: readonly { message: string }[] };
  readonly headers: Record<string, string>;
  /** The code of the refusal, where it is one. */
  readonly code: string | undefined;
}

/** A browser with the member's cookie, sending as our own page does. */
export class MemberBrowser {
  /** `name=value` as the server set it last; '' before and after. */
  cookie = '';

  constructor(
    private readonly app: TestApp,
    private readonly headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
  ) {}

  post(path: string, body: object = {}): Promise<AuthAnswer> {
    return this.send('post', path, body);
  }

  get(path: string): Promise<AuthAnswer> {
    return this.send('get', path);
  }

  delete(path: string): Promise<AuthAnswer> {
    return this.send('delete', path);
  }

  private async send(method: 'get' | 'post' | 'delete', path: string, body?: object): Promise<AuthAnswer> {
    const asked = request(this.app.app.getHttpServer())[method](path).set(this.headers);
    if (this.cookie) asked.set('cookie', this.cookie);
    const answer = await (body ? asked.send(body) : asked);
    const set = answer.get('Set-Cookie')?.find((one) => one.startsWith('member='));
    if (set) this.cookie = /Max-Age=0/.test(set) ? '' : (set.split(';')[0] ?? '');
    const { errors } = answer.body as { errors?: { extensions?: { code?: string } }[] };
    return {
      status: answer.status,
      body: answer.body as AuthAnswer['body'],
      headers: answer.headers,
      code: errors?.[0]?.extensions?.code,
    };
  }
}

/** A member who is invited and has not come yet. */
export interface InvitedMember {
  readonly practiceId: string;
  readonly memberId: string;
  readonly email: string;
  /** What the invitation's page sends. */
  readonly invitation: { practiceId: string; invitation: string; secret: string };
}

/** A member who has a password, an authenticator app and recovery codes. */
export interface EnrolledMember extends InvitedMember {
  readonly password: string;
  readonly totpSecret: string;
  readonly recoveryCodes: readonly string[];
  /** Signed in. */
  readonly browser: MemberBrowser;
}

/** What an invitation's address holds. */
export function invitationIn(url: string): InvitedMember['invitation'] {
  const { pathname, hash } = new URL(url, 'http://localhost');
  const [, , , practiceId = '', invitation = ''] = pathname.split('/');
  return { practiceId, invitation, secret: hash.slice(1) };
}

/** A practice whose one member is invited. */
export async function inviteFirst(
  app: TestApp,
  roles: readonly Role[] = ['clinician'],
): Promise<InvitedMember> {
  const email = `${randomUUID().slice(0, 8)}@practice.example`;
  const made = await provisionPractice(app.database.url, app.keys, {
    name: 'Riverbend Counseling',
    timeZone: 'America/Chicago',
    paper: 'LETTER',
    members: [{ displayName: 'Dana Whitfield', roles, email }],
  });
  const { practiceId, memberIds, invitations } = made;
  return { practiceId, memberId: memberIds[0] ?? '', email, invitation: invitationIn(invitations[0] ?? '') };
}

/** A practice whose one member has come in and made a second factor. */
export async function enrolFirst(app: TestApp, roles?: readonly Role[]): Promise<EnrolledMember> {
  return enrol(app, await inviteFirst(app, roles));
}

/** Another member of a practice, who has come in and made a second factor. */
export async function enrolAnother(app: TestApp, practiceId: string): Promise<EnrolledMember> {
  const email = `${randomUUID().slice(0, 8)}@practice.example`;
  const made = await runAsSystem(practiceId, randomUUID(), () =>
    app.app
      .get(UnitOfWork)
      .write(() =>
        app.app
          .get(MemberInvitationsService)
          .invite({ displayName: 'Robin Aldana', email, roles: ['clinician'] }),
      ),
  );
  if (!made.ok) throw new Error(`The member was not invited: ${made.reason}`);
  const { memberId, url } = made.invitation;
  return enrol(app, { practiceId, memberId, email, invitation: invitationIn(url) });
}

async function enrol(app: TestApp, invited: InvitedMember): Promise<EnrolledMember> {
  const browser = new MemberBrowser(app);
  const password = `heron lamp ${randomUUID()}`;
  const accepted = await browser.post('/auth/invitation/accept', { ...invited.invitation, password });
  const { challenge } = accepted.body;
  const { secret } = (await browser.post('/auth/totp', { challenge })).body;
  const totpSecret = String(secret);
  const confirmed = await browser.post('/auth/totp/confirm', { challenge, code: codeOf(totpSecret) });
  const recoveryCodes = confirmed.body.recoveryCodes as string[];
  return { ...invited, password, totpSecret, recoveryCodes, browser };
}

/** What an authenticator app shows, `steps` of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/** A code that is good, though one of this half minute was used: as if that had been long ago. */
export async function freshCode(owner: Sql, { memberId, totpSecret }: EnrolledMember): Promise<string> {
  await owner.rows('UPDATE mendwork.member_totp SET last_step = 0 WHERE member_id = $1', [memberId]);
  return codeOf(totpSecret);
}

/** Signs an enrolled member in, in a browser of its own. */
export async function signInAgain(app: TestApp, owner: Sql, member: EnrolledMember): Promise<MemberBrowser> {
  const browser = new MemberBrowser(app);
  const { practiceId, email, password } = member;
  const begun = await browser.post('/auth/sign-in', { practiceId, email, password });
  const { challenge } = begun.body;
  const totp = await freshCode(owner, member);
  const done = await browser.post('/auth/second-factor', { practiceId, challenge, totp });
  if (done.status !== 200) throw new Error(`The member did not get in: ${done.code}`);
  return browser;
}
