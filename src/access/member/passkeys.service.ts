import { Inject, Injectable } from '@nestjs/common';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { LoginChallenges } from '../login-challenges.service.js';
import {
  counterAfter,
  credentialIdIn,
  type KnownPasskey,
  optionsToEnrol,
  optionsToSignIn,
  passkeyIn,
  type Site,
  siteOf,
} from '../webauthn.js';
import type { EnrolledPasskey, Passkey, PasskeyOptions } from './passkeys.types.js';

/** Passkeys that a member may have. */
const MOST = 20;

/** What a passkey can be shown for. */
export type PasskeyUse = 'passkey_sign_in' | 'step_up';

interface Row {
  id: string;
  member_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: string;
  transports: string[];
  label: string;
  created_at: Date;
  used_at: Date | null;
}

/**
 * Members’ passkeys (WebAuthn). Each knows its owner by finger, face or PIN, so that it is both factors at once. All
 * acts happen in the current unit of work, in the scope of the practice.
 */
@Injectable()
export class MemberPasskeysService {
  private readonly site: Site;

  constructor(
    private readonly work: LoginWork,
    private readonly challenges: LoginChallenges,
    private readonly audit: AuditService,
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
  ) {
    this.site = siteOf(publicAddress);
  }

  /**
   * Begins showing a passkey.
   * @param memberId whose passkeys will do. Name one only to who has shown already that they are this member: the
   *   options tell which passkeys there are
   */
  async begin(
    use: PasskeyUse,
    memberId?: string,
  ): Promise<PasskeyOptions<PublicKeyCredentialRequestOptionsJSON>> {
    const known = memberId === undefined ? [] : (await this.rows(memberId)).map(knownIn);
    const options = await optionsToSignIn(this.site, known);
    const challenge = await this.challenges.open({
      kind: use,
      payload: options.challenge,
      ...(memberId !== undefined && { memberId }),
    });
    return { challenge, options };
  }

  /**
   * The member whose passkey `response` was made with. The challenge is spent, whatever comes of it.
   * @returns undefined for everything that is wrong
   */
  async show(challenge: string, use: PasskeyUse, response: unknown): Promise<string | undefined> {
    const begun = await this.challenges.spend(challenge, use);
    const row = begun && (await this.rowOf(credentialIdIn(response)));
    if (!row || (begun.memberId !== null && begun.memberId !== row.member_id)) return undefined;
    const counter = await counterAfter(this.site, String(begun.payload), response, knownIn(row));
    return counter === undefined || !(await this.count(row, counter)) ? undefined : row.member_id;
  }

  /** Begins making a passkey for a member. */
  async beginEnrolment(memberId: string): Promise<PasskeyOptions<PublicKeyCredentialCreationOptionsJSON>> {
    const transaction = await this.work.current();
    const [owner] = await transaction.sql<{ display_name: string; practice: string }>(
      `SELECT m.display_name, p.name AS practice FROM mendwork.member m
       JOIN mendwork.practice p ON p.id = m.practice_id WHERE m.practice_id = $1 AND m.id = $2`,
      [currentTenant().practiceId, memberId],
    );
    if (!owner) throw new Error('There is no such member.');
    const known = (await this.rows(memberId)).map(knownIn);
    const { practice, display_name: name } = owner;
    const options = await optionsToEnrol(this.site, practice, { id: memberId, name }, known);
    const challenge = await this.challenges.open({
      kind: 'passkey_registration',
      memberId,
      payload: options.challenge,
    });
    return { challenge, options };
  }

  /** Keeps the passkey that a browser made for this member’s own challenge, which is spent by it. */
  async enrol(
    memberId: string,
    challenge: string,
    response: unknown,
    label: string,
  ): Promise<EnrolledPasskey> {
    const begun = await this.challenges.spend(challenge, 'passkey_registration');
    if (begun?.memberId !== memberId) return { ok: false, reason: 'refused' };
    const made = await passkeyIn(this.site, String(begun.payload), response);
    if (!made) return { ok: false, reason: 'refused' };
    if ((await this.rows(memberId)).length >= MOST) return { ok: false, reason: 'too_many' };
    const transaction = await this.work.current();
    const [row] = await transaction.sql<Row>(
      `INSERT INTO mendwork.member_passkey
         (practice_id, id, member_id, credential_id, public_key, counter, transports, label)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT ON CONSTRAINT member_passkey_credential_key DO NOTHING RETURNING *`,
      [
        currentTenant().practiceId,
        uuidv7(),
        memberId,
        made.credentialId,
        made.publicKey,
        made.counter,
        made.transports,
        label,
      ],
    );
    if (!row) return { ok: false, reason: 'known' };
    await this.audit.record({ action: 'member_passkey.added', memberId, passkeyId: row.id });
    return { ok: true, passkey: shown(row) };
  }

  /** A member’s passkeys, oldest first. */
  async list(memberId: string): Promise<readonly Passkey[]> {
    return (await this.rows(memberId)).map(shown);
  }

  /**
   * Removes one passkey of a member’s. Whether the member can do without it is the caller’s to ask first.
   * @returns false where the member has no such passkey; a foreign one is as good as none
   */
  async remove(memberId: string, passkeyId: string): Promise<boolean> {
    if (!isUuid(passkeyId)) return false;
    const transaction = await this.work.current();
    const removed = await transaction.sql(
      'DELETE FROM mendwork.member_passkey WHERE practice_id = $1 AND member_id = $2 AND id = $3 RETURNING id',
      [currentTenant().practiceId, memberId, passkeyId],
    );
    if (removed.length === 0) return false;
    await this.audit.record({ action: 'member_passkey.removed', memberId, passkeyId });
    return true;
  }

  /** Of two responses with one count, one is good; where an authenticator does not count, it says 0 each time. */
  private async count({ id }: Row, counter: number): Promise<boolean> {
    const transaction = await this.work.current();
    const counted = await transaction.sql(
      `UPDATE mendwork.member_passkey SET counter = $3, used_at = now()
       WHERE practice_id = $1 AND id = $2 AND (counter < $3 OR (counter = 0 AND $3 = 0)) RETURNING id`,
      [currentTenant().practiceId, id, counter],
    );
    return counted.length > 0;
  }

  private async rowOf(credentialId: Buffer | undefined): Promise<Row | undefined> {
    if (credentialId === undefined) return undefined;
    const transaction = await this.work.current();
    const [row] = await transaction.sql<Row>(
      'SELECT * FROM mendwork.member_passkey WHERE practice_id = $1 AND credential_id = $2',
      [currentTenant().practiceId, credentialId],
    );
    return row;
  }

  private async rows(memberId: string): Promise<Row[]> {
    const transaction = await this.work.current();
    return transaction.sql<Row>(
      'SELECT * FROM mendwork.member_passkey WHERE practice_id = $1 AND member_id = $2 ORDER BY id',
      [currentTenant().practiceId, memberId],
    );
  }
}

function knownIn(row: Row): KnownPasskey {
  return {
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
  };
}

function shown({ id, label, created_at, used_at }: Row): Passkey {
  return { id, label, createdAt: created_at, usedAt: used_at };
}
