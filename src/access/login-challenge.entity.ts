import { EntitySchema } from 'typeorm';

/** A log-in that has begun and waits for its next step. It dies after some tries; the account does not. */
export interface LoginChallengeRow {
  practice_id: string;
  id: string;
  kind: string;
  /** Empty where nobody has this address, so that both cases run alike. */
  member_id: string | null;
  client_id: string | null;
  /** Shown so far. */
  factors: string[];
  payload_sealed: Buffer | null;
  failed_tries: number;
  expires_at: Date;
  ended_at: Date | null;
  created_at: Date;
}

export const LoginChallengeEntity = new EntitySchema<LoginChallengeRow>({
  name: 'login_challenge',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'login_challenge_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'login_challenge_pkey' },
    kind: { type: 'text' },
    member_id: { type: 'uuid', nullable: true },
    client_id: { type: 'uuid', nullable: true },
    factors: { type: 'text', array: true, default: [] },
    payload_sealed: { type: 'bytea', nullable: true },
    failed_tries: { type: 'smallint', default: 0 },
    expires_at: { type: 'timestamptz', precision: 3 },
    ended_at: { type: 'timestamptz', precision: 3, nullable: true },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  checks: [
    {
      name: 'login_challenge_kind_check',
      expression: `kind IN ('second_factor', 'enrolment', 'passkey_sign_in', 'passkey_registration', 'step_up', 'host_sign_in')`,
    },
  ],
  foreignKeys: [
    {
      name: 'login_challenge_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'login_challenge_member_fk',
      target: 'member',
      columnNames: ['practice_id', 'member_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'login_challenge_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
