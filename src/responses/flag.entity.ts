import { EntitySchema } from 'typeorm';
import type { FlagLevel } from '../core/worksheet/definition.js';

/** What of a submission needs a clinician's eyes. Written with the submission; no client's transaction reads it. */
export interface FlagRow {
  practice_id: string;
  submission_id: string;
  code: string;
  level: FlagLevel;
  /** The items whose answers raised it. */
  items: string[];
  client_id: string;
  assignment_id: string;
  raised_at: Date;
}

export const FlagEntity = new EntitySchema<FlagRow>({
  name: 'flag',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'flag_pkey' },
    submission_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'flag_pkey' },
    code: { type: 'text', primary: true, primaryKeyConstraintName: 'flag_pkey' },
    level: { type: 'text' },
    items: { type: 'text', array: true },
    client_id: { type: 'uuid' },
    assignment_id: { type: 'uuid' },
    raised_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'flag_by_client', columns: ['practice_id', 'client_id', 'raised_at'] }],
  checks: [{ name: 'flag_level_check', expression: `level IN ('urgent', 'read', 'note')` }],
  foreignKeys: [
    {
      name: 'flag_submission_fk',
      target: 'submission',
      columnNames: ['practice_id', 'submission_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'flag_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'flag_assignment_fk',
      target: 'assignment',
      columnNames: ['practice_id', 'assignment_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
