import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule, Type } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { UnitOfWork } from '../database/unit-of-work.js';
import { formatError, type ReportError } from './errors.js';
import { oneMutationRule } from './one-mutation.rule.js';
import { unitOfWorkPlugin } from './unit-of-work.plugin.js';

export interface GraphqlOptions {
  /** Modules whose resolvers make up the schema; a host's own resolvers stay the host's. */
  readonly include: Type[];
  readonly introspection: boolean;
  readonly report: ReportError;
  /** Imported for `guard`. */
  readonly guardModule: Type;
  /** The service that puts access rules in front of the schema. */
  readonly guard: Type<{ guard(schema: GraphQLSchema): GraphQLSchema }>;
}

/** GraphQL at `/graphql`, code-first, behind the access guard, one unit of work a request. */
export function graphqlModule(options: GraphqlOptions): DynamicModule {
  return GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    imports: [options.guardModule],
    inject: [UnitOfWork, options.guard],
    useFactory: (unitOfWork: UnitOfWork, guard: { guard(schema: GraphQLSchema): GraphQLSchema }) => ({
      path: '/graphql',
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
      parseOptions: { maxTokens: 2_000 },
      validationRules: [oneMutationRule],
      context: () => ({}),
      formatError: formatError(options.report),
      plugins: [unitOfWorkPlugin(unitOfWork, options.report)],
    }),
  });
}
