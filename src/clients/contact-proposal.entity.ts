import { EntitySchema } from 'typeorm';

/** How a client wishes to be reached, until the clinic has confirmed it. */
export interface ContactProposalRow {
  practice_id: string;
  id: string;
  client_id: string;
  contact_sealed: Buffer;
  state: 'proposed' | 'confirmed' | 'declined' | 'replaced';
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
}

export const ContactProposalEntity = new EntitySchema<ContactProposalRow>({
  name: 'contact_proposal',
  schema: 'mendwork',
  columns: {
    practice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'contact_proposal_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'contact_proposal_pkey' },
    client_id: { type: 'uuid' },
    contact_sealed: { type: 'bytea' },
    state: { type: 'text' },
    proposed_at: { type: 'timestamptz', precision: 3, default: () => 'now()' },
    decided_by: { type: 'uuid', nullable: true },
    decided_at: { type: 'timestamptz', precision: 3, nullable: true },
  },
  indices: [{ name: 'contact_proposal_by_client', columns: ['practice_id', 'client_id', 'proposed_at'] }],
  checks: [
    {
      name: 'contact_proposal_state_check',
      expression: `state IN ('proposed', 'confirmed', 'declined', 'replaced')`,
    },
  ],
  foreignKeys: [
    {
      name: 'contact_proposal_client_fk',
      target: 'client',
      columnNames: ['practice_id', 'client_id'],
      referencedColumnNames: ['practice_id', 'id'],
    },
    {
      name: 'contact_proposal_decided_by_fk',
      target: 'member',
      columnNames: ['practice_id', 'decided_by'],
      referencedColumnNames: ['practice_id', 'id'],
    },
  ],
});
