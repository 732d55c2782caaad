import type { AssignmentState } from '../assignments/assignment.state.js';
import type { GivenColumns } from '../assignments/given.types.js';

/** What a write to a client's worksheet has to know, in one row. */
export interface WritableRow extends GivenColumns {
  readonly id: string;
  readonly worksheet_id: string;
  readonly state: AssignmentState;
  readonly assigned_at: Date;
  readonly due_on: string | null;
  readonly data_key_id: string;
  readonly draft_revision: number | null;
  readonly draft_sealed: Buffer | null;
  readonly draft_saved_at: Date | null;
  readonly submitted_at: Date | null;
  readonly submissions: number;
}

const LOAD = `
  SELECT a.id, a.worksheet_id, a.worksheet_hash, a.practice_made, a.circumstances_sealed, a.state, a.assigned_at,
    a.due_on::text AS due_on, c.data_key_id,
    d.revision AS draft_revision, d.answers_sealed AS draft_sealed, d.saved_at AS draft_saved_at,
    s.submitted_at, coalesce(s.revision, 0) AS submissions
  FROM mendwork.assignment a
  JOIN mendwork.client c ON c.practice_id = a.practice_id AND c.id = a.client_id
  LEFT JOIN mendwork.draft d ON d.practice_id = a.practice_id AND d.assignment_id = a.id
  LEFT JOIN LATERAL (
    SELECT submitted_at, revision FROM mendwork.submission
    WHERE practice_id = a.practice_id AND assignment_id = a.id ORDER BY revision DESC LIMIT 1) s ON true
  WHERE a.practice_id = $1 AND a.client_id = $2`;

/** A client's worksheets that are open or done, in the order in which they were given; of very many what is open, and of what is done the last. */
export const LIST = `
  SELECT * FROM (
    ${LOAD} AND a.state NOT IN ('scheduled', 'withdrawn', 'expired')
    ORDER BY a.state IN ('submitted', 'reviewed'), a.assigned_at DESC, a.id DESC LIMIT 100) listed
  ORDER BY assigned_at, id`;
/** One worksheet of a client's. */
export const READ = `${LOAD} AND a.id = $3 AND a.state NOT IN ('scheduled', 'withdrawn', 'expired')`;
/**
 * Nobody else writes to the worksheet until the end of the transaction. A statement of its own before `READ`: one that
 * waited for the lock would still see the draft as it was before it waited.
 */
export const LOCK = `
  SELECT FROM mendwork.assignment WHERE practice_id = $1 AND client_id = $2 AND id = $3 FOR NO KEY UPDATE`;

/**
 * Saves a draft if it still has the revision that the writer saw, and moves the assignment to in_progress.
 * $1 practice, $2 assignment, $3 client, $4 the revision seen, $5 sealed answers.
 */
export const SAVE_DRAFT = `
  WITH moved AS (
    UPDATE mendwork.assignment SET previous_state = state, state = 'in_progress', state_at = now()
    WHERE practice_id = $1 AND id = $2 AND state IN ('assigned', 'opened', 'returned'))
  INSERT INTO mendwork.draft AS d (practice_id, assignment_id, client_id, revision, answers_sealed)
  VALUES ($1, $2, $3, 1, $5)
  ON CONFLICT (practice_id, assignment_id) DO UPDATE
    SET revision = d.revision + 1, answers_sealed = excluded.answers_sealed, saved_at = now()
    WHERE d.revision = $4
  RETURNING revision, saved_at`;

/**
 * What the client handed in last for the same worksheet on an assignment before this one, wherever that was.
 * $1 worksheet's id, $2 when this one was assigned, $3 this one.
 */
export const PREVIOUS = `
  SELECT id, answers_sealed FROM mendwork.handed_in(ARRAY[$1])
  WHERE (assigned_at, assignment_id) < ($2::timestamptz, $3::uuid)
  ORDER BY submitted_at DESC, id DESC LIMIT 1`;

/**
 * Hands in: the submission, its flags, the assignment's state and the event, in one statement. No row when the
 * assignment was in no state to be submitted from.
 * $1 practice, $2 assignment, $3 client, $4 submission id, $5 its revision, $6 sealed answers, $7 event id,
 * $8 flags as JSON: code, level, items.
 */
export const SUBMIT = `
  WITH moved AS (
    UPDATE mendwork.assignment SET previous_state = state, state = 'submitted', state_at = now()
    WHERE practice_id = $1 AND id = $2 AND state IN ('opened', 'in_progress', 'returned') RETURNING id),
  handed_in AS (
    INSERT INTO mendwork.submission (practice_id, id, assignment_id, client_id, revision, answers_sealed)
    SELECT $1, $4, moved.id, $3, $5, $6 FROM moved RETURNING submitted_at),
  raised AS (
    INSERT INTO mendwork.flag (practice_id, submission_id, code, level, items, client_id, assignment_id)
    SELECT $1, $4, f.code, f.level, f.items, $3, moved.id
    FROM moved, jsonb_to_recordset($8::jsonb) AS f (code text, level text, items text[])),
  told AS (
    INSERT INTO mendwork.outbox (practice_id, id, topic, ids)
    SELECT $1, $7, 'assignment.submitted', jsonb_build_object('assignmentId', $2::text, 'submissionId', $4::text)
    FROM moved)
  SELECT submitted_at FROM handed_in`;
