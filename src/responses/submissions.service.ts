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

  /** What was handed in last for an assignment, without an audit entry: as part of an act that leaves one. */
  async latestOf(assignmentId: string): Promise<Submission | undefined> {
    const [submission] = isUuid(assignmentId)
      ? await this.select(
          'submission-latest-of-assignment',
          'AND s.assignment_id = $2 ORDER BY s.revision DESC LIMIT 1',
          [assignmentId],
        )
      : [];
    return submission;
  }

  /** Every revision that was handed in for an assignment, the oldest first. Leaves an audit entry for each. */
  async ofAssignment(assignmentId: string): Promise<Submission[]> {
    return (await this.loadOfAssignment(assignmentId)) ?? [];
  }

  /**
   * Every revision that a client handed in after `since` and up to `until`, the oldest first; of very many the last
   * 200. What was withdrawn is left out. Leaves an audit entry for each.
   */
  async revisionsOfClient(clientId: string, since: Date | null, until: Date): Promise<Submission[]> {
    const submissions = await this.select(
      'submission-revisions-of-client',
      `AND s.client_id = $2 AND s.submitted_at > coalesce($3::timestamptz, '-infinity') AND s.submitted_at <= $4
       AND a.state <> 'withdrawn'
       ORDER BY s.submitted_at DESC, s.revision DESC, s.id DESC LIMIT 200`,
      [clientId, since, until],
    );
    await this.noteReading(submissions);
    return submissions.toReversed();
  }

  /**
   * What a client handed in for some worksheets up to `until`: of each the last `count` assignments in their latest
   * revision, the oldest first. What was withdrawn is left out. Leaves an audit entry for each.
   */
  async lastOfWorksheets(
    clientId: string,
    worksheetIds: readonly string[],
    until: Date,
    count: number,
  ): Promise<Submission[]> {
    const submissions = await this.select(
      'submissions-last-of-worksheets',
      `AND s.client_id = $2 AND s.id IN (
         SELECT last.id FROM jsonb_array_elements_text($3::jsonb) AS wanted (worksheet_id) CROSS JOIN LATERAL (
           SELECT latest.id FROM (
             SELECT DISTINCT ON (own.assignment_id) own.id, own.submitted_at FROM mendwork.submission own
             JOIN mendwork.assignment given ON given.practice_id = own.practice_id AND given.id = own.assignment_id
             WHERE own.practice_id = $1 AND own.client_id = $2 AND own.submitted_at <= $4
               AND given.worksheet_id = wanted.worksheet_id AND given.state <> 'withdrawn'
             ORDER BY own.assignment_id, own.revision DESC) latest
           ORDER BY latest.submitted_at DESC, latest.id DESC LIMIT $5) last)
       ORDER BY s.submitted_at, s.id`,
      [clientId, JSON.stringify(worksheetIds), until, count],
    );
    await this.noteReading(submissions);
    return submissions;
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
