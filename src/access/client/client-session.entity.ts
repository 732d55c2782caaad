import { EntitySchema } from 'typeorm';
import type { SessionPlace } from './client-session.types.js';

/** A client's signed-in browser. */
export interface ClientSessionRow {
  practice_id: string;
  /** SHA-256 of the random half of the cookie. */
  id_hash: Buffer;
  /** Names the session in the list of devices; no secret. */
  id: string;
  /** Browser and system, as its owner would call them. */
  label: string;
  /** When a factor was last shown again. */
  stepped_up_at: Date | null;
  /** Wrong PINs since it was left; after some the session ends, and a link opens another. */
  failed_tries: number;
  client_id: string;
  place: SessionPlace;
  seen_at: Date;
  /** A session that was ended has its end here as well: the row stays a while, so that the browser is known again. */
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
    id: { type: 'uuid' },
    label: { type: 'text' },
    stepped_up_at: { type: 'timestamptz', precision: 3, nullable: true },
    failed_tries: { type: 'smallint', default: 0 },
    place: { type: 'text', default: 'own' },
    seen_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    expires_at: { type: 'timestamptz', precision: 3 },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  checks: [{ name: 'client_session_place_check', expression: `place IN ('own', 'office', 'embedded')` }],
  uniques: [{ name: 'client_session_id_key', columns: ['practice_id', 'id'] }],
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
