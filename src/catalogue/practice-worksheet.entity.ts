import { EntitySchema } from 'typeorm';
import type { Worksheet } from '../core/worksheet/definition.js';

/** A worksheet that a practice published, in one version: never changed, named by the hash of its content. */
export interface PracticeWorksheetRow {
  practice_id: string;
  hash: string;
  worksheet_id: string;
  definition: Worksheet;
  /** The text that it was published from, YAML or JSON. */
  source: string;
  published_by: string;
  published_at: Date;
}

export const PracticeWorksheetEntity = new EntitySchema<PracticeWorksheetRow>({
  name: 'practice_worksheet',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'practice_worksheet_pkey' },
    hash: { type: 'text', primary: true, primaryKeyConstraintName: 'practice_worksheet_pkey' },
    worksheet_id: { type: 'text' },
    definition: { type: 'jsonb' },
    source: { type: 'text' },
    published_by: { type: 'uuid' },
    published_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  indices: [
    {
      name: 'practice_worksheet_newest',
      columns: ['practice_id', 'worksheet_id', 'published_at', 'hash'],
    },
  ],
  foreignKeys: [
    {
      name: 'practice_worksheet_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
    {
      name: 'practice_worksheet_published_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'published_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
