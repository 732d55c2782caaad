import { z } from 'zod';
import { ROLES } from '../actor.js';

/** Injection token of `HostLogin`, or undefined where members sign in with us. */
export const HOST_LOGIN = Symbol('mendwork.host-login');

/** The host's own log-in: its identity provider speaks for members, by signed tokens or with a browser. */
export interface HostLogin {
  /** The provider’s address, as its tokens name it. */
  readonly issuer: string;
  /** What its tokens are made for. */
  readonly audience: string;
  /** Where the provider’s public keys are; unless told, what its discovery document says. */
  readonly jwksUrl?: string | undefined;
  /** Signature algorithms that are taken; RS256, PS256, ES256 and EdDSA unless told. Shared secrets never are. */
  readonly algorithms?: readonly HostAlgorithm[] | undefined;
  /** How far the clocks may be apart; 30 seconds unless told. */
  readonly clockToleranceSeconds?: number | undefined;
  /** Names of the claims; `mendwork_practice`, `mendwork_roles` and `name` unless told. */
  readonly claims?:
    { readonly practice?: string; readonly roles?: string; readonly name?: string } | undefined;
  /** For signing in with a browser: OpenID Connect, code flow with PKCE. The ID token carries the same claims. */
  readonly client?: { readonly id: string; readonly secret?: string | undefined } | undefined;
}

export const HOST_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;
export type HostAlgorithm = (typeof HOST_ALGORITHMS)[number];

/** Whom the provider speaks for. */
export interface HostPerson {
  readonly issuer: string;
  /** The provider’s lasting name for the person. */
  readonly subject: string;
  readonly practiceId: string;
  readonly roles: readonly (typeof ROLES)[number][];
  readonly displayName: string;
}

const shape = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  practice: z.uuid(),
  roles: z.array(z.string()).transform((names) => ROLES.filter((role) => names.includes(role))),
  name: z.string().trim().min(1).max(200),
});

/**
 * Reads who a token speaks for.
 * @returns undefined where a claim is missing or malformed, or none of its roles is one of ours
 */
export function personIn(
  payload: Readonly<Record<string, unknown>>,
  claims: HostLogin['claims'],
): HostPerson | undefined {
  const parsed = shape.safeParse({
    iss: payload.iss,
    sub: payload.sub,
    practice: payload[claims?.practice ?? 'mendwork_practice'],
    roles: payload[claims?.roles ?? 'mendwork_roles'],
    name: payload[claims?.name ?? 'name'],
  });
  if (!parsed.success || parsed.data.roles.length === 0) return undefined;
  const { iss, sub, practice, roles, name } = parsed.data;
  return { issuer: iss, subject: sub, practiceId: practice.toLowerCase(), roles, displayName: name };
}
