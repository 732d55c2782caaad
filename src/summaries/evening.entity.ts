import { EntitySchema } from 'typeorm';

/** When a practice's next evening comes. It has a row from its first session on. */
export interface EveningRow {
  practice_id: string;
  next_at: Date;
}

export const EveningEntity = new EntitySchema<EveningRow>({
  name: 'evening',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'evening_pkey' },
    next_at: { type: 'timestamptz', precision: 3 },
  },
  foreignKeys: [
    {
      name: 'evening_practice_fk',
      target: 'practice',
      columnNames: ['practice_id'],
      referencedColumnNames: ['id'],
    },
  ],
});
