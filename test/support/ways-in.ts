import { v7 as uuidv7 } from 'uuid';
import type { Sql } from './sql.js';
import type { World } from './world.js';

/** The ids of rows that were put in, by table; those of a client are the first partner’s and then the second’s. */
export type WaysIn = Readonly<Record<WayIn, readonly [string, string]>>;
type WayIn = 'member_passkey' | 'member_session' | 'access_token' | 'client_passkey' | 'break_glass';

const twoIds = (): [string, string] => [uuidv7(), uuidv7()];
const SECRET = `decode(md5(random()::text), 'hex')`;
const SOON = `now() + interval '1 hour'`;
const COLLEAGUE = '01900000-0000-7000-8000-00000000ca11';

/**
 * Puts one row of everything into a practice that signing in and looking over each other’s shoulders leave behind: two of
 * what members have, one of a colleague who is made here, and one for each partner of what clients have. The proofs
 * themselves are noise, so that nobody gets in by them.
 */
export async function fillWaysIn(
  owner: Sql,
  { practiceId, memberId, coupleSessionId, a, b }: World,
): Promise<WaysIn> {
  const fill = (table: string, columns: string, values: string): Promise<unknown> =>
    owner.rows(`INSERT INTO mendwork.${table} (practice_id, ${columns}) VALUES ('${practiceId}', ${values})`);
  await fill('member', 'id, display_name, roles', `'${COLLEAGUE}', 'A Colleague', '{clinician}'`);
  const members = [memberId, COLLEAGUE];
  const clients = [a.clientId, b.clientId];
  const ids = {
    member_passkey: twoIds(),
    member_session: twoIds(),
    access_token: twoIds(),
    client_passkey: twoIds(),
    break_glass: twoIds(),
  } as const;
  const passkey = `${SECRET}, ${SECRET}, 0, '{internal}', 'Key'`;
  for (const [n, member] of members.entries()) {
    await fill('member_password', 'member_id, hash', `'${member}', 'noise'`);
    await fill('member_totp', 'member_id, secret_sealed', `'${member}', ${SECRET}`);
    await fill(
      'member_passkey',
      'id, member_id, credential_id, public_key, counter, transports, label',
      `'${ids.member_passkey[n]}', '${member}', ${passkey}`,
    );
    await fill('member_recovery_code', 'member_id, code_mac', `'${member}', ${SECRET}`);
    await fill(
      'member_session',
      'id, secret_hash, member_id, label, factors, expires_at',
      `'${ids.member_session[n]}', ${SECRET}, '${member}', 'A browser', '{password}', ${SOON}`,
    );
    await fill(
      'access_token',
      'id, secret_hash, member_id, label, scopes, expires_at',
      `'${ids.access_token[n]}', ${SECRET}, '${member}', 'A program', '{read}', ${SOON}`,
    );
    await fill(
      'member_invitation',
      'id, secret_hash, member_id, expires_at',
      `'${uuidv7()}', ${SECRET}, '${member}', ${SOON}`,
    );
    await fill('host_identity', 'issuer, subject_lookup, member_id', `'host', ${SECRET}, '${member}'`);
  }
  for (const [n, client] of clients.entries()) {
    await fill('client_pin', 'client_id, hash', `'${client}', 'noise'`);
    await fill(
      'client_passkey',
      'id, client_id, credential_id, public_key, counter, transports, label',
      `'${ids.client_passkey[n]}', '${client}', ${passkey}`,
    );
    await fill(
      'contact_proposal',
      'id, client_id, contact_sealed, state',
      `'${uuidv7()}', '${client}', ${SECRET}, 'replaced'`,
    );
    await fill(
      'break_glass',
      'id, member_id, client_id, reason_sealed, expires_at, ended_at',
      `'${ids.break_glass[n]}', '${COLLEAGUE}', '${client}', ${SECRET}, ${SOON}, now()`,
    );
  }
  for (const client of clients) {
    await fill(
      'genogram_layout',
      'client_id, moves_sealed, revision, moved_by',
      `'${client}', ${SECRET}, 1, '${memberId}'`,
    );
    await fill(
      'disclosure',
      'id, client_id, made_by, basis, details_sealed',
      `'${uuidv7()}', '${client}', '${memberId}', 'consent', ${SECRET}`,
    );
    await fill(
      'prepared_print',
      'session_id, client_id, paper, content_mac, bytes_sealed, made_for, made_at, expires_at',
      `'${coupleSessionId}', '${client}', 'A4', ${SECRET}, ${SECRET}, '${memberId}', now(), ${SOON}`,
    );
  }
  await fill('login_challenge', 'id, kind, expires_at', `'${uuidv7()}', 'passkey_sign_in', ${SOON}`);
  await fill('client_link_request', 'id, email_lookup', `'${uuidv7()}', ${SECRET}`);
  return ids;
}
