import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a link came about: what anybody can ask for by an address must not end what a clinician handed over. */
export class LinkOrigin1764000600000 implements MigrationInterface {
  readonly name = 'LinkOrigin1764000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE mendwork.client_link
      ADD COLUMN origin text NOT NULL DEFAULT 'handed_over',
      ADD CONSTRAINT client_link_origin_check CHECK (origin IN ('handed_over', 'requested'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mendwork.client_link DROP COLUMN origin');
  }
}
