import type { MigrationInterface, QueryRunner } from 'typeorm';

const setting = (name: string): string =>
  `nullif(pg_catalog.current_setting('mendwork.${name}', true), '')::uuid`;

/**
 * What rules about a client's safety go by is never hidden from them: on the client's own device, too, they ask for what
 * was handed in on a device of the clinic's. Nothing of it is shown there. For nobody but the client whose transaction it is.
 */
export class HandedIn1764001400000 implements MigrationInterface {
  readonly name = 'HandedIn1764001400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION mendwork.handed_in(worksheets text[]) RETURNS TABLE (
        worksheet_id text, assignment_id uuid, assigned_at timestamptz, id uuid, submitted_at timestamptz,
        answers_sealed bytea)
      LANGUAGE sql STABLE SET search_path = pg_catalog SET mendwork.place = 'office' AS $$
        SELECT a.worksheet_id, a.id, a.assigned_at, s.id, s.submitted_at, s.answers_sealed
        FROM mendwork.submission s
        JOIN mendwork.assignment a ON a.practice_id = s.practice_id AND a.id = s.assignment_id
        WHERE s.practice_id = ${setting('practice_id')} AND s.client_id = ${setting('client_id')}
          AND a.worksheet_id = ANY (worksheets) $$`);
    await runner.query('REVOKE ALL ON FUNCTION mendwork.handed_in(text[]) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION mendwork.handed_in(text[]) TO mendwork_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION mendwork.handed_in(text[])');
  }
}
