import { EntitySchema } from 'typeorm';

/** A code for the day on which a member’s second factor is lost; good once. */
export interface MemberRecoveryCodeRow {
  practice_id: string;
  member_id: string;
  code_mac: Buffer;
  used_at: Date | null;
  created_at: Date;
}

export const MemberRecoveryCodeEntity = new EntitySchema<MemberRecoveryCodeRow>({
  name: 'member_recovery_code',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_recovery_code_pkey' },
    member_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_recovery_code_pkey' },
    code_mac: { type: 'bytea', primary: true, primaryKeyConstraintName: 'member_recovery_code_pkey' },
    used_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'member_recovery_code_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
