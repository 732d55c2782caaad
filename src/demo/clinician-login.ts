import { randomBytes, randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { type MemberActor, runAsActor, runAsSystem } from '../access/actor.js';
import { AccessTokensService } from '../access/member/access-tokens.service.js';
import { MemberAcceptanceService } from '../access/member/member-acceptance.service.js';
import { MemberEnrolmentService } from '../access/member/member-enrolment.service.js';
import { MemberSessionsService } from '../access/member/member-sessions.service.js';
import { LoginWork } from '../platform/database/login-work.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import type { DemonstrationPractice } from './history.js';

/** How the demonstration’s clinician signs in. Printed at every start, so it protects nothing. */
export interface ClinicianLogIn {
  readonly email: string;
  readonly password: string;
  /** Base32. */
  readonly totpSecret: string;
  /** The same for an authenticator app. */
  readonly totpUri: string;
}

const TOKEN_LABEL = 'Demonstration';
/** So old is the code that the invitation is accepted with. A code is good once; the one on the app’s screen stays good. */
const CODE_AGE_MS = 25_000;

/** Accepts the clinician's invitation as a person would: with a password, and an authenticator app as second factor. */
export async function acceptInvitation(
  app: INestApplicationContext,
  email: string,
  { practiceId, memberId, invitation: address }: DemonstrationPractice,
): Promise<ClinicianLogIn> {
  const url = new URL(address);
  const invitation = url.pathname.split('/').at(-1) ?? '';
  const password = randomBytes(12).toString('base64url');
  const step = await app
    .get(MemberAcceptanceService)
    .accept({ practiceId, invitation, secret: url.hash.slice(1) }, password, atTheTerminal());
  if (step?.next !== 'enrol') throw new Error('The demonstration’s clinician could not sign in.');
  const enrolment = app.get(MemberEnrolmentService);
  const { secret, uri } = await enrolment.offerTotp(atTheTerminal(), step.challenge);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() - CODE_AGE_MS,
  });
  await enrolment.confirmTotp(atTheTerminal(), step.challenge, code);
  // Nobody sits at this one; it would stand in the list of devices.
  await runAsSystem(practiceId, randomUUID(), () =>
    app.get(LoginWork).write(() => app.get(MemberSessionsService).endAllOf(memberId)),
  );
  return { email, password, totpSecret: secret, totpUri: uri };
}

/** A token for GraphQL that lives for a day; those of earlier starts end. */
export async function newAccessToken(app: INestApplicationContext, member: MemberActor): Promise<string> {
  const tokens = app.get(AccessTokensService);
  return runAsActor(member, randomUUID(), async () => {
    for (const { id, label } of await tokens.list(member.id))
      if (label === TOKEN_LABEL) await tokens.end(member.id, id);
    const asked = { label: TOKEN_LABEL, scopes: ['read', 'write'], days: 1 };
    return (await tokens.create(member.id, asked)).token;
  });
}

/** A request of somebody who sits at the machine itself. */
function atTheTerminal(): HttpRequest {
  return {
    id: randomUUID(),
    ip: '127.0.0.1',
    method: 'POST',
    url: '/',
    headers: {},
    cookies: {},
    body: undefined,
  };
}
