import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { loadById, loadPages } from '../platform/database/loader.js';
import { Outbox } from '../platform/database/outbox.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import {
  type Connection,
  type Keyset,
  type PageArgs,
  readPage,
  toConnection,
} from '../platform/paging/connection.js';
import type { AssignmentRow } from './assignment.entity.js';
import { type AssignmentState, OPEN_STATES, statesBefore } from './assignment.state.js';
import type {
  Assignment,
  AssignmentResult,
  AssignWorksheetInput,
  AssignWorksheetResult,
} from './assignment.types.js';
import { CircumstancesService } from './circumstances.service.js';
import { GivenWorksheetsService } from './given.service.js';
import { givenWorksheet } from './given.types.js';

/** Dates as text: a local day must not be turned into a moment. */
const COLUMNS = `practice_id, id, client_id, worksheet_id, worksheet_hash, practice_made, circumstances_sealed, assigned_by, state, previous_state,
  due_on::text AS due_on, in_office_only, assigned_at, state_at`;

/** Who has to fill in what, and how far that is. */
@Injectable()
export class AssignmentsService {
  /** An assignment for an edge of another answer; null when there is none for the caller. */
  readonly load: (id: string) => Promise<Assignment | null>;
  private readonly loadPage: (clientId: string, args: PageArgs) => Promise<Connection<Assignment>>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly clients: ClientsService,
    private readonly circumstances: CircumstancesService,
    private readonly given: GivenWorksheetsService,
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {
    this.load = loadById(unitOfWork, (ids) => this.byIds(ids));
    this.loadPage = loadPages(unitOfWork, (ids, args) => this.pagesOfClients(ids, args));
  }

  /** Gives a client the current version of a worksheet to fill in, fitted to what is known now. */
  async assign(input: AssignWorksheetInput): Promise<AssignWorksheetResult> {
    const { practiceId, id: memberId } = requireMember();
    const { idempotencyKey, ...asked } = input;
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('assignWorksheet', idempotencyKey, asked, id);
      if (!claim.first) return this.get(claim.resultId);
      const version = await this.catalogue.find(asked.worksheetId);
      const dataKeyId = await this.clients.dataKeyOf(asked.clientId);
      if (!version || !dataKeyId) throw new Undo<AssignWorksheetResult>(notFound());
      const circumstances = await this.circumstances.gather(asked, version.worksheet);
      if ('__typename' in circumstances) throw new Undo<AssignWorksheetResult>(circumstances);
      const transaction = await this.unitOfWork.current();
      const [row] = await transaction.sql<AssignmentRow>(
        `INSERT INTO mendwork.assignment
           (practice_id, id, client_id, worksheet_id, worksheet_hash, practice_made, assigned_by, state, due_on,
            circumstances_sealed, in_office_only)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'assigned', $8, $9, $10) RETURNING ${COLUMNS}`,
        [
          practiceId,
          id,
          asked.clientId,
          asked.worksheetId,
          version.hash,
          version.practiceMade,
          memberId,
          asked.dueOn ?? null,
          await this.given.seal(id, dataKeyId, circumstances),
          asked.inOfficeOnly ?? false,
        ],
      );
      await this.outbox.add({ topic: 'assignment.assigned', assignmentId: id });
      await this.audit.record({ action: 'assignment.assigned', clientId: asked.clientId, assignmentId: id });
      return present(row as AssignmentRow);
    });
  }

  /** One assignment, read for its own sake: leaves an audit entry. */
  async read(id: string): Promise<AssignmentResult> {
    const assignment = await this.get(id);
    if (assignment.__typename === 'Assignment')
      await this.audit.record({ action: 'assignment.read', clientId: assignment.clientId, assignmentId: id });
    return assignment;
  }

  /** A client's assignments, the newest last. Those of many clients are asked for at once. */
  async pageOfClient(clientId: string, args: PageArgs): Promise<Connection<Assignment>> {
    // Here, so that a page that cannot be is the fault of its own field and of no other that is loaded with it.
    readPage(args);
    return this.loadPage(clientId, args);
  }

  /** The open assignments of a worksheet in other versions than the one named by `hash`, the oldest first. */
  async openInOtherVersions(
    worksheetId: string,
    hash: string,
    args: PageArgs,
  ): Promise<Connection<Assignment>> {
    const { limit, after } = readPage(args);
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<AssignmentRow>(
      `SELECT ${COLUMNS} FROM mendwork.assignment
       WHERE practice_id = $1 AND worksheet_id = $2 AND worksheet_hash <> $3 AND state = ANY($4)
         AND (assigned_at, id) > ($5::timestamptz, $6::uuid)
       ORDER BY assigned_at, id LIMIT $7`,
      [currentTenant().practiceId, worksheetId, hash, OPEN_STATES, after.at, after.id, limit],
    );
    return toConnection(args, rows.map(present), keysetOf);
  }

  /** What a client has still to hand in, the oldest first; at most 100. */
  async openOfClient(clientId: string): Promise<Assignment[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<AssignmentRow>(
      `SELECT ${COLUMNS} FROM mendwork.assignment
       WHERE practice_id = $1 AND client_id = $2 AND state = ANY($3) ORDER BY assigned_at, id LIMIT 100`,
      [currentTenant().practiceId, clientId, OPEN_STATES],
    );
    return rows.map(present);
  }

  /**
   * Moves an assignment on, in the current unit of work, from whichever state allows it.
   * @returns whether it moved: false when it was in no state from which this move is legal
   */
  async move(id: string, to: AssignmentState): Promise<boolean> {
    const transaction = await this.unitOfWork.current();
    const moved = await transaction.sql(
      `UPDATE mendwork.assignment SET previous_state = state, state = $3, state_at = now()
       WHERE practice_id = $1 AND id = $2 AND state = ANY($4) RETURNING id`,
      [currentTenant().practiceId, id, to, statesBefore(to)],
      'assignment-move',
    );
    return moved.length > 0;
  }

  /** Whether there is an assignment by this id for the caller, and it is this client's; locks nothing. */
  async isOf(id: string, clientId: string): Promise<boolean> {
    const found = await this.get(id);
    return found.__typename === 'Assignment' && found.clientId === clientId;
  }

  private async get(id: string): Promise<AssignmentResult> {
    return (isUuid(id) ? await this.load(id) : null) ?? notFound();
  }

  private async pagesOfClients(
    clientIds: readonly string[],
    args: PageArgs,
  ): Promise<Map<string, Connection<Assignment>>> {
    const { limit, after } = readPage(args);
    const transaction = await this.unitOfWork.current();
    // One short walk of the index for each client, which a window over all of their rows would not be. The ids come as
    // JSON, of which Postgres expects the same number whatever it is given: it keeps its plan, where it would make one
    // anew for every array, and under the policies that costs more than the reading.
    const rows = await transaction.sql<AssignmentRow>(
      `SELECT page.* FROM jsonb_array_elements_text($2::jsonb) AS wanted (id) CROSS JOIN LATERAL (
         SELECT ${COLUMNS} FROM mendwork.assignment
         WHERE practice_id = $1 AND client_id = wanted.id::uuid AND (assigned_at, id) > ($3::timestamptz, $4::uuid)
         ORDER BY assigned_at, id LIMIT $5) AS page`,
      [currentTenant().practiceId, JSON.stringify(clientIds), after.at, after.id, limit],
      'assignment-pages',
    );
    const connectionOf = (clientId: string): Connection<Assignment> => {
      const own = rows.filter(({ client_id }) => client_id === clientId);
      return toConnection(args, own.map(present), keysetOf);
    };
    return new Map(clientIds.map((id) => [id, connectionOf(id)]));
  }

  private async byIds(ids: readonly string[]): Promise<Map<string, Assignment>> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<AssignmentRow>(
      `SELECT ${COLUMNS} FROM mendwork.assignment WHERE practice_id = $1 AND id = ANY($2::uuid[])`,
      [currentTenant().practiceId, ids],
      'assignment-by-ids',
    );
    return new Map(rows.map((row) => [row.id, present(row)]));
  }
}

function present(row: AssignmentRow): Assignment {
  return {
    __typename: 'Assignment',
    id: row.id,
    clientId: row.client_id,
    worksheetId: row.worksheet_id,
    given: givenWorksheet(row.id, row),
    state: row.state,
    assignedAt: row.assigned_at,
    dueOn: row.due_on,
    inOfficeOnly: row.in_office_only,
    stateAt: row.state_at,
  };
}

function keysetOf({ assignedAt, id }: Assignment): Keyset {
  return { at: assignedAt, id };
}
