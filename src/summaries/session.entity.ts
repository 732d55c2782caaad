import { EntitySchema } from 'typeorm';

/** An appointment of one client or one couple, past or to come. */
export interface SessionRow {
  practice_id: string;
  id: string;
  client_id: string | null;
  couple_id: string | null;
  clinician_id: string;
  starts_at: Date;
  created_at: Date;
}

export const SessionEntity = new EntitySchema<SessionRow>({
  name: 'session',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'session_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'session_pkey' },
    client_id: { type: 'uuid', nullable: true },
    couple_id: { type: 'uuid', nullable: true },
    clinician_id: { type: 'uuid' },
    starts_at: { type: 'timestamptz', precision: 3 },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [
    { name: 'session_by_client', columns: ['practice_id', 'client_id', 'starts_at'] },
    { name: 'session_by_couple', columns: ['practice_id', 'couple_id', 'starts_at'] },
    { name: 'session_by_clinician', columns: ['practice_id', 'clinician_id', 'starts_at'] },
  ],
  checks: [{ name: 'session_subject_check', expression: `num_nonnulls(client_id, couple_id) = 1` }],
  foreignKeys: [
    {
      name: 'session_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'session_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'session_couple_fk',
      target: 'couple',
      columnNames: ['practice_id', 'couple_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'session_clinician_fk',
      target: 'member',
      columnNames: ['practice_id', 'clinician_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
