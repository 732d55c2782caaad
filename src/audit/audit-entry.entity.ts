import { EntitySchema } from 'typeorm';

/** One act or one reading, chained by hash to the one before it in the same practice. */
export interface AuditEntryRow {
  practice_id: string;
  /** From 1, without gaps. */
  seq: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  request_id: string;
  action: string;
  client_id: string | null;
  detail: Record<string, unknown>;
  /** SHA-256 over the entry before and this entry's content. */
  hash: Buffer;
}

export const AuditEntryEntity = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'audit_entry_pkey' },
    seq: { type: 'bigint', primary: true, primaryKeyConstraintName: 'audit_entry_pkey' },
    at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    actor_kind: { type: 'text' },
    actor_id: { type: 'uuid' },
    request_id: { type: 'text' },
    action: { type: 'text' },
    client_id: { type: 'uuid', nullable: true },
    detail: { type: 'jsonb' },
    hash: { type: 'bytea' },
  },
  indices: [{ name: 'audit_entry_by_client', columns: ['practice_id', 'client_id', 'seq'] }],
  foreignKeys: [
    {
      name: 'audit_entry_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});

/** Where a practice's chain ends: the last number and hash, locked while an entry is added. */
export interface AuditHeadRow {
  practice_id: string;
  seq: string;
  hash: Buffer;
}

export const AuditHeadEntity = new EntitySchema<AuditHeadRow>({
  name: 'audit_head',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'audit_head_pkey' },
    seq: { type: 'bigint', default: 0 },
    hash: { type: 'bytea' },
  },
  foreignKeys: [
    {
      name: 'audit_head_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
