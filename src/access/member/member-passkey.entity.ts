import { EntitySchema } from 'typeorm';

/** A passkey of a member’s (WebAuthn). */
export interface MemberPasskeyRow {
  practice_id: string;
  id: string;
  member_id: string;
  credential_id: Buffer;
  /** COSE key. */
  public_key: Buffer;
  /** The authenticator’s own count; one that goes back tells of a copy. */
  counter: string;
  transports: string[];
  /** How its owner tells it from others. */
  label: string;
  created_at: Date;
  used_at: Date | null;
}

export const MemberPasskeyEntity = new EntitySchema<MemberPasskeyRow>({
  name: 'member_passkey',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_passkey_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'member_passkey_pkey' },
    member_id: { type: 'uuid' },
    credential_id: { type: 'bytea' },
    public_key: { type: 'bytea' },
    counter: { type: 'bigint' },
    transports: { type: 'text', array: true },
    label: { type: 'text' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    used_at: { type: 'timestamptz', precision: 3, nullable: true },
  },
  indices: [{ name: 'member_passkey_by_member', columns: ['practice_id', 'member_id'] }],
  uniques: [{ name: 'member_passkey_credential_key', columns: ['practice_id', 'credential_id'] }],
  foreignKeys: [
    {
      name: 'member_passkey_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
