import { Injectable } from '@nestjs/common';
import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { PublicError } from '../platform/errors/problem.js';
import { type Actor, currentActor, type MemberCredential, type TokenScope } from './actor.js';
import { isAllowed, type OperationRule } from './allow.js';
import { Refusals } from './refusals.service.js';
import { fieldsToGuard, misfits, nothingOf, type RuledField, ruledOperations } from './schema-rules.js';

/**
 * The access guard. It stands in the built schema itself, in front of every root field and of every field with a
 * narrower rule than the way there, so that no way of declaring a resolver gets around it.
 */
@Injectable()
export class SchemaGuard {
  constructor(private readonly refusals: Refusals) {}

  /**
   * Puts the guard into `schema` and returns it.
   * @throws Error naming every operation and type without a rule, and every rule without its counterpart
   */
  guard(schema: GraphQLSchema): GraphQLSchema {
    const wrong = misfits(schema);
    if (wrong.length > 0)
      throw new Error(`The access rules (src/access/rules.ts) do not fit the schema. ${wrong.join(' ')}`);
    for (const { name, field, rule } of ruledOperations(schema)) {
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args: Record<string, unknown>, context, info) => {
        this.admit(name, rule, args);
        return resolve(source, args, context, info);
      };
    }
    for (const ruled of fieldsToGuard(schema)) this.guardField(ruled);
    return schema;
  }

  /** Writes down what the current request was refused; called before it is answered. */
  settle(): Promise<void> {
    return this.refusals.settle();
  }

  private guardField({ name, field, rule }: RuledField): void {
    const resolve = field.resolve ?? defaultFieldResolver;
    const nothing = nothingOf(field.type);
    field.resolve = (...args) => {
      if (isAllowed(rule.who, requireActor())) return resolve(...args);
      if (rule.others === 'nothing') return nothing;
      throw this.refuse(name);
    };
  }

  private admit(name: string, rule: OperationRule, args: Record<string, unknown>): void {
    const actor = requireActor();
    if (!isAllowed(rule.who, actor)) throw this.refuse(name);
    for (const [arg, who] of Object.entries(rule.args))
      if (args[arg] !== undefined && args[arg] !== null && !isAllowed(who, actor))
        throw this.refuse(`${name}(${arg})`);
    if (actor.kind === 'member') this.admitCredential(name, rule, actor.credential);
  }

  private admitCredential(name: string, rule: OperationRule, credential: MemberCredential): void {
    if (credential.kind === 'access_token' && !isWithin(rule.token, credential.scopes)) {
      this.refusals.note(name, 'scope');
      throw new PublicError(
        'FORBIDDEN',
        rule.token === 'none'
          ? 'No access token can do this. Sign in with a browser.'
          : `This access token does not allow it. Make one with the scope ${rule.token}.`,
      );
    }
    // Null once the last time is too long ago: the database judged it when the session was found.
    if (credential.kind === 'session' && rule.stepUp && credential.steppedUpAt === null) {
      this.refusals.note(name, 'step_up');
      throw new PublicError(
        'STEP_UP_REQUIRED',
        'Show once more that it is you: your password, a code or a passkey. Then try again.',
      );
    }
  }

  private refuse(name: string): PublicError {
    this.refusals.note(name, 'role');
    return new PublicError('FORBIDDEN', 'Your role does not allow this.');
  }
}

/** Neither scope includes the other: writing does not read. */
function isWithin(needed: OperationRule['token'], scopes: readonly TokenScope[]): boolean {
  return needed !== 'none' && scopes.includes(needed);
}

function requireActor(): Actor {
  const actor = currentActor();
  if (!actor) throw new PublicError('UNAUTHENTICATED', 'Sign in first.');
  return actor;
}
