import { EntitySchema } from 'typeorm';

/** A member has opened, for a while and with a reason, the file of a client whom they do not treat. */
export interface BreakGlassRow {
  practice_id: string;
  id: string;
  member_id: string;
  client_id: string;
  reason_sealed: Buffer;
  opened_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export const BreakGlassEntity = new EntitySchema<BreakGlassRow>({
  name: 'break_glass',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'break_glass_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'break_glass_pkey' },
    member_id: { type: 'uuid' },
    client_id: { type: 'uuid' },
    reason_sealed: { type: 'bytea' },
    opened_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
  },
  indices: [{ name: 'break_glass_by_member', columns: ['practice_id', 'member_id', 'expires_at'] }],
  foreignKeys: [
    {
      name: 'break_glass_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'break_glass_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
