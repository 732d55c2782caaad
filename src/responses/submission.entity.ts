import { EntitySchema } from 'typeorm';
import type { Place } from '../platform/vault/vault.service.js';

/** Answers handed in; never changed. */
export interface SubmissionRow {
  practice_id: string;
  id: string;
  assignment_id: string;
  client_id: string;
  /** The n-th submission of its assignment, from 1. */
  revision: number;
  answers_sealed: Buffer;
  submitted_at: Date;
}

/** Where a submission's answers are sealed. */
export function submissionPlace(id: string): Place {
  return { table: 'submission', column: 'answers_sealed', rowId: id };
}

export const SubmissionEntity = new EntitySchema<SubmissionRow>({
  name: 'submission',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'submission_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'submission_pkey' },
    assignment_id: { type: 'uuid' },
    client_id: { type: 'uuid' },
    revision: { type: 'int' },
    answers_sealed: { type: 'bytea' },
    submitted_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'submission_by_client', columns: ['practice_id', 'client_id', 'submitted_at', 'id'] }],
  uniques: [{ name: 'submission_revision_key', columns: ['practice_id', 'assignment_id', 'revision'] }],
  foreignKeys: [
    {
      name: 'submission_assignment_fk',
      target: 'assignment',
      columnNames: ['practice_id', 'assignment_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'submission_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
