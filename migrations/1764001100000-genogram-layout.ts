import type { MigrationInterface, QueryRunner } from 'typeorm';
import { narrowed } from './1764000400000-reach.js';
import { byFunction } from './1764000700000-treated-clients.js';

/** Where people were moved to on a client's genogram; shown to whoever may read the answers that it is drawn from. */
export class GenogramLayout1764001100000 implements MigrationInterface {
  readonly name = 'GenogramLayout1764001100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE mendwork.genogram_layout (
      practice_id uuid NOT NULL,
      client_id uuid NOT NULL,
      moves_sealed bytea NOT NULL,
      revision int NOT NULL,
      moved_by uuid NOT NULL,
      moved_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT genogram_layout_pkey PRIMARY KEY (practice_id, client_id),
      CONSTRAINT genogram_layout_client_fk FOREIGN KEY (practice_id, client_id) REFERENCES mendwork.client (practice_id, id),
      CONSTRAINT genogram_layout_moved_by_fk FOREIGN KEY (practice_id, moved_by) REFERENCES mendwork.member (practice_id, id)
    )`);
    await runner.query('ALTER TABLE mendwork.genogram_layout ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE mendwork.genogram_layout FORCE ROW LEVEL SECURITY');
    // A client reads along and moves nobody: who reads flags reads all that members alone may write.
    await runner.query(`CREATE POLICY tenant ON mendwork.genogram_layout
      USING (${byFunction(narrowed.submission!.rows)}) WITH CHECK (${byFunction(narrowed.flag!.rows)})`);
    await runner.query(
      'GRANT SELECT, INSERT, UPDATE (moves_sealed, revision, moved_by, moved_at) ON mendwork.genogram_layout TO mendwork_app',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mendwork.genogram_layout');
  }
}
