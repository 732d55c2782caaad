import { EntitySchema } from 'typeorm';

/** The tenant; everything belongs to one. */
export interface PracticeRow {
  id: string;
  name: string;
  /** IANA name, for example America/Chicago. */
  time_zone: string;
  paper: 'LETTER' | 'A4';
  /** The practice's key, wrapped by the key provider. */
  wrapped_key: Buffer;
  /** Members see the files of clients whom they treat, and no others. */
  care_team_only: boolean;
  /** What 42 CFR Part 2 makes of the practice; null until somebody has said. */
  part2: 'none' | 'recipient' | 'program' | null;
  /** The hour at which the next day's summaries are made ready; null where none are. */
  summaries_ready_at: number | null;
  /** Origins of the sites whose pages may frame the clients' pages. */
  embed_origins: string[];
  created_at: Date;
}

export const PracticeEntity = new EntitySchema<PracticeRow>({
  name: 'practice',
  schema: 'mendwork',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'practice_pkey' },
    name: { type: 'text' },
    time_zone: { type: 'text' },
    paper: { type: 'text', default: 'LETTER' },
    wrapped_key: { type: 'bytea' },
    care_team_only: { type: 'boolean', default: false },
    part2: { type: 'text', nullable: true },
    summaries_ready_at: { type: 'smallint', nullable: true, default: 18 },
    embed_origins: { type: 'text', array: true, default: [] },
    created_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
  checks: [
    { name: 'practice_paper_check', expression: `paper IN ('LETTER', 'A4')` },
    { name: 'practice_part2_check', expression: `part2 IN ('none', 'recipient', 'program')` },
    { name: 'practice_summaries_ready_at_check', expression: `summaries_ready_at BETWEEN 0 AND 23` },
    { name: 'practice_embed_origins_check', expression: 'cardinality(embed_origins) <= 20' },
  ],
});
