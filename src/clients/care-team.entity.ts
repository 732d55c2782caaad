import { EntitySchema } from 'typeorm';

/** The tie of a member to a client. */
export interface CareTeamRow {
  practice_id: string;
  client_id: string;
  member_id: string;
  tie: 'primary' | 'co_therapist' | 'individual_therapist';
  created_at: Date;
  ended_at: Date | null;
}

export const CareTeamEntity = new EntitySchema<CareTeamRow>({
  name: 'care_team',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'care_team_pkey' },
    client_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'care_team_pkey' },
    member_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'care_team_pkey' },
    tie: { type: 'text' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
  },
  indices: [{ name: 'care_team_by_member', columns: ['practice_id', 'member_id'] }],
  checks: [
    { name: 'care_team_tie_check', expression: `tie IN ('primary', 'co_therapist', 'individual_therapist')` },
  ],
  foreignKeys: [
    {
      name: 'care_team_client_fk',
      deferrable: 'INITIALLY DEFERRED',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'care_team_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
