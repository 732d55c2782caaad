import { EntitySchema } from 'typeorm';

/** Somebody asked for a link by an address. Whether anybody has it is looked up later, by a job. */
export interface ClientLinkRequestRow {
  practice_id: string;
  /** What the link will be named, if one is made. */
  id: string;
  email_lookup: Buffer;
  created_at: Date;
}

export const ClientLinkRequestEntity = new EntitySchema<ClientLinkRequestRow>({
  name: 'client_link_request',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_link_request_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_link_request_pkey' },
    email_lookup: { type: 'bytea' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'client_link_request_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
