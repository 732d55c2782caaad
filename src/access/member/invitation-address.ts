/** How long an invitation waits for its member. */
export const INVITATION_DAYS = 7;

/** The purpose under which an invitation’s secret follows from its id. */
export const INVITATION_SECRET = 'member-invitation-secret';

/** Where an invitation is accepted. The secret stands in the fragment, which no server and no log is sent. */
export function invitationUrl(
  publicAddress: string,
  { practiceId, id, secret }: { practiceId: string; id: string; secret: string },
): string {
  return `${publicAddress}/console/invitation/${practiceId}/${id}#${secret}`;
}
