import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { checkInput } from '../../platform/errors/check-input.js';
import { PublicError } from '../../platform/errors/problem.js';
import { type MemberActor, runAsSystem, type TokenScope } from '../actor.js';
import { hashOfSecret, newSecret } from '../secrets.js';
import { type AccessToken, type CreatedAccessToken, newAccessToken } from './access-tokens.types.js';
import { memberActor, type MemberFacts, withMemberFacts } from './member-actors.service.js';

/** Tokens that a member may have at a time. */
const MOST = 20;
/** The practice stands in clear, so that looking a token up is scoped as well; the secret is 256 bit. */
const FORMAT = /^mwt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{43})$/;

interface Found extends MemberFacts {
  id: string;
  member_id: string;
  scopes: TokenScope[];
  unnoted: boolean;
}

const FIND = withMemberFacts(
  `SELECT id, member_id, scopes, used_at IS NULL OR used_at < now() - interval '1 minute' AS unnoted
   FROM mendwork.access_token
   WHERE practice_id = $1 AND secret_hash = $2 AND ended_at IS NULL AND expires_at > now()`,
);

/** Members’ personal access tokens: one header signs a program in as the member, within the token’s scopes. */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly work: LoginWork,
    private readonly audit: AuditService,
  ) {}

  /**
   * The member whom `bearer` speaks for. One statement finds both; a second notes the use, once a minute at most.
   * @param bearer what stands behind `Bearer` in the header
   * @returns undefined for what is no token, is ended or past its time, or whose member is one no longer
   */
  async find(bearer: string, requestId: string): Promise<MemberActor | undefined> {
    const [, ...parts] = FORMAT.exec(bearer) ?? [];
    const secret = parts.pop();
    const practiceId = parts.join('-');
    if (secret === undefined || !isUuid(practiceId)) return undefined;
    return runAsSystem(practiceId, requestId, () => this.work.write(() => this.use(practiceId, secret)));
  }

  /**
   * Makes a token for a member of the practice in scope.
   * @param asked unchecked: see `newAccessToken`
   * @throws PublicError BAD_INPUT for input that is not as it should be, and for a token too many
   */
  async create(memberId: string, asked: unknown): Promise<CreatedAccessToken> {
    const { label, scopes, days } = checkInput(newAccessToken, asked);
    const { practiceId } = currentTenant();
    const [id, secret] = [uuidv7(), newSecret()];
    return this.work.write(async () => {
      if ((await this.live(memberId)).length >= MOST)
        throw new PublicError('BAD_INPUT', `You have ${MOST} tokens. End one that is not needed first.`);
      const transaction = await this.work.current();
      const [made] = await transaction.sql<{ expires_at: Date }>(
        `INSERT INTO mendwork.access_token (practice_id, id, secret_hash, member_id, label, scopes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)) RETURNING expires_at`,
        [practiceId, id, hashOfSecret(secret), memberId, label, [...new Set(scopes)], days],
      );
      await this.audit.record({ action: 'access_token.created', memberId, tokenId: id });
      const token = `mwt_${practiceId.replaceAll('-', '')}_${secret}`;
      return { id, token, expiresAt: made?.expires_at as Date };
    });
  }

  /** A member’s tokens that are neither ended nor past their time, newest first. */
  async list(memberId: string): Promise<readonly AccessToken[]> {
    return this.work.write(() => this.live(memberId));
  }

  /**
   * Ends one token of a member’s.
   * @returns false where the member has no such token; a foreign one is as good as none
   */
  async end(memberId: string, tokenId: string): Promise<boolean> {
    if (!isUuid(tokenId)) return false;
    return this.work.write(async () => {
      const transaction = await this.work.current();
      const ended = await transaction.sql(
        `UPDATE mendwork.access_token SET ended_at = now()
         WHERE practice_id = $1 AND member_id = $2 AND id = $3 AND ended_at IS NULL RETURNING id`,
        [currentTenant().practiceId, memberId, tokenId],
      );
      if (ended.length > 0) await this.audit.record({ action: 'access_token.ended', memberId, tokenId });
      return ended.length > 0;
    });
  }

  private async use(practiceId: string, secret: string): Promise<MemberActor | undefined> {
    const transaction = await this.work.current();
    const [found] = await transaction.sql<Found>(
      FIND,
      [practiceId, hashOfSecret(secret)],
      'access-token-find',
    );
    if (!found) return undefined;
    const { id: tokenId, member_id, scopes, unnoted } = found;
    if (unnoted)
      await transaction.sql(
        'UPDATE mendwork.access_token SET used_at = now() WHERE practice_id = $1 AND id = $2',
        [practiceId, tokenId],
        'access-token-use',
      );
    return memberActor(practiceId, member_id, { kind: 'access_token', tokenId, scopes }, found);
  }

  private async live(memberId: string): Promise<AccessToken[]> {
    const transaction = await this.work.current();
    const rows = await transaction.sql<{
      id: string;
      label: string;
      scopes: TokenScope[];
      created_at: Date;
      used_at: Date | null;
      expires_at: Date;
    }>(
      `SELECT id, label, scopes, created_at, used_at, expires_at FROM mendwork.access_token
       WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL AND expires_at > now()
       ORDER BY id DESC`,
      [currentTenant().practiceId, memberId],
    );
    return rows.map(({ created_at, used_at, expires_at, ...row }) => ({
      ...row,
      createdAt: created_at,
      usedAt: used_at,
      expiresAt: expires_at,
    }));
  }
}
