import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../access/actor.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';

export interface NewPractice {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly paper: 'LETTER' | 'A4';
  readonly members: readonly { readonly displayName: string; readonly roles: readonly Role[] }[];
}

/**
 * Makes a practice with its key, its audit chain and its members. An operator's act: it runs as the tables' owner,
 * since the application's role cannot make practices.
 * @returns the practice's id and the members', in the order given
 */
export async function provisionPractice(
  ownerUrl: string,
  keys: KeyProvider,
  practice: NewPractice,
): Promise<{ practiceId: string; memberIds: string[] }> {
  const practiceId = uuidv7();
  const memberIds = practice.members.map(() => uuidv7());
  const wrapped = await keys.wrap(randomBytes(32), practiceId);
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('BEGIN');
    // The policies are forced on the owner as well.
    await owner.query(`SELECT set_config('mendwork.practice_id', $1, true)`, [practiceId]);
    await owner.query(
      'INSERT INTO mendwork.practice (id, name, time_zone, paper, wrapped_key) VALUES ($1, $2, $3, $4, $5)',
      [practiceId, practice.name, practice.timeZone, practice.paper, wrapped],
    );
    // The chain begins with what can be known later, so that its first entry can be checked like all others.
    await owner.query('INSERT INTO mendwork.audit_head (practice_id, hash) VALUES ($1, $2)', [
      practiceId,
      createHash('sha256').update(practiceId).digest(),
    ]);
    for (const [index, member] of practice.members.entries())
      await owner.query(
        'INSERT INTO mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $2, $3, $4)',
        [practiceId, memberIds[index], member.displayName, member.roles],
      );
    await owner.query('COMMIT');
  } finally {
    await owner.end();
  }
  return { practiceId, memberIds };
}
