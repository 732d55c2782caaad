import { EntitySchema } from 'typeorm';
import type { Worksheet } from '../core/worksheet/definition.js';

/** A worksheet as it was published: never changed, named by the hash of its content. */
export interface WorksheetVersionRow {
  hash: string;
  worksheet_id: string;
  definition: Worksheet;
  created_at: Date;
}

export const WorksheetVersionEntity = new EntitySchema<WorksheetVersionRow>({
  name: 'worksheet_version',
  schema: 'mendwork',
  columns: {
    hash: { type: 'text', primary: true, primaryKeyConstraintName: 'worksheet_version_pkey' },
    worksheet_id: { type: 'text' },
    definition: { type: 'jsonb' },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
});
