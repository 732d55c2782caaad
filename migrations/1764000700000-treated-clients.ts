import type { MigrationInterface, QueryRunner } from 'typeorm';
import { narrowed, setPolicies, TEAM } from './1764000400000-reach.js';

const FUNCTION = 'mendwork.treated_clients()';
const ROLES = 'mendwork_app, mendwork_login, mendwork_job';

/** A policy that asks the function whom a member treats. */
export function byFunction(policy: string): string {
  return policy.replaceAll(`IN ${TEAM}`, `= ANY ((SELECT ${FUNCTION})::uuid[])`);
}

/**
 * The same policies as before. Whom a member treats is asked by a function now: as a part of each policy Postgres set up
 * its scans, with their own policies, for every statement, also for those who see the whole practice and never get there.
 */
export class TreatedClients1764000700000 implements MigrationInterface {
  readonly name = 'TreatedClients1764000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION ${FUNCTION} RETURNS uuid[]
      LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$ BEGIN RETURN ARRAY${TEAM}; END $$`);
    await runner.query(`REVOKE ALL ON FUNCTION ${FUNCTION} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${FUNCTION} TO ${ROLES}`);
    await setPolicies(
      runner,
      Object.fromEntries(
        Object.entries(narrowed).map(([table, { rows, check }]) => [
          table,
          { rows: byFunction(rows), check: byFunction(check) },
        ]),
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await setPolicies(runner, narrowed);
    await runner.query(`DROP FUNCTION ${FUNCTION}`);
  }
}
