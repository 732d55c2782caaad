import { EntitySchema } from 'typeorm';

/**
 * Made by a clinician or at the start; asked for by an address, which anybody can do who knows it; or asked for by a
 * host's server, to open in a frame of the host's page and nowhere else.
 */
export type LinkOrigin = 'handed_over' | 'requested' | 'embedded';

/** A way in for one client, good for one use: a secret link with an 8-digit code beside it. */
export interface ClientLinkRow {
  practice_id: string;
  id: string;
  client_id: string;
  origin: LinkOrigin;
  secret_hash: Buffer;
  code_mac: Buffer;
  /** MAC of the digits alone, by which a tablet of the clinic’s finds a link for the office; null for all others. */
  office_lookup: Buffer | null;
  failed_tries: number;
  expires_at: Date;
  /** When it was used, or replaced by a newer one. */
  ended_at: Date | null;
  created_at: Date;
}

export const ClientLinkEntity = new EntitySchema<ClientLinkRow>({
  name: 'client_link',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_link_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'client_link_pkey' },
    client_id: { type: 'uuid' },
    origin: { type: 'text', default: 'handed_over' },
    secret_hash: { type: 'bytea' },
    code_mac: { type: 'bytea' },
    office_lookup: { type: 'bytea', nullable: true },
    failed_tries: { type: 'smallint', default: 0 },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  checks: [
    { name: 'client_link_origin_check', expression: `origin IN ('handed_over', 'requested', 'embedded')` },
  ],
  indices: [
    { name: 'client_link_by_client', columns: ['practice_id', 'client_id'] },
    {
      name: 'client_link_by_digits',
      columns: ['practice_id', 'office_lookup'],
      where: '(office_lookup IS NOT NULL)',
    },
  ],
  foreignKeys: [
    {
      name: 'client_link_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
