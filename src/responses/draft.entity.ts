import { EntitySchema } from 'typeorm';

/** Answers not yet handed in, sealed as one document. */
export interface DraftRow {
  practice_id: string;
  assignment_id: string;
  client_id: string;
  revision: number;
  answers_sealed: Buffer;
  saved_at: Date;
}

export const DraftEntity = new EntitySchema<DraftRow>({
  name: 'draft',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'draft_pkey' },
    assignment_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'draft_pkey' },
    client_id: { type: 'uuid' },
    revision: { type: 'int' },
    answers_sealed: { type: 'bytea' },
    saved_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'draft_assignment_fk',
      target: 'assignment',
      columnNames: ['practice_id', 'assignment_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'draft_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
