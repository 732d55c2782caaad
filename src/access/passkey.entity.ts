import { EntitySchema } from 'typeorm';

/** A passkey (WebAuthn), beside whose it is. */
export interface PasskeyRow {
  practice_id: string;
  id: string;
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

function passkeyEntity(owner: 'client' | 'member'): EntitySchema<PasskeyRow> {
  const name = `${owner}_passkey`;
  const ownerId = `${owner}_id`;
  const key = { type: 'uuid', primary: true, primaryKeyConstraintName: `${name}_pkey` } as const;
  return new EntitySchema<PasskeyRow>({
    name,
    schema: 'mendwork',
    columns: {
      practice_id: key,
      id: key,
      [ownerId]: { type: 'uuid' },
      credential_id: { type: 'bytea' },
      public_key: { type: 'bytea' },
      counter: { type: 'bigint' },
      transports: { type: 'text', array: true },
      label: { type: 'text' },
      created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
      used_at: { type: 'timestamptz', precision: 3, nullable: true },
    },
    indices: [{ name: `${name}_by_${owner}`, columns: ['practice_id', ownerId] }],
    uniques: [{ name: `${name}_credential_key`, columns: ['practice_id', 'credential_id'] }],
    foreignKeys: [
      {
        name: `${name}_${owner}_fk`,
        target: owner,
        columnNames: ['practice_id', ownerId],
        referencedColumnNames: ['practice_id', 'id'],
      },
    ],
  });
}

/** Clients’ passkeys: whose each is stands in `client_id`. */
export const ClientPasskeyEntity = passkeyEntity('client');
/** Members’ passkeys: whose each is stands in `member_id`. */
export const MemberPasskeyEntity = passkeyEntity('member');
