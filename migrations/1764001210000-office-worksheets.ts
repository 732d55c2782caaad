import type { MigrationInterface, QueryRunner } from 'typeorm';
import { narrowed, setPolicies } from './1764000400000-reach.js';
import { byFunction } from './1764000700000-treated-clients.js';

/** A client’s transactions see it only on a device of the clinic’s. What is not set is closed. */
const WHERE_CLIENTS_MAY = `(NOT in_office_only OR (SELECT coalesce(current_setting('mendwork.client_id', true), '') = ''
  OR coalesce(current_setting('mendwork.place', true), '') = 'office'))`;

/**
 * Worksheets that are filled in at the clinic and nowhere else. Everything of a client’s worksheet is read by way of its
 * assignment, so this one policy closes its draft and what was handed in as well.
 */
export class OfficeWorksheets1764001210000 implements MigrationInterface {
  readonly name = 'OfficeWorksheets1764001210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE mendwork.assignment ADD COLUMN in_office_only boolean NOT NULL DEFAULT false',
    );
    const rows = `${byFunction(narrowed.assignment!.rows)} AND ${WHERE_CLIENTS_MAY}`;
    await setPolicies(runner, { assignment: { rows, check: rows } });
  }

  async down(runner: QueryRunner): Promise<void> {
    const rows = byFunction(narrowed.assignment!.rows);
    await setPolicies(runner, { assignment: { rows, check: rows } });
    await runner.query('ALTER TABLE mendwork.assignment DROP COLUMN in_office_only');
  }
}
