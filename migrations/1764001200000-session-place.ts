import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a client's session runs: what may be done in it, and for how long, depends on whose device it is. */
export class SessionPlace1764001200000 implements MigrationInterface {
  readonly name = 'SessionPlace1764001200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE mendwork.client_session
      ADD COLUMN place text NOT NULL DEFAULT 'own',
      ADD CONSTRAINT client_session_place_check CHECK (place IN ('own', 'office', 'embedded'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mendwork.client_session DROP COLUMN place');
  }
}
