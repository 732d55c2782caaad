import { EntitySchema } from 'typeorm';

/** What a practice has recorded of how it works. Never changed: the newest of a kind stands. */
export interface PracticePolicyRow {
  practice_id: string;
  id: string;
  kind: 'risk_protocol' | 'secrets_policy';
  /** By kind, as in `policy.types.ts`. */
  body: object;
  recorded_by: string;
  recorded_at: Date;
}

export const PracticePolicyEntity = new EntitySchema<PracticePolicyRow>({
  name: 'practice_policy',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'practice_policy_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'practice_policy_pkey' },
    kind: { type: 'text' },
    body: { type: 'jsonb' },
    recorded_by: { type: 'uuid' },
    recorded_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'practice_policy_newest', columns: ['practice_id', 'kind', 'recorded_at', 'id'] }],
  checks: [{ name: 'practice_policy_kind_check', expression: `kind IN ('risk_protocol', 'secrets_policy')` }],
  foreignKeys: [
    {
      name: 'practice_policy_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'practice_policy_recorded_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'recorded_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
