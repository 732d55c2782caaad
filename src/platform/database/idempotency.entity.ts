import { EntitySchema } from 'typeorm';

/** The first use of an idempotency key by an actor for an operation. */
export interface IdempotencyRow {
  practice_id: string;
  actor_id: string;
  operation: string;
  key: string;
  request_hash: Buffer;
  result_id: string;
  created_at: Date;
}

export const IdempotencyEntity = new EntitySchema<IdempotencyRow>({
  name: 'idempotency',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'idempotency_pkey' },
    actor_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'idempotency_pkey' },
    operation: { type: 'text', primary: true, primaryKeyConstraintName: 'idempotency_pkey' },
    key: { type: 'text', primary: true, primaryKeyConstraintName: 'idempotency_pkey' },
    request_hash: { type: 'bytea' },
    result_id: { type: 'uuid' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'idempotency_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
