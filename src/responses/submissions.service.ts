import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { type GivenColumns, givenWorksheet } from '../assignments/given.types.js';
import { AuditService } from '../audit/audit.service.js';
import type { Answers } from '../core/worksheet/answers.js';
import { loadById } from '../platform/database/loader.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound, type NotFound } from '../platform/graphql/expected-failures.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { Submission } from './response.types.js';
import { type SubmissionRow, submissionPlace } from './submission.entity.js';

type ReadRow = SubmissionRow & GivenColumns;

const SELECT = `
  SELECT s.*, a.worksheet_hash, a.practice_made, a.circumstances_sealed FROM mendwork.submission s
  JOIN mendwork.assignment a ON a.practice_id = s.practice_id AND a.id = s.assignment_id
  WHERE s.practice_id = $1`;

/** What was handed in; never changed. */
@Injectable()
export class SubmissionsService {
  private readonly loadOfAssignment: (assignmentId: string) => Promise<Submission[] | null>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {
    this.loadOfAssignment = loadById(unitOfWork, (ids) => this.byAssignments(ids));
  }

  /** One submission, read for its own sake: leaves an audit entry. */
  async read(id: string): Promise<Submission | NotFound> {
    const submission = await this.get(id);
    if (submission.__typename === 'Submission') await this.noteReading([submission]);
    return submission;
  }

  /** One submission, without an audit entry: for the author, or as part of a greater act that leaves one. */
  async get(id: string): Promise<Submission | NotFound> {
    const [submission] = isUuid(id) ? await this.select('submission-by-id', 'AND s.id = $2', [id]) : [];
    return submission ?? notFound();
  }

  /** Every revision that was handed in for an assignment, the oldest first. Leaves an audit entry for each. */
  async ofAssignment(assignmentId: string): Promise<Submission[]> {
    return (await this.loadOfAssignment(assignmentId)) ?? [];
  }

  /**
   * What a client handed in after `since` and up to `until`, the latest revision of each assignment, the oldest first.
   * Leaves an audit entry for each.
   */
  async ofClient(clientId: string, since: Date | null, until: Date): Promise<Submission[]> {
    const submissions = await this.select(
      'submissions-of-client',
      `AND s.client_id = $2 AND s.submitted_at > coalesce($3::timestamptz, '-infinity') AND s.submitted_at <= $4
       AND NOT EXISTS (
         SELECT 1 FROM mendwork.submission later
         WHERE later.practice_id = s.practice_id AND later.assignment_id = s.assignment_id
           AND later.revision > s.revision AND later.submitted_at <= $4)
       ORDER BY s.submitted_at, s.id LIMIT 100`,
      [clientId, since, until],
    );
    await this.noteReading(submissions);
    return submissions;
  }

  /** How many worksheets a client had handed in by `until`. */
  async countOfClient(clientId: string, until: Date): Promise<number> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<{ count: number }>(
      `SELECT count(DISTINCT assignment_id)::int AS count FROM mendwork.submission
       WHERE practice_id = $1 AND client_id = $2 AND submitted_at <= $3`,
      [currentTenant().practiceId, clientId, until],
    );
    return row?.count ?? 0;
  }

  private async byAssignments(ids: readonly string[]): Promise<Map<string, Submission[]>> {
    const submissions = await this.select(
      'submissions-by-assignments',
      'AND s.assignment_id = ANY($2::uuid[]) ORDER BY s.revision',
      [ids],
    );
    await this.noteReading(submissions);
    const found = new Map<string, Submission[]>();
    for (const one of submissions) found.set(one.assignmentId, [...(found.get(one.assignmentId) ?? []), one]);
    return found;
  }

  /** @param name prepares the statement: planning it anew under the policies costs as much as running it */
  private async select(name: string, condition: string, values: readonly unknown[]): Promise<Submission[]> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<ReadRow>(
      `${SELECT} ${condition}`,
      [currentTenant().practiceId, ...values],
      name,
    );
    return Promise.all(rows.map((row) => this.open(row)));
  }

  private async open(row: ReadRow): Promise<Submission> {
    return {
      __typename: 'Submission',
      id: row.id,
      assignmentId: row.assignment_id,
      clientId: row.client_id,
      revision: row.revision,
      submittedAt: row.submitted_at,
      given: givenWorksheet(row.assignment_id, row),
      answers: await this.vault.open<Answers>(submissionPlace(row.id), row.answers_sealed),
    };
  }

  private async noteReading(submissions: readonly Submission[]): Promise<void> {
    for (const { id, clientId, assignmentId } of submissions)
      await this.audit.record({ action: 'submission.read', clientId, assignmentId, submissionId: id });
  }
}
