import { EntitySchema } from 'typeorm';

/** Something that has to happen after the commit of its transaction. */
export interface OutboxRow {
  practice_id: string;
  id: string;
  topic: string;
  ids: Record<string, string>;
  created_at: Date;
}

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'outbox_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'outbox_pkey' },
    topic: { type: 'text' },
    ids: { type: 'jsonb' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'outbox_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
