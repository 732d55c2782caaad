import { AsyncLocalStorage } from 'node:async_hooks';
import { runAsTenant } from '../platform/database/tenant.js';
import type { Reach, Tenant } from '../platform/database/tenant.types.js';
import { PublicError } from '../platform/errors/problem.js';
import type { SessionPlace } from './client/client-session.types.js';

/** What a member of a practice may be. */
export const ROLES = ['clinician', 'supervisor', 'admin', 'front_desk', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What a program may do with a member's token. */
export const TOKEN_SCOPES = ['read', 'write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** How a member has shown who they are. */
export type MemberCredential =
  /** A browser. `steppedUpAt`: when a factor was last shown again. */
  | { readonly kind: 'session'; readonly sessionId: string; readonly steppedUpAt: Date | null }
  /** A program, with what its token allows. */
  | { readonly kind: 'access_token'; readonly tokenId: string; readonly scopes: readonly TokenScope[] }
  /** The host's own log-in, which has checked what the host asks for. */
  | { readonly kind: 'host' }
  /** The operator's own program: seeding, the demonstration, a link that was signed before. */
  | { readonly kind: 'operator' };

/** A member of the practice's staff. `id` is the member's. */
export interface MemberActor {
  readonly kind: 'member';
  readonly practiceId: string;
  readonly id: string;
  readonly roles: readonly Role[];
  readonly credential: MemberCredential;
  readonly reach: Reach;
  /** Ids of clients and couples that are closed to the member, since they treat the partner alone. */
  readonly closed: readonly string[];
}
/** A client, signed in on one browser. `id` is the client's. */
export interface ClientActor {
  readonly kind: 'client';
  readonly practiceId: string;
  readonly id: string;
  /** SHA-256 of the session's secret, to end it by. */
  readonly sessionHash: Buffer;
  /** Where the session runs. */
  readonly place: SessionPlace;
}
/** Who is calling. Nobody else gets in. */
export type Actor = MemberActor | ClientActor;

const actors = new AsyncLocalStorage<Actor>();

/** Runs `work` as `actor`: services see the actor, the database the practice and, for a client, the client. */
export function runAsActor<T>(actor: Actor, requestId: string, work: () => T): T {
  const tenant: Tenant = {
    practiceId: actor.practiceId,
    actorKind: actor.kind,
    actorId: actor.id,
    clientId: actor.kind === 'client' ? actor.id : null,
    reach: actor.kind === 'member' ? actor.reach : 'practice',
    closed: actor.kind === 'member' ? actor.closed : [],
    inOffice: actor.kind === 'client' && actor.place === 'office',
    requestId,
  };
  return actors.run(actor, () => runAsTenant(tenant, work));
}

/**
 * Runs `work` with what a member may see while the member is not there. The audit says that the system did it, and on
 * whose behalf: nobody has read anything yet.
 */
export function runOnBehalf<T>(member: MemberActor, requestId: string, work: () => T): T {
  const { practiceId, id: actorId, reach, closed } = member;
  const tenant: Tenant = {
    practiceId,
    actorKind: 'system',
    actorId,
    clientId: null,
    reach,
    closed,
    inOffice: false,
    requestId,
  };
  return actors.run(member, () => runAsTenant(tenant, work));
}

/** Runs `work` for the practice before anybody is known: looking a link or a session up. */
export function runAsSystem<T>(practiceId: string, requestId: string, work: () => T): T {
  return runAsTenant(
    {
      practiceId,
      actorKind: 'system',
      actorId: practiceId,
      clientId: null,
      reach: 'practice',
      closed: [],
      inOffice: false,
      requestId,
    },
    work,
  );
}

/** A member as the operator's own program acts for them: with all that the roles allow. */
export function actingFor(member: Pick<MemberActor, 'practiceId' | 'id' | 'roles'>): MemberActor {
  return { kind: 'member', ...member, credential: { kind: 'operator' }, reach: 'practice', closed: [] };
}

/** Who is calling, or undefined before anybody has signed in. */
export function currentActor(): Actor | undefined {
  return actors.getStore();
}

/** The client who is calling. Throws FORBIDDEN for anybody else. */
export function requireClient(): ClientActor {
  const actor = currentActor();
  if (actor?.kind !== 'client') throw new PublicError('FORBIDDEN', 'Only a signed-in client can do this.');
  return actor;
}

/** The member who is calling. Throws FORBIDDEN for anybody else. */
export function requireMember(): MemberActor {
  const actor = currentActor();
  if (actor?.kind !== 'member')
    throw new PublicError('FORBIDDEN', 'Only a signed-in member of the practice can do this.');
  return actor;
}
