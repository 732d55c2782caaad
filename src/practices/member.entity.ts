import { EntitySchema } from 'typeorm';

/** A person of the practice: clinician, supervisor, admin, front desk or auditor. */
export interface MemberRow {
  practice_id: string;
  id: string;
  display_name: string;
  roles: string[];
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
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  checks: [
    {
      name: 'member_roles_check',
      expression: `roles <@ ARRAY['clinician', 'supervisor', 'admin', 'front_desk', 'auditor'] AND cardinality(roles) > 0`,
    },
  ],
  foreignKeys: [
    {
      name: 'member_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
