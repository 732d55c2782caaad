/** Thrown by what handles an event when trying again would be of no use: it goes to those that were given up. */
export class GiveUp extends Error {
  override readonly name: string = 'GiveUp';
}

/** What may be kept of a failure beside a job: the error’s kind alone. Messages can quote an address or a text. */
export interface KeptFailure {
  readonly kind: string;
}

/** The kept part of whatever was thrown. */
export function keptFailure(error: unknown): KeptFailure {
  return { kind: error instanceof Error ? error.name : typeof error };
}
