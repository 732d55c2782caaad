import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { costOf } from './cost.js';
import { LIMITS, tooMuch } from './limits.js';

/** Asks for the cost of the request in `extensions.cost` when its value is 1. */
export const COST_HEADER = 'x-graphql-cost';

/** Limits that depend on variables, which validation does not see: how deep they are, and what the operation costs. */
export function limitsPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: async (): Promise<GraphQLRequestListener<Record<string, never>>> => {
      let cost: number | undefined;
      return {
        async didResolveOperation({ request, schema, document, operation }) {
          const variables = request.variables ?? {};
          if (isDeeper(variables, LIMITS.nesting.most)) throw tooMuch('nesting');
          cost = operation ? costOf({ schema, document, operation, variables }) : 0;
          if (cost > LIMITS.cost.most) throw tooMuch('cost', operation ? [operation] : []);
        },
        async willSendResponse({ request, response }) {
          const { body } = response;
          if (body.kind !== 'single') return;
          // Apollo answers 200, for clients that would send the whole document then.
          if (body.singleResult.errors?.[0]?.extensions?.['code'] === 'PERSISTED_QUERY_NOT_SUPPORTED')
            response.http.status = 400;
          if (cost !== undefined && request.http?.headers.get(COST_HEADER) === '1')
            body.singleResult.extensions = {
              ...body.singleResult.extensions,
              cost: { requested: cost, limit: LIMITS.cost.most },
            };
        },
      };
    },
  };
}

/** Level by level and not by recursion: what comes over the network may be deeper than the stack. */
function isDeeper(variables: object, most: number): boolean {
  let level: object[] = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((outer) => Object.values(outer).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
