import { EntitySchema } from 'typeorm';

/** A personal access token: a program signs in for its member. */
export interface AccessTokenRow {
  practice_id: string;
  id: string;
  secret_hash: Buffer;
  member_id: string;
  label: string;
  scopes: string[];
  used_at: Date | null;
  expires_at: Date;
  ended_at: Date | null;
  created_at: Date;
}

export const AccessTokenEntity = new EntitySchema<AccessTokenRow>({
  name: 'access_token',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'access_token_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'access_token_pkey' },
    secret_hash: { type: 'bytea' },
    member_id: { type: 'uuid' },
    label: { type: 'text' },
    scopes: { type: 'text', array: true },
    used_at: { type: 'timestamptz', precision: 3, nullable: true },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [{ name: 'access_token_by_member', columns: ['practice_id', 'member_id'] }],
  uniques: [{ name: 'access_token_secret_key', columns: ['practice_id', 'secret_hash'] }],
  checks: [
    {
      name: 'access_token_scopes_check',
      expression: `scopes <@ ARRAY['read', 'write'] AND cardinality(scopes) > 0`,
    },
  ],
  foreignKeys: [
    {
      name: 'access_token_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
