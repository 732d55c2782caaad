import { EntitySchema } from 'typeorm';

/** A passkey of a client’s (WebAuthn). */
export interface ClientPasskeyRow {
  practice_id: string;
  id: string;
  client_id: string;
  credential_id: Buffer;
  /** COSE key. */
  public_key: Buffer;
  /** The authenticator’s own count; one that goes back tells of a copy. */
  counter: string;
  transports: string[];
  /** How its owner tells it from others. */
  label: string;
  created_at: Date;
  used_at: Date | null;
}

export const ClientPasskeyEntity = new EntitySchema<ClientPasskeyRow>({
  name: 'client_passkey',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_passkey_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_passkey_pkey' },
    client_id: { type: 'uuid' },
    credential_id: { type: 'bytea' },
    public_key: { type: 'bytea' },
    counter: { type: 'bigint' },
    transports: { type: 'text', array: true },
    label: { type: 'text' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    used_at: { type: 'timestamptz', precision: 3, nullable: true },
  },
  indices: [{ name: 'client_passkey_by_client', columns: ['practice_id', 'client_id'] }],
  uniques: [{ name: 'client_passkey_credential_key', columns: ['practice_id', 'credential_id'] }],
  foreignKeys: [
    {
      name: 'client_passkey_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
