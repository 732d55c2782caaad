import { EntitySchema } from 'typeorm';

/** The person in care. */
export interface ClientRow {
  practice_id: string;
  id: string;
  /** How PDFs and lists name the client: an office code, never a name. */
  code: string;
  data_key_id: string;
  name_sealed: Buffer;
  email_sealed: Buffer | null;
  email_lookup: Buffer | null;
  /** How the client wishes to be reached, as the clinic has confirmed it. */
  contact_sealed: Buffer | null;
  mail_allowed: boolean;
  created_at: Date;
}

export const ClientEntity = new EntitySchema<ClientRow>({
  name: 'client',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_pkey' },
    code: { type: 'text' },
    data_key_id: { type: 'uuid' },
    name_sealed: { type: 'bytea' },
    email_sealed: { type: 'bytea', nullable: true },
    email_lookup: { type: 'bytea', nullable: true },
    contact_sealed: { type: 'bytea', nullable: true },
    mail_allowed: { type: 'boolean', default: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [
    { name: 'client_by_created', columns: ['practice_id', 'created_at', 'id'] },
    { name: 'client_by_email', columns: ['practice_id', 'email_lookup'] },
  ],
  uniques: [{ name: 'client_code_key', columns: ['practice_id', 'code'] }],
  foreignKeys: [
    {
      name: 'client_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'client_data_key_fk',
      target: 'data_key',
      columnNames: ['practice_id', 'data_key_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
