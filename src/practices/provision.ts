import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../access/actor.js';
import { INVITATION_DAYS, INVITATION_SECRET, invitationUrl } from '../access/member/invitation-address.js';
import { hashOfSecret } from '../access/secrets.js';
import { checkInput } from '../platform/errors/check-input.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { EMAIL_LOOKUP, emailInNormalForm, macUnder, newDataKey } from '../platform/vault/practice-key.js';
import { seal } from '../platform/vault/seal.js';
import { embedOriginList } from './embed-origins.js';

export interface NewPractice {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly paper: 'LETTER' | 'A4';
  readonly members: readonly FirstMember[];
  /** Where browsers reach the product, for the invitations: an origin with the host’s prefix, without a slash at the end. */
  readonly publicAddress?: string;
  /** Origins of the sites that may show clients’ pages in a frame; none unless told. */
  readonly embedOrigins?: readonly string[];
}

/** A member that a practice begins with. */
export interface FirstMember {
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** For who signs in with us, by an invitation. Without it a member comes by the host’s log-in alone. */
  readonly email?: string;
}

/** What was made. Lists stand in the order of the members given. */
export interface ProvisionedPractice {
  readonly practiceId: string;
  readonly memberIds: string[];
  /**
   * Each invitation’s address, good once and for seven days; null for a member without e-mail. Whoever has it gets in:
   * hand it over in person, nothing is mailed.
   */
  readonly invitations: (string | null)[];
}

/** The practice that is being made, on the owner's connection. */
interface Making {
  readonly owner: Client;
  readonly practiceId: string;
  readonly practiceKey: Buffer;
  readonly publicAddress: string;
}

/**
 * Makes a practice with its key, its audit chain and its members. An operator's act: it runs as the tables' owner,
 * since the application's role cannot make practices.
 * @throws PublicError BAD_INPUT for a site that is none
 */
export async function provisionPractice(
  ownerUrl: string,
  keys: KeyProvider,
  practice: NewPractice,
): Promise<ProvisionedPractice> {
  const embedOrigins = checkInput(embedOriginList, practice.embedOrigins ?? []);
  const practiceId = uuidv7();
  const practiceKey = randomBytes(32);
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  const making = { owner, practiceId, practiceKey, publicAddress: practice.publicAddress ?? '' };
  const memberIds: string[] = [];
  const invitations: (string | null)[] = [];
  try {
    await owner.query('BEGIN');
    // The policies are forced on the owner as well.
    await owner.query(`SELECT set_config('mendwork.practice_id', $1, true)`, [practiceId]);
    await owner.query(
      `INSERT INTO mendwork.practice (id, name, time_zone, paper, wrapped_key, embed_origins)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        practiceId,
        practice.name,
        practice.timeZone,
        practice.paper,
        await keys.wrap(practiceKey, practiceId),
        embedOrigins,
      ],
    );
    // The chain begins with what can be known later, so that its first entry can be checked like all others.
    await owner.query('INSERT INTO mendwork.audit_head (practice_id, hash) VALUES ($1, $2)', [
      practiceId,
      createHash('sha256').update(practiceId).digest(),
    ]);
    for (const member of practice.members) {
      const memberId = uuidv7();
      memberIds.push(memberId);
      invitations.push(await addMember(making, memberId, member));
    }
    await owner.query('COMMIT');
  } finally {
    await owner.end();
  }
  return { practiceId, memberIds, invitations };
}

/** @returns the address of the member's invitation, if there is one */
async function addMember(making: Making, memberId: string, member: FirstMember): Promise<string | null> {
  const { owner, practiceId } = making;
  if (member.email === undefined) {
    await owner.query(
      'INSERT INTO mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $2, $3, $4)',
      [practiceId, memberId, member.displayName, member.roles],
    );
    return null;
  }
  const { keyId, sealed, lookup } = await sealEmail(making, memberId, member.email);
  await owner.query(
    `INSERT INTO mendwork.member (practice_id, id, display_name, roles, data_key_id, email_sealed, email_lookup, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited')`,
    [practiceId, memberId, member.displayName, member.roles, keyId, sealed, lookup],
  );
  return inviteMember(making, memberId);
}

/** As `Vault` does it in the product: a data key of the member's own, and a keyed hash to look the address up by. */
async function sealEmail(
  { owner, practiceId, practiceKey }: Making,
  memberId: string,
  email: string,
): Promise<{ keyId: string; sealed: Buffer; lookup: Buffer }> {
  const keyId = uuidv7();
  const { key, wrapped } = newDataKey(practiceKey, practiceId, keyId);
  await owner.query('INSERT INTO mendwork.data_key (practice_id, id, wrapped_key) VALUES ($1, $2, $3)', [
    practiceId,
    keyId,
    wrapped,
  ]);
  const place = { practiceId, table: 'member', column: 'email_sealed', rowId: memberId };
  return {
    keyId,
    sealed: seal(key, keyId, place, Buffer.from(JSON.stringify(email.trim()))),
    lookup: macUnder(practiceKey, EMAIL_LOOKUP, emailInNormalForm(email)),
  };
}

/** As `MemberInvitationsService` does it in the product. */
async function inviteMember(
  { owner, practiceId, practiceKey, publicAddress }: Making,
  memberId: string,
): Promise<string> {
  const id = uuidv7();
  const secret = macUnder(practiceKey, INVITATION_SECRET, id).toString('base64url');
  await owner.query(
    `INSERT INTO mendwork.member_invitation (practice_id, id, secret_hash, member_id, expires_at)
     VALUES ($1, $2, $3, $4, now() + interval '${INVITATION_DAYS} days')`,
    [practiceId, id, hashOfSecret(secret), memberId],
  );
  return invitationUrl(publicAddress, { practiceId, id, secret });
}
