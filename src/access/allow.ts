import { SetMetadata } from '@nestjs/common';
import type { Actor, Role } from './actor.js';

/** Who may call an operation: the members' roles, and whether clients may. */
export interface AccessRule {
  readonly members?: readonly Role[];
  readonly clients?: boolean;
}

/** @internal where a resolver method keeps its rule. */
export const ACCESS_RULE = 'mendwork:access-rule';

/** States who may call a GraphQL operation. An operation without a rule keeps the server from starting. */
export const Allow = (rule: AccessRule): MethodDecorator => SetMetadata(ACCESS_RULE, rule);

/** Those who treat: they may see clinical content. */
export const CLINICAL: AccessRule = { members: ['clinician', 'supervisor'] };
/** Those who shape how the practice works: its worksheets and its policies. No client's facts. */
export const SHAPING: AccessRule = { members: ['clinician', 'supervisor', 'admin'] };
/** The client, about the client's own things. */
export const OWN: AccessRule = { clients: true };

/** Whether `rule` lets `actor` in. */
export function isAllowed(rule: AccessRule, actor: Actor): boolean {
  if (actor.kind === 'client') return rule.clients === true;
  return actor.roles.some((role) => rule.members?.includes(role) ?? false);
}
