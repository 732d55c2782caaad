/** On whose behalf the database is asked; every row-level policy reads these four settings. */
export interface Tenant {
  readonly practiceId: string;
  readonly actorKind: 'member' | 'client' | 'system';
  readonly actorId: string;
  /** Set when a client acts: narrows every policy to the client's own rows. */
  readonly clientId: string | null;
  readonly requestId: string;
}
