/** Where in the console an address leads. */
export type Route =
  | { readonly kind: 'place'; readonly place: 'clients' | 'account' | 'tokens' }
  | { readonly kind: 'sign_in'; readonly practiceId: string }
  | { readonly kind: 'invitation'; readonly practiceId: string; readonly invitationId: string }
  | { readonly kind: 'unknown' };

const ID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';
const SIGN_IN = new RegExp(`^/console/p/${ID}/?$`, 'i');
const INVITATION = new RegExp(`^/console/invitation/${ID}/${ID}/?$`, 'i');

/** The route of a path, which begins behind the prefix under which the console is mounted. */
export function routeOf(path: string): Route {
  const [, practiceId] = SIGN_IN.exec(path) ?? [];
  if (practiceId) return { kind: 'sign_in', practiceId: practiceId.toLowerCase() };
  const [, invitedTo, invitationId] = INVITATION.exec(path) ?? [];
  if (invitedTo && invitationId) return { kind: 'invitation', practiceId: invitedTo, invitationId };
  switch (path.replace(/\/$/, '')) {
    case '/console':
      return { kind: 'place', place: 'clients' };
    case '/console/account':
      return { kind: 'place', place: 'account' };
    case '/console/tokens':
      return { kind: 'place', place: 'tokens' };
    default:
      return { kind: 'unknown' };
  }
}
