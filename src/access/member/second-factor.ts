import type { Role } from '../actor.js';
import type { Factor } from '../login-challenges.service.js';

/** Injection token: the operator’s `SecondFactorPolicy`. */
export const MEMBER_SECOND_FACTOR = Symbol('mendwork.member-second-factor');

/** Whether those who see clinical content must show two factors; `optional` is the operator’s own risk. */
export type SecondFactorPolicy = 'required' | 'optional';

/** Whether a member with these roles must have a second factor. Who has one is asked for it in any case. */
export function needsSecondFactor(roles: readonly Role[], policy: SecondFactorPolicy): boolean {
  return policy === 'required' && roles.some((role) => role === 'clinician' || role === 'supervisor');
}

/** The ways in that a member has. */
export interface WaysIn {
  readonly password: boolean;
  readonly totp: boolean;
  readonly passkeys: number;
  /** Recovery codes that are not used yet. */
  readonly recoveryCodes: number;
}

/** Whether with these ways alone a member still gets in, with two factors where they must have them. */
export function getsIn({ password, totp, passkeys }: WaysIn, needsTwo: boolean): boolean {
  // A passkey that knows its owner is both factors at once.
  return passkeys > 0 || (password && (totp || !needsTwo));
}

/** Whether who has shown `factors` has shown two, where they must: all but a password stand for a second one. */
export function hasShownEnough(factors: readonly Factor[], needsTwo: boolean): boolean {
  return !needsTwo || factors.some((factor) => factor !== 'password');
}

/** What a member with a password may show next. */
export function secondWays({ totp, passkeys, recoveryCodes }: WaysIn): Factor[] {
  const enrolled: Factor[] = [
    ...(totp ? ['totp' as const] : []),
    ...(passkeys > 0 ? ['passkey' as const] : []),
  ];
  return enrolled.length > 0 && recoveryCodes > 0 ? [...enrolled, 'recovery_code'] : enrolled;
}
