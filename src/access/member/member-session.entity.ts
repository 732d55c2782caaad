import { EntitySchema } from 'typeorm';

/** A member’s signed-in browser. */
export interface MemberSessionRow {
  practice_id: string;
  /** Names the session in the list of devices; no secret. */
  id: string;
  /** SHA-256 of the random half of the cookie. */
  secret_hash: Buffer;
  member_id: string;
  /** Browser and system, as its owner would call them. */
  label: string;
  factors: string[];
  /** When a factor was last shown again, for exports, releases and settings. */
  stepped_up_at: Date | null;
  seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
  created_at: Date;
}

export const MemberSessionEntity = new EntitySchema<MemberSessionRow>({
  name: 'member_session',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_session_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_session_pkey' },
    secret_hash: { type: 'bytea' },
    member_id: { type: 'uuid' },
    label: { type: 'text' },
    factors: { type: 'text', array: true },
    stepped_up_at: { type: 'timestamptz', precision: 3, nullable: true },
    seen_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'member_session_by_member', columns: ['practice_id', 'member_id'] }],
  uniques: [{ name: 'member_session_secret_key', columns: ['practice_id', 'secret_hash'] }],
  checks: [
    {
      name: 'member_session_factors_check',
      expression: `factors <@ ARRAY['password', 'totp', 'passkey', 'recovery_code', 'host']`,
    },
  ],
  foreignKeys: [
    {
      name: 'member_session_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
