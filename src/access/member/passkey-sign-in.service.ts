import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { runAsSystem } from '../actor.js';
import { LoginChallenges } from '../login-challenges.service.js';
import { LoginLimits } from '../login-limits.service.js';
import { practiceExists } from '../practice-exists.js';
import { MemberSessionsService } from './member-sessions.service.js';
import { MemberPasskeysService } from './passkeys.service.js';
import type { PasskeyOptions } from './passkeys.types.js';

/** Signing a member in by a passkey, which is both factors at once, or as the second factor after a password. */
@Injectable()
export class PasskeySignInService {
  constructor(
    private readonly work: LoginWork,
    private readonly limits: LoginLimits,
    private readonly challenges: LoginChallenges,
    private readonly passkeys: MemberPasskeysService,
    private readonly sessions: MemberSessionsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Begins it. Whose passkeys there are is told to nobody who has not shown the password.
   * @param secondFactor a log-in that waits for its second factor: only that member’s passkeys will do
   * @returns undefined for no practice of ours and for a log-in that is over
   * @throws PublicError TOO_MANY_REQUESTS by place or practice
   */
  async begin(
    asked: { readonly practiceId: string; readonly secondFactor: string | undefined },
    request: HttpRequest,
  ): Promise<PasskeyOptions<PublicKeyCredentialRequestOptionsJSON> | undefined> {
    const { practiceId, secondFactor } = asked;
    await this.limits.byPlace(practiceId, request.ip);
    return runAsSystem(practiceId, request.id, () =>
      this.work.write(async () => {
        if (!(await practiceExists(this.work))) return undefined;
        if (secondFactor === undefined) return this.passkeys.begin('passkey_sign_in');
        const begun = await this.challenges.look(secondFactor, 'second_factor');
        return begun?.memberId ? this.passkeys.begin('passkey_sign_in', begun.memberId) : undefined;
      }),
    );
  }

  /**
   * Ends it. The challenge is spent, whatever comes of it.
   * @returns a complete Set-Cookie value; undefined for everything that is wrong
   * @throws PublicError TOO_MANY_REQUESTS by place or practice
   */
  async finish(
    shown: { readonly practiceId: string; readonly challenge: string; readonly response?: unknown },
    request: HttpRequest,
  ): Promise<string | undefined> {
    const { practiceId, challenge, response } = shown;
    await this.limits.byPlace(practiceId, request.ip);
    return runAsSystem(practiceId, request.id, () =>
      this.work.write(async () => {
        if (!(await practiceExists(this.work))) return undefined;
        const memberId = await this.passkeys.show(challenge, 'passkey_sign_in', response);
        const cookie = memberId && (await this.sessions.start(memberId, ['passkey'], request));
        if (!cookie) await this.audit.record({ action: 'member_sign_in.failed', memberId: memberId ?? null });
        return cookie;
      }),
    );
  }
}
