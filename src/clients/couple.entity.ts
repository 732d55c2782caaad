import { EntitySchema } from 'typeorm';

/** A case of two clients. Each may also be a client alone. */
export interface CoupleRow {
  practice_id: string;
  id: string;
  code: string;
  created_at: Date;
}

export const CoupleEntity = new EntitySchema<CoupleRow>({
  name: 'couple',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'couple_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'couple_pkey' },
    code: { type: 'text' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  uniques: [{ name: 'couple_code_key', columns: ['practice_id', 'code'] }],
  foreignKeys: [
    {
      name: 'couple_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});

/** A partner of a couple, with the role taken in one incident; the role is never shown to clients. */
export interface CoupleMemberRow {
  practice_id: string;
  couple_id: string;
  /** Which incident the role belongs to, from 1. */
  incident: number;
  client_id: string;
  side: 'A' | 'B';
  role: 'hurt' | 'repairing' | 'both';
}

export const CoupleMemberEntity = new EntitySchema<CoupleMemberRow>({
  name: 'couple_member',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'couple_member_pkey' },
    couple_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'couple_member_pkey' },
    incident: { type: 'smallint', primary: true, primaryKeyConstraintName: 'couple_member_pkey' },
    client_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'couple_member_pkey' },
    side: { type: 'text' },
    role: { type: 'text' },
  },
  indices: [{ name: 'couple_member_by_client', columns: ['practice_id', 'client_id'] }],
  uniques: [{ name: 'couple_member_side_key', columns: ['practice_id', 'couple_id', 'incident', 'side'] }],
  checks: [
    { name: 'couple_member_side_check', expression: `side IN ('A', 'B')` },
    { name: 'couple_member_role_check', expression: `role IN ('hurt', 'repairing', 'both')` },
  ],
  foreignKeys: [
    {
      name: 'couple_member_couple_fk',
      target: 'couple',
      columnNames: ['practice_id', 'couple_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'couple_member_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
