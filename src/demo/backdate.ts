import { Client } from 'pg';

/** When an assignment of the demonstration should seem to have been given and last written to. */
export interface Backdated {
  readonly assignmentId: string;
  readonly assignedAt: Date;
  readonly writtenAt: Date;
}

/** When the demonstration's couple should seem to have come. */
export interface BackdatedCouple {
  readonly coupleId: string;
  readonly joinedAt: Date;
}

/** Moves the demonstration's acts into the past, as the tables' owner: the application's role could not. */
export async function backdate(
  ownerUrl: string,
  practiceId: string,
  acts: readonly Backdated[],
  { coupleId, joinedAt }: BackdatedCouple,
): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query('BEGIN');
    await setTenant(owner, practiceId, '');
    await owner.query('UPDATE mendwork.couple SET created_at = $3 WHERE practice_id = $1 AND id = $2', [
      practiceId,
      coupleId,
      joinedAt,
    ]);
    await owner.query('COMMIT');
    for (const { assignmentId, assignedAt, writtenAt } of acts)
      for (const clientId of await clientsOf(owner, practiceId, assignmentId)) {
        await owner.query('BEGIN');
        await setTenant(owner, practiceId, clientId);
        const ids = [practiceId, assignmentId];
        await owner.query(
          'UPDATE mendwork.assignment SET assigned_at = $3, state_at = $4 WHERE practice_id = $1 AND id = $2',
          [...ids, assignedAt, writtenAt],
        );
        await owner.query(
          'UPDATE mendwork.draft SET saved_at = $3 WHERE practice_id = $1 AND assignment_id = $2',
          [...ids, writtenAt],
        );
        await owner.query(
          'UPDATE mendwork.submission SET submitted_at = $3 WHERE practice_id = $1 AND assignment_id = $2',
          [...ids, writtenAt],
        );
        await owner.query('COMMIT');
      }
  } finally {
    await owner.end();
  }
}

async function clientsOf(owner: Client, practiceId: string, assignmentId: string): Promise<string[]> {
  await owner.query('BEGIN');
  await setTenant(owner, practiceId, '');
  const { rows } = await owner.query<{ client_id: string }>(
    'SELECT client_id FROM mendwork.assignment WHERE practice_id = $1 AND id = $2',
    [practiceId, assignmentId],
  );
  await owner.query('COMMIT');
  return rows.map((row) => row.client_id);
}

/** The policies are forced on the owner as well. */
async function setTenant(owner: Client, practiceId: string, clientId: string): Promise<void> {
  await owner.query(
    `SELECT set_config('mendwork.practice_id', $1, true), set_config('mendwork.client_id', $2, true)`,
    [practiceId, clientId],
  );
}
