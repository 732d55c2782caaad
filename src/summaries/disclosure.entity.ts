import { EntitySchema } from 'typeorm';

/** What of a client's record left the practice, to whom and why. Never changed: the list is the accounting. */
export interface DisclosureRow {
  practice_id: string;
  id: string;
  client_id: string;
  made_by: string;
  made_at: Date;
  /** Whether the client's written consent allows it, or something else. */
  basis: 'consent' | 'other';
  /** The version of the notice on it that Part 2 asks for; null where Part 2 does not apply. */
  statement: string | null;
  /** `DisclosureDetails`, sealed under the client's key. */
  details_sealed: Buffer;
}

export const DisclosureEntity = new EntitySchema<DisclosureRow>({
  name: 'disclosure',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'disclosure_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'disclosure_pkey' },
    client_id: { type: 'uuid' },
    made_by: { type: 'uuid' },
    made_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    basis: { type: 'text' },
    statement: { type: 'text', nullable: true },
    details_sealed: { type: 'bytea' },
  },
  indices: [{ name: 'disclosure_by_client', columns: ['practice_id', 'client_id', 'made_at', 'id'] }],
  checks: [{ name: 'disclosure_basis_check', expression: `basis IN ('consent', 'other')` }],
  foreignKeys: [
    {
      name: 'disclosure_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'disclosure_made_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'made_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
