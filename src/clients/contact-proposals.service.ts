import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { requireClient, requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import type { Answers } from '../core/worksheet/answers.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { type Place, Vault } from '../platform/vault/vault.service.js';
import { CONTACT_WORKSHEET, contactIn } from './contact-answers.js';
import type { Contact } from './contact.js';
import type { ContactProposalRow } from './contact-proposal.entity.js';
import { ContactService } from './contact.service.js';
import type {
  ConfirmContactInput,
  ConfirmContactResult,
  ContactProposal,
  ContactProposalClosed,
  DeclineContactInput,
  DeclineContactResult,
} from './contact.types.js';

const REPLACE = `
  UPDATE mendwork.contact_proposal SET state = 'replaced', decided_at = now()
  WHERE practice_id = $1 AND client_id = $2 AND state = 'proposed'`;
const PROPOSE = `
  INSERT INTO mendwork.contact_proposal (practice_id, id, client_id, contact_sealed, state)
  VALUES ($1, $2, $3, $4, 'proposed')`;
const OPEN = `
  SELECT * FROM mendwork.contact_proposal WHERE practice_id = $1 AND state = 'proposed'
  ORDER BY proposed_at, id LIMIT 100`;
const ONE = 'SELECT * FROM mendwork.contact_proposal WHERE practice_id = $1 AND id = $2';
/** Decided once: of two members at a time one finds it open. $3 the new state, $4 the member. */
const DECIDE = `
  UPDATE mendwork.contact_proposal SET state = $3, decided_by = $4, decided_at = now()
  WHERE practice_id = $1 AND id = $2 AND state = 'proposed' RETURNING id`;

/** What clients ask for about how they are reached. It takes effect when the clinic confirms it (DECISIONS 8). */
@Injectable()
export class ContactProposalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly contacts: ContactService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Proposes what the signed-in client has handed in, in the transaction of the submission; the newest proposal
   * replaces those before. Does nothing for a worksheet, or answers, that say nothing of contact.
   * @param keyId the client’s data key
   */
  async proposeFrom(worksheetId: string, answers: Answers, keyId: string): Promise<void> {
    const client = requireClient();
    const contact = worksheetId === CONTACT_WORKSHEET ? contactIn(answers) : undefined;
    if (!contact) return;
    const id = uuidv7();
    const transaction = await this.unitOfWork.current();
    await transaction.sql(REPLACE, [client.practiceId, client.id]);
    const sealed = await this.vault.seal(keyId, placeOf(id), contact);
    await transaction.sql(PROPOSE, [client.practiceId, id, client.id, sealed]);
    await this.audit.record({ action: 'contact.proposed', clientId: client.id, proposalId: id });
  }

  /** What waits for a decision, the oldest first; at most 100. */
  async open(): Promise<ContactProposal[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<ContactProposalRow>(OPEN, [currentTenant().practiceId]);
    const proposals = await Promise.all(rows.map((row) => this.present(row)));
    await this.audit.record({ action: 'contact_proposals.listed', count: proposals.length });
    return proposals;
  }

  /** Puts a proposal in force as it stands, with the address for mail where one is given. */
  async confirm({ idempotencyKey, ...asked }: ConfirmContactInput): Promise<ConfirmContactResult> {
    return this.unitOfWork.write(async () => {
      const row = await this.find(asked.proposalId);
      if (!row) throw new Undo<ConfirmContactResult>(notFound());
      const claim = await this.idempotency.claim('confirmContact', idempotencyKey, asked, row.id);
      if (claim.first) {
        if (!(await this.decide(row, 'confirmed'))) throw new Undo<ConfirmContactResult>(closed());
        const { contact } = await this.present(row);
        await this.contacts.putInForce(row.client_id, contact, asked.email);
      }
      return this.contacts.outcome(row.client_id);
    });
  }

  /** Leaves what is in force as it is. */
  async decline({ idempotencyKey, ...asked }: DeclineContactInput): Promise<DeclineContactResult> {
    return this.unitOfWork.write(async () => {
      const row = await this.find(asked.proposalId);
      if (!row) throw new Undo<DeclineContactResult>(notFound());
      const claim = await this.idempotency.claim('declineContact', idempotencyKey, asked, row.id);
      if (claim.first && !(await this.decide(row, 'declined')))
        throw new Undo<DeclineContactResult>(closed());
      return this.present(row);
    });
  }

  private async decide(
    { id, client_id: clientId }: ContactProposalRow,
    state: 'confirmed' | 'declined',
  ): Promise<boolean> {
    const member = requireMember();
    const transaction = await this.unitOfWork.current();
    const [decided] = await transaction.sql(DECIDE, [member.practiceId, id, state, member.id]);
    if (decided) await this.audit.record({ action: `contact.${state}`, clientId, proposalId: id });
    return decided !== undefined;
  }

  private async find(id: string): Promise<ContactProposalRow | undefined> {
    if (!isUuid(id)) return undefined;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<ContactProposalRow>(ONE, [currentTenant().practiceId, id]);
    return row;
  }

  private async present(row: ContactProposalRow): Promise<ContactProposal> {
    return {
      __typename: 'ContactProposal',
      id: row.id,
      clientId: row.client_id,
      proposedAt: row.proposed_at,
      contact: await this.vault.open<Contact>(placeOf(row.id), row.contact_sealed),
    };
  }
}

function placeOf(id: string): Place {
  return { table: 'contact_proposal', column: 'contact_sealed', rowId: id };
}

function closed(): ContactProposalClosed {
  return {
    __typename: 'ContactProposalClosed',
    message: 'This proposal was decided before, or the client has sent a newer one. Load the list again.',
  };
}
