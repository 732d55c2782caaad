import { Injectable } from '@nestjs/common';
import { stringify as uuidOf, validate as isUuid } from 'uuid';
import { LoginWork } from '../platform/database/login-work.js';
import { currentTenant } from '../platform/database/tenant.js';
import { open, seal, type SealedPlace } from '../platform/vault/seal.js';
import { Vault } from '../platform/vault/vault.service.js';
import { hashOfSecret, newSecret } from './secrets.js';

/** Tries at one challenge. Then it dies; the account does not, so nobody can be locked out from outside. */
const MAX_TRIES = 5;

/** What a challenge is the beginning of, and for how many minutes it can be gone on with. */
const MINUTES = {
  second_factor: 5,
  enrolment: 15,
  passkey_sign_in: 5,
  passkey_registration: 5,
  step_up: 5,
  host_sign_in: 10,
} as const;
export type ChallengeKind = keyof typeof MINUTES;

/** How somebody has shown who they are. */
export type Factor = 'password' | 'totp' | 'passkey' | 'recovery_code' | 'host';

export interface NewChallenge {
  readonly kind: ChallengeKind;
  /** Whose log-in it is, where that is known. */
  readonly memberId?: string;
  readonly clientId?: string;
  /** Shown so far. */
  readonly factors?: readonly Factor[];
  /** JSON that the next step needs; it is sealed, and opened by the challenge alone. */
  readonly payload?: unknown;
}

/** A log-in that has begun. */
export interface Challenge {
  /** The row’s id. It lets nobody go on. */
  readonly id: string;
  readonly memberId: string | null;
  readonly clientId: string | null;
  readonly factors: readonly Factor[];
  /** As given to `open`; undefined where nothing was. The caller knows the type that it put there. */
  readonly payload: unknown;
}

interface Row {
  member_id: string | null;
  client_id: string | null;
  factors: Factor[];
  payload_sealed: Buffer | null;
}

const LIVE = `practice_id = $1 AND id = $2 AND kind = $3
  AND ended_at IS NULL AND expires_at > now() AND failed_tries < ${MAX_TRIES}`;
const ROW = 'member_id, client_id, factors, payload_sealed';

/**
 * The practice that a challenge belongs to, to take its scope before the challenge is looked at.
 * @returns undefined for what is no challenge
 */
export function practiceOfChallenge(challenge: string): string | undefined {
  const [practiceId = '', secret = ''] = challenge.split('.');
  return isUuid(practiceId) && /^[\w-]{43}$/.test(secret) ? practiceId.toLowerCase() : undefined;
}

/**
 * Log-ins that have begun and wait for their next step. What is handed out is `<practice>.<secret>`; kept is only what
 * follows from it, so that whoever reads the table can go on with nothing. Each call acts in the current unit of work,
 * in the scope of the practice. Lifetimes are judged by the database’s clock.
 */
@Injectable()
export class LoginChallenges {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
  ) {}

  /** Begins one. @returns the challenge to hand out */
  async open({ kind, memberId, clientId, factors = [], payload }: NewChallenge): Promise<string> {
    const { practiceId } = currentTenant();
    const challenge = `${practiceId}.${newSecret()}`;
    const transaction = await this.work.current();
    await transaction.sql(
      `INSERT INTO mendwork.login_challenge (practice_id, id, kind, member_id, client_id, factors, payload_sealed, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8))`,
      [
        practiceId,
        idOf(challenge),
        kind,
        memberId ?? null,
        clientId ?? null,
        factors,
        payload === undefined ? null : await this.sealPayload(challenge, payload),
        MINUTES[kind],
      ],
    );
    return challenge;
  }

  /** The challenge if it can be gone on with. Looking changes nothing. */
  look(challenge: string, kind: ChallengeKind): Promise<Challenge | undefined> {
    return this.ask(challenge, kind, `SELECT ${ROW} FROM mendwork.login_challenge WHERE ${LIVE}`);
  }

  /**
   * Counts a try before it is judged; the caller ends the challenge with `end` when it was a good one, and commits in
   * either case. Tries that come at a time take turns.
   * @returns undefined when it is over, unknown, or out of tries
   */
  attempt(challenge: string, kind: ChallengeKind): Promise<Challenge | undefined> {
    return this.ask(
      challenge,
      kind,
      `UPDATE mendwork.login_challenge SET failed_tries = failed_tries + 1 WHERE ${LIVE} RETURNING ${ROW}`,
    );
  }

  /** Uses the challenge up, whatever comes of it. Of any number at a time one gets it. */
  spend(challenge: string, kind: ChallengeKind): Promise<Challenge | undefined> {
    return this.ask(
      challenge,
      kind,
      `UPDATE mendwork.login_challenge SET ended_at = now() WHERE ${LIVE} RETURNING ${ROW}`,
    );
  }

  /** Ends one that was gone on with. @returns false where another was quicker: then nothing may come of it */
  async end({ id }: Pick<Challenge, 'id'>): Promise<boolean> {
    const transaction = await this.work.current();
    const ended = await transaction.sql(
      `UPDATE mendwork.login_challenge SET ended_at = now()
       WHERE practice_id = $1 AND id = $2 AND ended_at IS NULL RETURNING id`,
      [currentTenant().practiceId, id],
    );
    return ended.length > 0;
  }

  /** Ends all that a member has begun anywhere. */
  async endAllOf(memberId: string): Promise<void> {
    const transaction = await this.work.current();
    await transaction.sql(
      'UPDATE mendwork.login_challenge SET ended_at = now() WHERE practice_id = $1 AND member_id = $2 AND ended_at IS NULL',
      [currentTenant().practiceId, memberId],
    );
  }

  private async ask(challenge: string, kind: ChallengeKind, text: string): Promise<Challenge | undefined> {
    const { practiceId } = currentTenant();
    if (practiceOfChallenge(challenge) !== practiceId) return undefined;
    const id = idOf(challenge);
    const transaction = await this.work.current();
    const [row] = await transaction.sql<Row>(text, [practiceId, id, kind]);
    if (!row) return undefined;
    const payload = row.payload_sealed ? await this.openPayload(challenge, row.payload_sealed) : undefined;
    return { id, memberId: row.member_id, clientId: row.client_id, factors: row.factors, payload };
  }

  private async sealPayload(challenge: string, payload: unknown): Promise<Buffer> {
    const plain = Buffer.from(JSON.stringify(payload));
    return seal(await this.payloadKey(challenge), idOf(challenge), placeOf(challenge), plain);
  }

  private async openPayload(challenge: string, sealed: Buffer): Promise<unknown> {
    return JSON.parse(
      open(await this.payloadKey(challenge), placeOf(challenge), sealed).toString(),
    ) as unknown;
  }

  /** Follows from what was handed out and is kept nowhere. */
  private payloadKey(challenge: string): Promise<Buffer> {
    return this.vault.mac('login-challenge-payload', challenge);
  }
}

/** A UUID of version 8 (RFC 9562, 5.8) out of the challenge’s hash: known again, not usable. */
function idOf(challenge: string): string {
  const bytes = hashOfSecret(challenge).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(bytes);
}

function placeOf(challenge: string): SealedPlace {
  return {
    practiceId: currentTenant().practiceId,
    table: 'login_challenge',
    column: 'payload_sealed',
    rowId: idOf(challenge),
  };
}
