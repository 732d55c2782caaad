import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { PublicError } from '../platform/errors/problem.js';
import { currentActor } from './actor.js';
import { ACCESS_RULE, type AccessRule, isAllowed } from './allow.js';

/**
 * The access guard. It stands in the built schema itself, in front of every root field, so that no way of declaring
 * a resolver gets around it, and it denies what has no rule by refusing to start.
 */
@Injectable()
export class SchemaGuard {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /**
   * Puts the guard in front of every root field of `schema` and returns it.
   * @throws Error naming every operation that states no rule
   */
  guard(schema: GraphQLSchema): GraphQLSchema {
    const rules = this.rules();
    const unruled: string[] = [];
    for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
      for (const field of Object.values(type?.getFields() ?? {})) {
        const rule = rules.get(field.name);
        if (!rule) {
          unruled.push(`${type?.name}.${field.name}`);
          continue;
        }
        const resolve = field.resolve ?? defaultFieldResolver;
        field.resolve = (...args) => {
          admit(rule);
          return resolve(...args);
        };
      }
    }
    if (unruled.length > 0)
      throw new Error(`These operations state no access rule (@Allow): ${unruled.join(', ')}.`);
    return schema;
  }

  /** Every operation's rule, by field name. */
  rules(): Map<string, AccessRule> {
    const rules = new Map<string, AccessRule>();
    for (const { metatype } of this.discovery.getProviders()) {
      const prototype = (metatype as { prototype?: object } | null)?.prototype;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const handler = (prototype as Record<string, unknown>)[method];
        if (typeof handler !== 'function') continue;
        const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, handler as () => unknown);
        if (rule) rules.set(method, rule);
      }
    }
    return rules;
  }
}

function admit(rule: AccessRule): void {
  const actor = currentActor();
  if (!actor) throw new PublicError('UNAUTHENTICATED', 'Sign in first.');
  if (!isAllowed(rule, actor)) throw new PublicError('FORBIDDEN', 'Your role does not allow this.');
}
