import { EntitySchema } from 'typeorm';

/** A member’s authenticator app (RFC 6238). */
export interface MemberTotpRow {
  practice_id: string;
  member_id: string;
  secret_sealed: Buffer;
  /** The last 30-second step that was used: none is good twice. */
  last_step: string;
  created_at: Date;
}

export const MemberTotpEntity = new EntitySchema<MemberTotpRow>({
  name: 'member_totp',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_totp_pkey' },
    member_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_totp_pkey' },
    secret_sealed: { type: 'bytea' },
    last_step: { type: 'bigint', default: 0 },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'member_totp_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
