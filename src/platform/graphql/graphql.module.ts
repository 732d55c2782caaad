import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule, Type } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { UnitOfWork } from '../database/unit-of-work.js';
import { formatError, type ReportError } from './errors.js';
import { knownOperationsRule } from './known-operations.rule.js';
import { limitsPlugin } from './limits.plugin.js';
import { limitsRule } from './limits.rule.js';
import { LIMITS } from './limits.js';
import { oneMutationRule } from './one-mutation.rule.js';
import { unitOfWorkPlugin } from './unit-of-work.plugin.js';

export interface GraphqlOptions {
  /** Modules whose resolvers make up the schema; a host's own resolvers stay the host's. */
  readonly include: Type[];
  /** Whether callers may ask for the schema: apart from GraphiQL, which needs it. */
  readonly introspection: boolean;
  readonly report: ReportError;
  /** Imported for `guard`. */
  readonly guardModule: Type;
  /** The service that puts access rules in front of the schema. */
  readonly guard: Type<AccessGuard>;
}

/** Stands in front of the schema; `settle` writes down what the request was refused, before it is answered. */
interface AccessGuard {
  guard(schema: GraphQLSchema): GraphQLSchema;
  settle(): Promise<void>;
}

/** GraphQL at `/graphql`, code-first, behind the access guard, one unit of work a request. */
export function graphqlModule(options: GraphqlOptions): DynamicModule {
  return GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    imports: [options.guardModule],
    inject: [UnitOfWork, options.guard],
    useFactory: (unitOfWork: UnitOfWork, guard: AccessGuard) => ({
      path: '/graphql',
      // As all other routes: what finds out who is calling stands under a host’s prefix.
      useGlobalPrefix: true,
      include: options.include,
      autoSchemaFile: true,
      sortSchema: true,
      transformSchema: (schema: GraphQLSchema) => guard.guard(schema),
      introspection: options.introspection,
      graphiql: false,
      playground: false,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: !options.introspection,
      persistedQueries: false,
      // After the listener is closed: stopped first, Apollo would refuse what is still under way.
      stopOnApplicationShutdown: true,
      parseOptions: { maxTokens: LIMITS.tokens.most },
      validationOptions: { maxErrors: 5 },
      // Each error of a variable prints the whole variable before we leave it out.
      executionOptions: { maxCoercionErrors: 5 },
      // Not with `maxRecursiveSelections`: Apollo would put off these rules until all others have run.
      validationRules: [limitsRule(options.introspection), knownOperationsRule, oneMutationRule],
      context: () => ({}),
      formatError: formatError(options.report),
      plugins: [limitsPlugin(), unitOfWorkPlugin(unitOfWork, options.report, () => guard.settle())],
    }),
  });
}
