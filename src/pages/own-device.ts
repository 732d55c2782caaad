import { currentActor } from '../access/actor.js';

/**
 * May what was handed in be shown again here, or kept? Not on a tablet of the clinic's, which somebody else has next, and
 * not inside another site's page: in neither can a client show once more who they are. True where nobody is signed in:
 * the door comes first there.
 */
export function isOnOwnDevice(): boolean {
  const actor = currentActor();
  return actor?.kind !== 'client' || actor.place === 'own';
}
