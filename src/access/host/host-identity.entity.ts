import { EntitySchema } from 'typeorm';

/** Which member a host’s identity provider means. */
export interface HostIdentityRow {
  practice_id: string;
  issuer: string;
  subject_lookup: Buffer;
  member_id: string;
  created_at: Date;
}

export const HostIdentityEntity = new EntitySchema<HostIdentityRow>({
  name: 'host_identity',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'host_identity_pkey' },
    issuer: { type: 'text', primary: true, primaryKeyConstraintName: 'host_identity_pkey' },
    subject_lookup: { type: 'bytea', primary: true, primaryKeyConstraintName: 'host_identity_pkey' },
    member_id: { type: 'uuid' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'host_identity_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
