import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { PublicError, STATUS_OF } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';
import { describeFault } from './faults.js';
import { isLimitName, LIMITS, type LimitName, sentenceOf } from './limits.js';

/** Codes of Apollo's own that say nothing but what the caller did wrong. */
const PASSED_ON = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

/** Reports what the caller is not told: kind and place of the error, never its message, which may hold a value. */
export type ReportError = (error: unknown) => void;

/**
 * What a caller sees of an error: one of our codes with its sentence, one of Apollo's about the request itself,
 * or INTERNAL. Nothing else leaves.
 */
export function formatError(report: ReportError) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown);
    const known = error instanceof PublicError ? error : toPublicError(error);
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    if (known)
      return {
        message: known.message,
        ...place,
        extensions: { code: known.code, status: STATUS_OF[known.code] },
      };
    const limit = limitOf(formatted);
    if (limit)
      return {
        message: sentenceOf(limit),
        ...place,
        extensions: { code: 'GRAPHQL_LIMIT', limit, most: LIMITS[limit].most },
      };
    const code = codeOf(formatted, error);
    if (code !== undefined) {
      const nodes = error instanceof GraphQLError ? error.nodes : undefined;
      return { message: describeFault(code, formatted.message, nodes), ...place, extensions: { code } };
    }
    report(error);
    return {
      message: 'Something went wrong on our side. Nothing was changed. Try again.',
      ...place,
      extensions: { code: 'INTERNAL' },
    };
  };
}

function limitOf({ message, extensions }: GraphQLFormattedError): LimitName | undefined {
  const name = extensions?.['limit'];
  if (isLimitName(name)) return name;
  // The parser’s own limit, which it tells in words alone.
  return /^Syntax Error: Document contains more that \d+ tokens/.test(message) ? 'tokens' : undefined;
}

/** The code that is passed on; undefined where the error is none of the caller’s. */
function codeOf({ message, extensions }: GraphQLFormattedError, error: unknown): string | undefined {
  const code = extensions?.['code'];
  if (typeof code === 'string' && PASSED_ON.has(code)) return code;
  // An argument that only its variable’s value shows to be wrong is found while the request runs.
  return error instanceof GraphQLError && !error.originalError && /^Argument "\w+" /.test(message)
    ? 'BAD_USER_INPUT'
    : undefined;
}
