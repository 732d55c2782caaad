import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { type Connection, type PageArgs, readPage, toConnection } from '../platform/paging/connection.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { ClientRow } from './client.entity.js';
import type { Client, ClientResult, CreateClientInput, CreateClientResult } from './client.types.js';

const newClient = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Give the client’s name.')
    .max(200, 'A name has at most 200 characters.')
    // Control characters and halves of characters: nobody types them, and not every reader gets past them.
    .regex(/^[^\p{Control}\p{Surrogate}]*$/u, 'The name has characters that cannot be kept. Type it again.'),
  code: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,20}$/, 'A code has 2 to 20 letters, digits and dashes.')
    .nullish(),
  email: z
    .email('This is not an e-mail address.')
    .max(254, 'An e-mail address has at most 254 characters.')
    .nullish(),
});

/** Without the letters and digits that are mistaken for each other when read out. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** The practice's clients. Names and contact are sealed under each client's own key. */
@Injectable()
export class ClientsService {
  /** A client for an edge of another answer; null when there is none for the caller. */
  readonly load: (id: string) => Promise<Client | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.byIds(ids));
  }

  /** Takes a client into the practice; the caller becomes the primary clinician. */
  async create(input: CreateClientInput): Promise<CreateClientResult> {
    const { id: memberId, practiceId } = requireMember();
    const { idempotencyKey, ...asked } = input;
    const { name, code, email } = checkInput(newClient, asked);
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('createClient', idempotencyKey, asked, id);
      if (!claim.first) return this.get(claim.resultId) as Promise<Client>;
      // First, since without this tie the new client may be beyond the caller's reach; the reference waits for COMMIT.
      const transaction = await this.unitOfWork.current();
      await transaction.sql(
        `INSERT INTO mendwork.care_team (practice_id, client_id, member_id, tie) VALUES ($1, $2, $3, 'primary')`,
        [practiceId, id, memberId],
      );
      const keyId = await this.vault.createDataKey();
      const place = { table: 'client', rowId: id };
      const [made] = await transaction.sql<ClientRow>(
        `INSERT INTO mendwork.client (practice_id, id, code, data_key_id, name_sealed, email_sealed, email_lookup)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (practice_id, code) DO NOTHING RETURNING *`,
        [
          practiceId,
          id,
          code ?? newCode(),
          keyId,
          await this.vault.seal(keyId, { ...place, column: 'name_sealed' }, name),
          email ? await this.vault.seal(keyId, { ...place, column: 'email_sealed' }, email) : null,
          email ? await this.vault.lookupEmail(email) : null,
        ],
      );
      if (!made)
        throw new Undo<CreateClientResult>({
          __typename: 'CodeTaken',
          message: 'Another client has this code. Choose another, or leave it out to have one made.',
        });
      await this.audit.record({ action: 'client.created', clientId: id });
      return this.open(made);
    });
  }

  /** One client, read for its own sake: leaves an audit entry. */
  async read(id: string): Promise<ClientResult> {
    const client = await this.get(id);
    if (!client) return notFound();
    await this.audit.record({ action: 'client.read', clientId: id });
    return client;
  }

  /** The practice's clients in the order in which they came, or those with one e-mail address. */
  async page(args: PageArgs, email?: string | null): Promise<Connection<Client>> {
    const { limit, after } = readPage(args);
    const lookup = email ? await this.vault.lookupEmail(email) : null;
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<ClientRow>(
      `SELECT * FROM mendwork.client
       WHERE practice_id = $1 AND ($2::bytea IS NULL OR email_lookup = $2)
         AND (created_at, id) > ($3::timestamptz, $4::uuid)
       ORDER BY created_at, id LIMIT $5`,
      [currentTenant().practiceId, lookup, after.at, after.id, limit],
      'client-page',
    );
    const clients = await Promise.all(rows.map((row) => this.open(row)));
    await this.audit.record({ action: 'clients.listed', count: Math.min(rows.length, args.first) });
    return toConnection(args, clients, ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  /** The key that a client's values are sealed with; undefined when there is no such client for the caller. */
  async dataKeyOf(id: string): Promise<string | undefined> {
    if (!isUuid(id)) return undefined;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<Pick<ClientRow, 'data_key_id'>>(
      'SELECT data_key_id FROM mendwork.client WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, id],
      'client-key',
    );
    return row?.data_key_id;
  }

  /** Whether there is a client by this id for the caller; locks nothing. */
  async exists(id: string): Promise<boolean> {
    return (await this.get(id)) !== null;
  }

  private async get(id: string): Promise<Client | null> {
    return isUuid(id) ? this.load(id) : null;
  }

  private async byIds(ids: readonly string[]): Promise<Map<string, Client>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<ClientRow>(
      'SELECT * FROM mendwork.client WHERE practice_id = $1 AND id = ANY($2::uuid[])',
      [currentTenant().practiceId, ids],
      'client-by-ids',
    );
    const clients = await Promise.all(rows.map((row) => this.open(row)));
    return new Map(clients.map((client) => [client.id, client]));
  }

  private async open(row: ClientRow): Promise<Client> {
    const place = { table: 'client', rowId: row.id };
    return {
      __typename: 'Client',
      id: row.id,
      code: row.code,
      name: await this.vault.open<string>({ ...place, column: 'name_sealed' }, row.name_sealed),
      email:
        row.email_sealed &&
        (await this.vault.open<string>({ ...place, column: 'email_sealed' }, row.email_sealed)),
      createdAt: row.created_at,
    };
  }
}

function newCode(): string {
  return `C-${Array.from({ length: 5 }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')}`;
}
