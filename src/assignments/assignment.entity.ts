import { EntitySchema } from 'typeorm';
import { ASSIGNMENT_MOVES, type AssignmentState } from './assignment.state.js';

/** One client's duty to fill one worksheet version. */
export interface AssignmentRow {
  practice_id: string;
  id: string;
  client_id: string;
  worksheet_id: string;
  worksheet_hash: string;
  /** Whether the version is the practice's own; else it shipped. */
  practice_made: boolean;
  /** What was known of the client when it was given; null where that was before anything was kept. */
  circumstances_sealed: Buffer | null;
  assigned_by: string;
  state: AssignmentState;
  previous_state: AssignmentState | null;
  due_on: string | null;
  /** Whether the client has it on a device of the clinic’s and nowhere else. */
  in_office_only: boolean;
  assigned_at: Date;
  /** When the state was entered. */
  state_at: Date;
  /** The hash again where the version shipped, for the foreign key. */
  shipped_hash: string | null;
  /** The hash again where the practice made the version, for the foreign key. */
  practice_hash: string | null;
}

const pairs = ASSIGNMENT_MOVES.map(([from, to]) => `(${from ? `'${from}'` : `''`}, '${to}')`);
/** The states' table, as the database holds it. */
const legalMoves = `(COALESCE(previous_state, ''), state) IN (${pairs.join(', ')})`;

export const AssignmentEntity = new EntitySchema<AssignmentRow>({
  name: 'assignment',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'assignment_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'assignment_pkey' },
    client_id: { type: 'uuid' },
    worksheet_id: { type: 'text' },
    worksheet_hash: { type: 'text' },
    assigned_by: { type: 'uuid' },
    state: { type: 'text' },
    previous_state: { type: 'text', nullable: true },
    due_on: { type: 'date', nullable: true },
    in_office_only: { type: 'boolean', default: false },
    assigned_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    state_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    practice_made: { type: 'boolean', default: false },
    circumstances_sealed: { type: 'bytea', nullable: true },
    shipped_hash: {
      type: 'text',
      nullable: true,
      generatedType: 'STORED',
      asExpression: 'CASE WHEN practice_made THEN NULL::text ELSE worksheet_hash END',
    },
    practice_hash: {
      type: 'text',
      nullable: true,
      generatedType: 'STORED',
      asExpression: 'CASE WHEN practice_made THEN worksheet_hash ELSE NULL::text END',
    },
  },
  indices: [
    { name: 'assignment_by_client', columns: ['practice_id', 'client_id', 'assigned_at', 'id'] },
    { name: 'assignment_by_state', columns: ['practice_id', 'state', 'assigned_at', 'id'] },
    { name: 'assignment_by_worksheet', columns: ['practice_id', 'worksheet_id', 'assigned_at', 'id'] },
  ],
  checks: [{ name: 'assignment_move_check', expression: legalMoves }],
  foreignKeys: [
    {
      name: 'assignment_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'assignment_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'assignment_assigned_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'assigned_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'assignment_shipped_fk',
      target: 'worksheet_version',
      columnNames: ['shipped_hash'],
      referencedColumnNames: ['hash'],
    },
    {
      name: 'assignment_practice_worksheet_fk',
      target: 'practice_worksheet',
      columnNames: ['practice_id', 'practice_hash'],
      referencedColumnNames: ['practice_id', 'hash'],
    },
  ],
});
