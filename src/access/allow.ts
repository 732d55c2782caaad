import type { Actor, Role, TokenScope } from './actor.js';

/** Whom a rule can name: a member by role, or a client. */
export type Party = Role | 'client';
/** Those whom a rule lets in. A member with several roles is let in by any of them. */
export type Who = readonly Party[];

/** Who may call an operation, and how they must have signed in. */
export interface OperationRule {
  readonly who: Who;
  /** What a program's token needs; `none`: no token will do, somebody has to be there. */
  readonly token: TokenScope | 'none';
  /** Whether a browser must have shown a factor again within the last minutes. */
  readonly stepUp: boolean;
  /** Arguments that not everybody who may call the operation may give. */
  readonly args: Readonly<Record<string, Who>>;
}

/** Who may read a field of an answer. */
export interface FieldRule {
  readonly who: Who;
  /** What everybody else gets: an error, or null (an empty list) as if there were nothing. */
  readonly others: 'refused' | 'nothing';
}

/** Who may read a type's fields, with those that differ from the rest. */
export interface TypeRule {
  readonly rest: Who;
  readonly fields: Readonly<Record<string, FieldRule>>;
}

/** Whether `who` lets `actor` in. */
export function isAllowed(who: Who, actor: Actor): boolean {
  if (actor.kind === 'client') return who.includes('client');
  return actor.roles.some((role) => who.includes(role));
}
