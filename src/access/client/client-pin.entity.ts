import { EntitySchema } from 'typeorm';

/** A client’s PIN, as its argon2id hash: opens a session that was left, on the same browser. */
export interface ClientPinRow {
  practice_id: string;
  client_id: string;
  hash: string;
  set_at: Date;
}

export const ClientPinEntity = new EntitySchema<ClientPinRow>({
  name: 'client_pin',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_pin_pkey' },
    client_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_pin_pkey' },
    hash: { type: 'text' },
    set_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'client_pin_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
