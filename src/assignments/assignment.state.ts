/**
 * The life of an assignment. The database holds the same table in a CHECK over (previous_state, state),
 * so that a move that is not listed here is refused there as well.
 */
export const ASSIGNMENT_STATES = [
  'scheduled',
  'assigned',
  'opened',
  'in_progress',
  'submitted',
  'reviewed',
  'returned',
  'withdrawn',
  'expired',
] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** Legal moves: from → to. `null` is the state before the row exists. */
export const ASSIGNMENT_MOVES: readonly (readonly [AssignmentState | null, AssignmentState])[] = [
  [null, 'scheduled'],
  [null, 'assigned'],
  ['scheduled', 'assigned'],
  ['scheduled', 'withdrawn'],
  ['assigned', 'opened'],
  ['assigned', 'in_progress'],
  ['assigned', 'withdrawn'],
  ['assigned', 'expired'],
  ['opened', 'in_progress'],
  ['opened', 'submitted'],
  ['opened', 'withdrawn'],
  ['opened', 'expired'],
  ['in_progress', 'submitted'],
  ['in_progress', 'withdrawn'],
  ['in_progress', 'expired'],
  ['submitted', 'reviewed'],
  ['submitted', 'returned'],
  ['reviewed', 'returned'],
  ['returned', 'in_progress'],
  ['returned', 'submitted'],
  ['returned', 'withdrawn'],
];

/** The states from which one may move to `to`. */
export function statesBefore(to: AssignmentState): AssignmentState[] {
  return ASSIGNMENT_MOVES.flatMap(([from, next]) => (next === to && from !== null ? [from] : []));
}

/** States in which the client may still write. */
export const OPEN_STATES: readonly AssignmentState[] = ['assigned', 'opened', 'in_progress', 'returned'];
