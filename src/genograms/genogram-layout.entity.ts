import { EntitySchema } from 'typeorm';
import type { Place } from '../platform/vault/vault.service.js';

/** Where people of a client's family were moved to by hand. The facts stay in the answers; a row is made by the first move. */
export interface GenogramLayoutRow {
  practice_id: string;
  client_id: string;
  moves_sealed: Buffer;
  /** Counts the changes, from 1. */
  revision: number;
  moved_by: string;
  moved_at: Date;
}

/** Where a client's moves are sealed. */
export function movesPlace(clientId: string): Place {
  return { table: 'genogram_layout', column: 'moves_sealed', rowId: clientId };
}

export const GenogramLayoutEntity = new EntitySchema<GenogramLayoutRow>({
  name: 'genogram_layout',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'genogram_layout_pkey' },
    client_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'genogram_layout_pkey' },
    moves_sealed: { type: 'bytea' },
    revision: { type: 'int' },
    moved_by: { type: 'uuid' },
    moved_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  foreignKeys: [
    {
      name: 'genogram_layout_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'genogram_layout_moved_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'moved_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
