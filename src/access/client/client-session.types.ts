/** What opens a client’s session that was left. */
export type UnlockWay = 'pin' | 'passkey';

/**
 * Where a session runs. `own`: the client’s device, or one that they chose. `office`: a tablet of the clinic’s that goes
 * from hand to hand, so the session is short and leaves nothing there. `embedded`: a frame in a host’s page.
 */
export type SessionPlace = 'own' | 'office' | 'embedded';

/** How the session of a browser stands. */
export interface ClientState {
  /** `locked`: one of `ways` opens it again. `out`: there is none, or it is over; a link starts another. */
  readonly state: 'open' | 'locked' | 'out';
  /** What the client has set up; empty when `out`. */
  readonly ways: readonly UnlockWay[];
  /** Whether the client has shown within the last ten minutes who they are. */
  readonly steppedUp: boolean;
  /** Who is in, so that a page left open knows whether it is still theirs; null unless the session is open. */
  readonly clientId: string | null;
  /** Where it runs, or ran until it was over; `own` where nothing is known of it. */
  readonly place: SessionPlace;
}

/** A browser in which a client is signed in, as the client is shown it. */
export interface ClientDevice {
  readonly id: string;
  /** Browser and system: “Firefox on Windows”. */
  readonly label: string;
  readonly createdAt: Date;
  /** The browser that is asking. */
  readonly current: boolean;
}
