import { Injectable } from '@nestjs/common';
import { type Contact, allowsNotices } from './contact.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Vault } from '../platform/vault/vault.service.js';

/** A mailbox that one client alone has, and where mail is safe as far as the clinic has confirmed. */
export interface SafeMailbox {
  readonly clientId: string;
  readonly address: string;
}

interface Candidate {
  id: string;
  email_sealed: Buffer;
  mail_allowed: boolean;
}

interface Addressee {
  email_lookup: Buffer | null;
  contact_sealed: Buffer | null;
}

/** $1 practice, $2 keyed hash of an address. Two rows are as bad as a hundred. */
const OF_ADDRESS = `
  SELECT id, email_sealed, mail_allowed FROM mendwork.client
  WHERE practice_id = $1 AND email_lookup = $2 LIMIT 2`;
const LOOKUP = 'SELECT email_lookup, contact_sealed FROM mendwork.client WHERE practice_id = $1 AND id = $2';

/**
 * The one place that says where mail may go (45 CFR 164.522(b); DECISIONS 8): to an address that exactly one client of
 * the practice has, if that client’s contact allows mail. Ask anew before every mail, in the scope of the practice:
 * whoever sees less of the practice than all of it would not see that a mailbox is shared.
 */
@Injectable()
export class ContactMailboxesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
  ) {}

  /** The mailbox behind a keyed hash (`Vault.lookupEmail`); undefined where none is safe, whatever the reason. */
  async ofAddress(lookup: Buffer): Promise<SafeMailbox | undefined> {
    const transaction = await this.unitOfWork.current();
    const [client, ...others] = await transaction.sql<Candidate>(OF_ADDRESS, [
      currentTenant().practiceId,
      lookup,
    ]);
    if (!client?.mail_allowed || others.length > 0) return undefined;
    const place = { table: 'client', rowId: client.id, column: 'email_sealed' };
    return { clientId: client.id, address: await this.vault.open<string>(place, client.email_sealed) };
  }

  /** The mailbox of one client; undefined where none is safe, whatever the reason. */
  async ofClient(clientId: string): Promise<SafeMailbox | undefined> {
    const client = await this.find(clientId);
    return client?.email_lookup ? this.ofAddress(client.email_lookup) : undefined;
  }

  /** The same for what the client has not just asked for (`allowsNotices`). */
  async ofClientForNotice(clientId: string): Promise<SafeMailbox | undefined> {
    const sealed = (await this.find(clientId))?.contact_sealed;
    if (!sealed) return undefined;
    const place = { table: 'client', rowId: clientId, column: 'contact_sealed' };
    const contact = await this.vault.open<Contact>(place, sealed);
    return allowsNotices(contact) ? this.ofClient(clientId) : undefined;
  }

  private async find(clientId: string): Promise<Addressee | undefined> {
    const transaction = await this.unitOfWork.current();
    const [client] = await transaction.sql<Addressee>(LOOKUP, [currentTenant().practiceId, clientId]);
    return client;
  }
}
