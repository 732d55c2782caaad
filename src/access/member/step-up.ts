import { PublicError } from '../../platform/errors/problem.js';
import { type MemberActor, requireMember } from '../actor.js';

/** For how long a factor that was shown again counts. */
export const STEP_UP_MINUTES = 10;

/**
 * The member who is calling, in a browser where a factor was shown within the last ten minutes. `steppedUpAt` is null
 * after that: the database judged it when the session was found.
 * @throws PublicError STEP_UP_REQUIRED, or FORBIDDEN for who is no member in a browser
 */
export function requireSteppedUp(): MemberActor {
  const member = requireMember();
  if (member.credential.kind !== 'session')
    throw new PublicError('FORBIDDEN', 'This is done in a browser only. Sign in there under /console.');
  if (member.credential.steppedUpAt === null)
    throw new PublicError(
      'STEP_UP_REQUIRED',
      'Show once more that it is you: your password, a code or a passkey. Then try again.',
    );
  return member;
}
