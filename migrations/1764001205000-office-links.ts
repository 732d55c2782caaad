import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links for a tablet of the clinic’s: found by their digits alone, since nobody opens an address there. */
export class OfficeLinks1764001205000 implements MigrationInterface {
  readonly name = 'OfficeLinks1764001205000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mendwork.client_link ADD COLUMN office_lookup bytea');
    await runner.query(
      'CREATE INDEX client_link_by_digits ON mendwork.client_link (practice_id, office_lookup) WHERE office_lookup IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mendwork.client_link DROP COLUMN office_lookup');
  }
}
