import { EntitySchema } from 'typeorm';

/** A person of the practice: clinician, supervisor, admin, front desk or auditor. */
export interface MemberRow {
  practice_id: string;
  id: string;
  display_name: string;
  roles: string[];
  data_key_id: string | null;
  email_sealed: Buffer | null;
  email_lookup: Buffer | null;
  state: 'invited' | 'active' | 'ended';
  /** Whether the member is told by mail that the next day's sessions are ready to read. */
  evening_mail: boolean;
  created_at: Date;
}

export const MemberEntity = new EntitySchema<MemberRow>({
  name: 'member',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_pkey' },
    display_name: { type: 'text' },
    roles: { type: 'text', array: true },
    data_key_id: { type: 'uuid', nullable: true },
    email_sealed: { type: 'bytea', nullable: true },
    email_lookup: { type: 'bytea', nullable: true },
    state: { type: 'text', default: 'active' },
    evening_mail: { type: 'boolean', default: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  uniques: [{ name: 'member_email_key', columns: ['practice_id', 'email_lookup'] }],
  checks: [
    { name: 'member_state_check', expression: `state IN ('invited', 'active', 'ended')` },
    {
      name: 'member_roles_check',
      expression: `roles <@ ARRAY['clinician', 'supervisor', 'admin', 'front_desk', 'auditor'] AND cardinality(roles) > 0`,
    },
  ],
  foreignKeys: [
    {
      name: 'member_data_key_fk',
      target: 'data_key',
      columnNames: ['practice_id', 'data_key_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'member_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
