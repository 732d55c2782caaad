import { EntitySchema } from 'typeorm';

/** One client's copy of a session's summary, made the evening before and thrown away after the session's day. */
export interface PreparedPrintRow {
  practice_id: string;
  session_id: string;
  client_id: string;
  paper: 'LETTER' | 'A4';
  /** Keyed hash of what it says: it is given out only while that would still be said. */
  content_mac: Buffer;
  /** The document, sealed under the client's key. */
  bytes_sealed: Buffer;
  /** The clinician on whose behalf it was made. */
  made_for: string;
  made_at: Date;
  expires_at: Date;
}

export const PreparedPrintEntity = new EntitySchema<PreparedPrintRow>({
  name: 'prepared_print',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'prepared_print_pkey' },
    session_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'prepared_print_pkey' },
    client_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'prepared_print_pkey' },
    paper: { type: 'text' },
    content_mac: { type: 'bytea' },
    bytes_sealed: { type: 'bytea' },
    made_for: { type: 'uuid' },
    made_at: { type: 'timestamptz', precision: 3 },
    expires_at: { type: 'timestamptz', precision: 3 },
  },
  checks: [{ name: 'prepared_print_paper_check', expression: `paper IN ('LETTER', 'A4')` }],
  foreignKeys: [
    {
      name: 'prepared_print_session_fk',
      target: 'session',
      columnNames: ['practice_id', 'session_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'prepared_print_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'prepared_print_made_for_fk',
      target: 'member',
      columnNames: ['practice_id', 'made_for'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
