import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { Vault } from '../../platform/vault/vault.service.js';
import type { HostPerson } from './host-login.types.js';
import { practiceExists } from '../practice-exists.js';

interface Known {
  id: string;
  state: string;
  same: boolean;
}

/**
 * The member whom the host means. Who comes for the first time becomes a member; name and roles follow the host's word
 * at every call, since the host is the one who knows. Acts in the current unit of work, in the scope of the practice.
 */
@Injectable()
export class HostMembersService {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** @returns the member’s id; undefined where the practice does not exist or the member’s time here is over */
  async admit(person: HostPerson): Promise<string | undefined> {
    if (!(await practiceExists(this.work))) return undefined;
    const subject = await this.vault.mac('host-subject', `${person.issuer}\n${person.subject}`);
    const known = (await this.find(person, subject)) ?? (await this.add(person, subject));
    if (known.state === 'ended') return undefined;
    if (!known.same) await this.follow(person, known.id);
    return known.id;
  }

  private async find({ practiceId, issuer, roles, displayName }: HostPerson, subject: Buffer) {
    const transaction = await this.work.current();
    const [known] = await transaction.sql<Known>(
      `SELECT m.id, m.state, m.display_name = $4 AND m.roles = $5::text[] AS same
       FROM mendwork.host_identity h
       JOIN mendwork.member m ON m.practice_id = h.practice_id AND m.id = h.member_id
       WHERE h.practice_id = $1 AND h.issuer = $2 AND h.subject_lookup = $3`,
      [practiceId, issuer, subject, displayName, roles],
      'host-member-find',
    );
    return known;
  }

  /** Two first requests at a time take turns, so that one person is one member. */
  private async add(person: HostPerson, subject: Buffer): Promise<Known> {
    const { practiceId, issuer, roles, displayName } = person;
    const transaction = await this.work.current();
    await transaction.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `host-identity/${practiceId}/${subject.toString('hex')}`,
    ]);
    const known = await this.find(person, subject);
    if (known) return known;
    const id = uuidv7();
    await transaction.sql(
      'INSERT INTO mendwork.member (practice_id, id, display_name, roles) VALUES ($1, $2, $3, $4)',
      [practiceId, id, displayName, roles],
    );
    await transaction.sql(
      `INSERT INTO mendwork.host_identity (practice_id, issuer, subject_lookup, member_id)
       VALUES ($1, $2, $3, $4)`,
      [practiceId, issuer, subject, id],
    );
    await this.audit.record({ action: 'member.joined_by_host', memberId: id });
    return { id, state: 'active', same: true };
  }

  private async follow({ practiceId, roles, displayName }: HostPerson, id: string): Promise<void> {
    const transaction = await this.work.current();
    await transaction.sql(
      'UPDATE mendwork.member SET display_name = $3, roles = $4 WHERE practice_id = $1 AND id = $2',
      [practiceId, id, displayName, roles],
    );
    await this.audit.record({ action: 'member.changed_by_host', memberId: id, roles });
  }
}
