import { EntitySchema } from 'typeorm';

/** How a new member gets in the first time; good once. */
export interface MemberInvitationRow {
  practice_id: string;
  id: string;
  secret_hash: Buffer;
  member_id: string;
  /** Empty where an operator did. */
  invited_by: string | null;
  expires_at: Date;
  ended_at: Date | null;
  created_at: Date;
}

export const MemberInvitationEntity = new EntitySchema<MemberInvitationRow>({
  name: 'member_invitation',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_invitation_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_invitation_pkey' },
    secret_hash: { type: 'bytea' },
    member_id: { type: 'uuid' },
    invited_by: { type: 'uuid', nullable: true },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'member_invitation_by_member', columns: ['practice_id', 'member_id'] }],
  foreignKeys: [
    {
      name: 'member_invitation_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'member_invitation_invited_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'invited_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
