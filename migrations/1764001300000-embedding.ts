import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose pages may frame the practice's, and links that a host's server asks for to open such a frame. */
export class Embedding1764001300000 implements MigrationInterface {
  readonly name = 'Embedding1764001300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE mendwork.practice
      ADD COLUMN embed_origins text[] NOT NULL DEFAULT '{}',
      ADD CONSTRAINT practice_embed_origins_check CHECK (cardinality(embed_origins) <= 20)`);
    await runner.query('GRANT UPDATE (embed_origins) ON mendwork.practice TO mendwork_app');
    await runner.query(`ALTER TABLE mendwork.client_link
      DROP CONSTRAINT client_link_origin_check,
      ADD CONSTRAINT client_link_origin_check CHECK (origin IN ('handed_over', 'requested', 'embedded'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Forced policies hide all rows from a migration, which acts for no practice; the constraint sees them all the same.
    await runner.query('ALTER TABLE mendwork.client_link NO FORCE ROW LEVEL SECURITY');
    await runner.query(`DELETE FROM mendwork.client_link WHERE origin = 'embedded'`);
    await runner.query('ALTER TABLE mendwork.client_link FORCE ROW LEVEL SECURITY');
    await runner.query(`ALTER TABLE mendwork.client_link
      DROP CONSTRAINT client_link_origin_check,
      ADD CONSTRAINT client_link_origin_check CHECK (origin IN ('handed_over', 'requested'))`);
    await runner.query('ALTER TABLE mendwork.practice DROP COLUMN embed_origins');
  }
}
