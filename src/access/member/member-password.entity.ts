import { EntitySchema } from 'typeorm';

/** A member’s password, as its argon2id hash. */
export interface MemberPasswordRow {
  practice_id: string;
  member_id: string;
  /** PHC string: algorithm, costs, salt and hash. */
  hash: string;
  changed_at: Date;
}

export const MemberPasswordEntity = new EntitySchema<MemberPasswordRow>({
  name: 'member_password',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_password_pkey' },
    member_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_password_pkey' },
    hash: { type: 'text' },
    changed_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'member_password_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
