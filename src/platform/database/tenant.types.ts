/**
 * How far a member's transactions see: `practice` every client's file, `care_team` those of the clients whom the
 * member treats or has broken the glass for, `desk` who the clients are and no clinical content.
 */
export type Reach = 'practice' | 'care_team' | 'desk';

/** On whose behalf the database is asked; every row-level policy reads these settings. */
export interface Tenant {
  readonly practiceId: string;
  readonly actorKind: 'member' | 'client' | 'system';
  readonly actorId: string;
  /** Set when a client acts: narrows every policy to the client's own rows. */
  readonly clientId: string | null;
  readonly reach: Reach;
  /** Ids of clients and couples that are closed to the member: an individual therapist sees one file only. */
  readonly closed: readonly string[];
  /** Whether a client acts on a device of the clinic’s: some worksheets are there for them on no other. */
  readonly inOffice: boolean;
  readonly requestId: string;
}
