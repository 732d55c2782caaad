import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { SECURE_COOKIES } from '../../platform/http/public-address.js';
import { type MemberActor, requireMember, runAsActor, runAsSystem } from '../actor.js';
import { deviceLabel } from '../device-label.js';
import type { Factor } from '../login-challenges.service.js';
import { hashOfSecret, newSecret } from '../secrets.js';
import { memberActor, type MemberFacts, withMemberFacts } from './member-actors.service.js';
import {
  hasShownEnough,
  MEMBER_SECOND_FACTOR,
  needsSecondFactor,
  type SecondFactorPolicy,
} from './second-factor.js';
import { STEP_UP_MINUTES } from './step-up.js';

const LIFE_HOURS = 12;
const IDLE_MINUTES = 30;

/** A browser in which a member is signed in, as the member is shown it. */
export interface Device {
  readonly id: string;
  /** Browser and system: “Firefox on Windows”. */
  readonly label: string;
  readonly createdAt: Date;
  /** To the minute. */
  readonly seenAt: Date;
  /** The browser that is asking. */
  readonly current: boolean;
}

/** What a browser's cookie holds: the practice, and a secret of which the hash is known. */
interface Brought {
  readonly practiceId: string;
  readonly hash: Buffer;
}

const LIVE = `ended_at IS NULL AND expires_at > now() AND seen_at > now() - interval '${IDLE_MINUTES} minutes'`;

/** $1 practice, $2 hash of the secret. A step-up that is past its time is none, by the database’s clock. */
const FIND = withMemberFacts(`
  SELECT id, member_id, factors, seen_at < now() - interval '1 minute' AS unnoted,
    CASE WHEN stepped_up_at > now() - interval '${STEP_UP_MINUTES} minutes' THEN stepped_up_at END AS stepped_up_at
  FROM mendwork.member_session WHERE practice_id = $1 AND secret_hash = $2 AND ${LIVE}`);

interface Found extends MemberFacts {
  id: string;
  member_id: string;
  factors: Factor[];
  unnoted: boolean;
  stepped_up_at: Date | null;
}

/** Members’ browsers: an opaque secret in a cookie, its hash in Postgres, 12 hours at most, 30 minutes idle. */
@Injectable()
export class MemberSessionsService {
  private readonly cookieName: string;

  constructor(
    private readonly work: LoginWork,
    private readonly audit: AuditService,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
    @Inject(MEMBER_SECOND_FACTOR) private readonly policy: SecondFactorPolicy,
  ) {
    this.cookieName = secure ? '__Host-member' : 'member';
  }

  /**
   * Starts a session in the current unit of work, and ends the one that the browser brought: nobody goes on under an id
   * from before. What was shown just now counts as shown again.
   * @param shownAt when the factors were shown, in seconds since 1970, where somebody else saw it; null where that is
   *   not known. Left out: just now
   * @returns the complete Set-Cookie value; undefined where the member is not of the practice, or no longer
   */
  async start(
    memberId: string,
    factors: readonly Factor[],
    request: Pick<HttpRequest, 'headers' | 'cookies'>,
    shownAt: number | null = Infinity,
  ): Promise<string | undefined> {
    const { practiceId } = currentTenant();
    const secret = newSecret();
    const transaction = await this.work.current();
    const brought = this.broughtBy(request.cookies);
    if (brought?.practiceId === practiceId) await this.endBrought(brought);
    const [started] = await transaction.sql<{ id: string }>(
      `INSERT INTO mendwork.member_session
         (practice_id, id, secret_hash, member_id, label, factors, stepped_up_at, expires_at)
       SELECT practice_id, $3, $4, id, $5, $6,
         CASE WHEN $7::float8 IS NOT NULL THEN least(now(), to_timestamp($7::float8)) END,
         now() + interval '${LIFE_HOURS} hours'
       FROM mendwork.member WHERE practice_id = $1 AND id = $2 AND state = 'active' RETURNING id`,
      [
        practiceId,
        memberId,
        uuidv7(),
        hashOfSecret(secret),
        deviceLabel(request.headers['user-agent']),
        factors,
        shownAt,
      ],
    );
    if (!started) return undefined;
    await this.audit.record({ action: 'member_session.started', memberId, sessionId: started.id });
    return this.cookie(`${practiceId}.${secret}`, `Max-Age=${LIFE_HOURS * 3600}`);
  }

  /**
   * The member whose browser sent `cookies`, as they are at this moment. One statement finds both; a second notes the
   * use, once a minute at most. Nobody who has become one of those who must show two factors, and has shown one.
   */
  async find(cookies: Readonly<Record<string, string>>, requestId: string): Promise<MemberActor | undefined> {
    const brought = this.broughtBy(cookies);
    if (!brought) return undefined;
    const { practiceId, hash } = brought;
    return runAsSystem(practiceId, requestId, () => this.work.write(() => this.use(practiceId, hash)));
  }

  /** The caller’s browsers, the latest first. */
  async list(): Promise<Device[]> {
    const member = requireMember();
    const own = sessionOf(member);
    const transaction = await this.work.current();
    const rows = await transaction.sql<{ id: string; label: string; created_at: Date; seen_at: Date }>(
      `SELECT id, label, created_at, seen_at FROM mendwork.member_session
       WHERE practice_id = $1 AND member_id = $2 AND ${LIVE} ORDER BY seen_at DESC, id`,
      [member.practiceId, member.id],
    );
    return rows.map(({ id, label, created_at, seen_at }) => ({
      id,
      label,
      createdAt: created_at,
      seenAt: seen_at,
      current: id === own,
    }));
  }

  /** Ends one of the caller’s browsers. What is no browser of theirs is passed over: no answer tells of it. */
  async end(sessionId: string): Promise<void> {
    if (!isUuid(sessionId)) return;
    const member = requireMember();
    await this.endWhere(member, 'id = $3', [sessionId]);
  }

  /** Ends all of the caller’s browsers, this one too. */
  async endAll(): Promise<void> {
    await this.endAllOf(requireMember().id);
  }

  /** Ends a member’s browsers, but for `keep`. */
  async endAllOf(memberId: string, keep: string | null = null): Promise<void> {
    await this.endWhere({ practiceId: currentTenant().practiceId, id: memberId }, 'id IS DISTINCT FROM $3', [
      keep,
    ]);
  }

  /** Ends the session that a browser brought, if there is one. */
  async leave(cookies: Readonly<Record<string, string>>, requestId: string): Promise<void> {
    const member = await this.find(cookies, requestId);
    if (member)
      await runAsActor(member, requestId, () => this.work.write(() => this.end(sessionOf(member) ?? '')));
  }

  /** Notes that a factor was shown again in the caller’s browser. */
  async stepUp(factor: Factor): Promise<void> {
    const member = requireMember();
    const transaction = await this.work.current();
    await transaction.sql(
      `UPDATE mendwork.member_session SET stepped_up_at = now(),
         factors = CASE WHEN $4 = ANY (factors) THEN factors ELSE array_append(factors, $4) END
       WHERE practice_id = $1 AND member_id = $2 AND id = $3 AND ended_at IS NULL`,
      [member.practiceId, member.id, sessionOf(member), factor],
    );
    await this.audit.record({ action: 'member.stepped_up', memberId: member.id });
  }

  /** The Set-Cookie value that clears the browser’s cookie. */
  cleared(): string {
    return this.cookie('', 'Max-Age=0');
  }

  private async use(practiceId: string, hash: Buffer): Promise<MemberActor | undefined> {
    const transaction = await this.work.current();
    const [found] = await transaction.sql<Found>(FIND, [practiceId, hash], 'member-session-find');
    if (!found || !hasShownEnough(found.factors, needsSecondFactor(found.roles, this.policy)))
      return undefined;
    const { id: sessionId, member_id, unnoted, stepped_up_at } = found;
    if (unnoted)
      await transaction.sql(
        'UPDATE mendwork.member_session SET seen_at = now() WHERE practice_id = $1 AND id = $2',
        [practiceId, sessionId],
        'member-session-use',
      );
    const credential = { kind: 'session', sessionId, steppedUpAt: stepped_up_at } as const;
    return memberActor(practiceId, member_id, credential, found);
  }

  private async endWhere(
    { practiceId, id }: Pick<MemberActor, 'practiceId' | 'id'>,
    which: string,
    values: unknown[],
  ): Promise<void> {
    const transaction = await this.work.current();
    const ended = await transaction.sql<{ id: string }>(
      `UPDATE mendwork.member_session SET ended_at = now()
       WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL AND ${which} RETURNING id`,
      [practiceId, id, ...values],
    );
    for (const session of ended)
      await this.audit.record({ action: 'member_session.ended', memberId: id, sessionId: session.id });
  }

  private async endBrought({ practiceId, hash }: Brought): Promise<void> {
    const transaction = await this.work.current();
    const [ended] = await transaction.sql<{ id: string; member_id: string }>(
      `UPDATE mendwork.member_session SET ended_at = now()
       WHERE practice_id = $1 AND secret_hash = $2 AND ended_at IS NULL RETURNING id, member_id`,
      [practiceId, hash],
    );
    if (ended)
      await this.audit.record({
        action: 'member_session.ended',
        memberId: ended.member_id,
        sessionId: ended.id,
      });
  }

  private broughtBy(cookies: Readonly<Record<string, string>>): Brought | undefined {
    const [practiceId = '', secret = ''] = (cookies[this.cookieName] ?? '').split('.');
    if (!isUuid(practiceId) || secret === '') return undefined;
    // In one form: what is counted by practice must not be begun anew by another way of writing it.
    return { practiceId: practiceId.toLowerCase(), hash: hashOfSecret(secret) };
  }

  private cookie(value: string, life: string): string {
    const secure = this.secure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; ${life}; HttpOnly; SameSite=Lax${secure}`;
  }
}

/** The session that a member is calling by; null for a program. */
export function sessionOf({ credential }: MemberActor): string | null {
  return credential.kind === 'session' ? credential.sessionId : null;
}
