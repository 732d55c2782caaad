import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { PublicError, STATUS_OF } from '../errors/problem.js';
import { toPublicError } from '../errors/sql-state.js';

/** Codes of Apollo's own that say nothing but what the caller did wrong. */
const PASSED_ON = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
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
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && PASSED_ON.has(code))
      return { message: withoutValue(formatted.message), ...place, extensions: { code } };
    report(error);
    return {
      message: 'Something went wrong on our side. Nothing was changed. Try again.',
      ...place,
      extensions: { code: 'INTERNAL' },
    };
  };
}

/** GraphQL quotes the value of a variable that it refuses; what somebody typed stays out of messages, which get logged. */
function withoutValue(message: string): string {
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message)?.[1];
  if (variable === undefined) return message;
  const reason =
    /Field "\w+" (?:of required type "[\w[\]!]+" was not provided|is not defined by type "\w+")\./.exec(
      message,
    );
  return `Variable "${variable}" does not fit its type. ${reason?.[0] ?? 'Check its fields and their values against the schema.'}`;
}
