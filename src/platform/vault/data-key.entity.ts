import { EntitySchema } from 'typeorm';

/** A key that seals what one client (or one couple) writes, wrapped by the practice's key. */
export interface DataKeyRow {
  practice_id: string;
  id: string;
  wrapped_key: Buffer;
  created_at: Date;
}

export const DataKeyEntity = new EntitySchema<DataKeyRow>({
  name: 'data_key',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'data_key_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'data_key_pkey' },
    wrapped_key: { type: 'bytea' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'data_key_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
