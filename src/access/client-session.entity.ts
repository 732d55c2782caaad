import { EntitySchema } from 'typeorm';

/** A client's signed-in browser. */
export interface ClientSessionRow {
  practice_id: string;
  /** SHA-256 of the random half of the cookie. */
  id_hash: Buffer;
  client_id: string;
  seen_at: Date;
  expires_at: Date;
  created_at: Date;
}

export const ClientSessionEntity = new EntitySchema<ClientSessionRow>({
  name: 'client_session',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_session_pkey' },
    id_hash: { type: 'bytea', primary: true, primaryKeyConstraintName: 'client_session_pkey' },
    client_id: { type: 'uuid' },
    seen_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    expires_at: { type: 'timestamptz', precision: 3 },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'client_session_by_client', columns: ['practice_id', 'client_id'] }],
  foreignKeys: [
    {
      name: 'client_session_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
