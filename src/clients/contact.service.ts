import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { Client } from './client.types.js';
import { ClientsService } from './clients.service.js';
import { allowsMail, type Contact, contactShape } from './contact.js';
import type { SetContactInput, SetContactResult, SharedMailbox } from './contact.types.js';

/** How a client is reached, as it is in force. */
export interface ContactInForce {
  /** Null until the clinic has confirmed one. */
  readonly contact: Contact | null;
  readonly mailAllowed: boolean;
}

const address = z.object({
  email: z
    .email('This is not an e-mail address.')
    .max(254, 'An e-mail address has at most 254 characters.')
    .nullish(),
});
const line = z
  .string()
  .trim()
  .max(500, 'At most 500 characters.')
  .regex(/^[^\p{Control}\p{Surrogate}]*$/u, 'There are characters here that cannot be kept. Type it again.')
  .nullish()
  .transform((text) => text || null);
const typed = contactShape.extend({
  number: line,
  times: line,
  words: contactShape.shape.words.default(null),
  seen: contactShape.shape.seen.default(null),
  persons: z
    .array(
      z.object({
        name: line,
        relation: line,
        phone: line,
        isPartner: z.boolean().nullable().default(null),
        tell: contactShape.shape.persons.element.shape.tell.default(null),
      }),
    )
    .max(5, 'At most 5 persons.')
    .nullish()
    .transform((persons) => persons ?? []),
});

/** $1 practice, $2 client, $3 sealed contact, $4 whether it allows mail, $5 whether the address changes, $6 and $7 to what. */
const PUT_IN_FORCE = `
  UPDATE mendwork.client SET contact_sealed = $3, mail_allowed = $4,
    email_sealed = CASE WHEN $5 THEN $6 ELSE email_sealed END,
    email_lookup = CASE WHEN $5 THEN $7 ELSE email_lookup END
  WHERE practice_id = $1 AND id = $2`;
/** Those who have the mailbox of $2, that client among them, as far as the caller may know. $1 practice. */
const SHARING = `
  SELECT c.id FROM mendwork.client c
  JOIN mendwork.client own ON own.practice_id = c.practice_id AND own.email_lookup = c.email_lookup
  WHERE own.practice_id = $1 AND own.id = $2`;
const NO_MAIL =
  'UPDATE mendwork.client SET mail_allowed = false WHERE practice_id = $1 AND id = ANY($2::uuid[])';

/** The contact that is in force: what the clinic has confirmed or written down itself. */
@Injectable()
export class ContactService {
  /** For an edge of a client. */
  readonly load: (clientId: string) => Promise<ContactInForce | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly clients: ClientsService,
    private readonly audit: AuditService,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.byClients(ids));
  }

  /** Writes down what a client has said to the clinic. */
  async set({ idempotencyKey, ...asked }: SetContactInput): Promise<SetContactResult> {
    const { clientId } = asked;
    const contact: Contact = checkInput(typed, asked.contact);
    return this.unitOfWork.write(async () => {
      if ((await this.clients.dataKeyOf(clientId)) === undefined)
        throw new Undo<SetContactResult>(notFound());
      const claim = await this.idempotency.claim('setContact', idempotencyKey, asked, clientId);
      if (!claim.first) return this.outcome(claim.resultId);
      await this.putInForce(clientId, contact, asked.email);
      await this.audit.record({ action: 'contact.set', clientId });
      return this.outcome(clientId);
    });
  }

  /**
   * Puts a contact in force inside the current unit of work. Where others have the mailbox, none of them gets mail from
   * now on; for mail itself `ContactMailboxesService` asks again, over all of the practice.
   * @param email undefined leaves it as it is, null takes it away
   */
  async putInForce(clientId: string, contact: Contact, email: string | null | undefined): Promise<void> {
    const { practiceId } = currentTenant();
    const { email: to } = checkInput(address, { email });
    const keyId = await this.clients.dataKeyOf(clientId);
    if (keyId === undefined) throw new Error('The client went away within this unit of work.');
    const place = { table: 'client', rowId: clientId };
    const transaction = await this.unitOfWork.current();
    await transaction.sql(PUT_IN_FORCE, [
      practiceId,
      clientId,
      await this.vault.seal(keyId, { ...place, column: 'contact_sealed' }, contact),
      allowsMail(contact),
      to !== undefined,
      to ? await this.vault.seal(keyId, { ...place, column: 'email_sealed' }, to) : null,
      to ? await this.vault.lookupEmail(to) : null,
    ]);
    const sharing = await this.sharing(clientId);
    if (sharing.length > 1) await transaction.sql(NO_MAIL, [practiceId, sharing]);
  }

  /** What the clinic is told when a contact has been put in force. */
  async outcome(clientId: string): Promise<Client | SharedMailbox> {
    const client = await this.clients.load(clientId);
    if (!client) throw new Error('The client went away within this unit of work.');
    if ((await this.sharing(clientId)).length < 2) return client;
    return {
      __typename: 'SharedMailbox',
      message:
        'This was saved. Another client has the same mailbox, so neither of them gets mail. Hand links over in the office, or ask each alone for an address of their own.',
      client,
    };
  }

  private async sharing(clientId: string): Promise<string[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ id: string }>(SHARING, [currentTenant().practiceId, clientId]);
    return rows.map(({ id }) => id);
  }

  private async byClients(ids: readonly string[]): Promise<Map<string, ContactInForce>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<{ id: string; contact_sealed: Buffer | null; mail_allowed: boolean }>(
      'SELECT id, contact_sealed, mail_allowed FROM mendwork.client WHERE practice_id = $1 AND id = ANY($2::uuid[])',
      [currentTenant().practiceId, ids],
      'contact-by-clients',
    );
    const found = new Map<string, ContactInForce>();
    for (const { id, contact_sealed: sealed, mail_allowed: mailAllowed } of rows) {
      const place = { table: 'client', rowId: id, column: 'contact_sealed' };
      found.set(id, { contact: sealed && (await this.vault.open<Contact>(place, sealed)), mailAllowed });
    }
    return found;
  }
}
