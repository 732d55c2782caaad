import { type GraphQLError, Kind } from 'graphql';

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** What may be said of a value: which field is missing or unknown, or which type was expected; never the value. */
const REASON =
  /Field "[\w.]+" (?:of required type "[\w[\]!]+" was not provided|is not defined by type "\w+")\.|^Expected value of type "[\w[\]!]+"(?=, found)/;

/**
 * What is said of a request that cannot be read or does not fit the schema. GraphQL quotes what it refuses, and what
 * somebody typed stays out of messages, which get logged; the error’s locations say where to look.
 * @param code Apollo’s code of the error
 * @param message as GraphQL words it
 * @param nodes the parts of the document that it is about, where it tells
 */
export function describeFault(code: string, message: string, nodes: GraphQLError['nodes']): string {
  switch (code) {
    case 'GRAPHQL_PARSE_FAILED':
      return ofSyntax(message);
    case 'OPERATION_RESOLUTION_FAILURE':
      return 'The document has no such operation, or several and none was named. Name one in operationName.';
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return 'Queries are not kept here. Send the whole query.';
    case 'GRAPHQL_VALIDATION_FAILED':
      return isAboutNames(message, nodes) ? message : ofValue('A value', message);
    case 'BAD_USER_INPUT': {
      const named = /^(?:Variable "\$\w+"|Argument "\w+")/.exec(message)?.[0];
      return ofValue(named ?? 'A variable', message);
    }
    default:
      return message;
  }
}

/** Fields, arguments, types, fragments and directives are the schema’s and the document’s own; they may be named. */
function isAboutNames(message: string, nodes: GraphQLError['nodes']): boolean {
  if (!nodes || nodes.length === 0) return /^Too many validation errors|^Syntax Error/.test(message);
  return !nodes.some(({ kind }) => VALUES.has(kind));
}

function ofValue(what: string, message: string): string {
  const reason = REASON.exec(message)?.[0];
  const said =
    reason === undefined
      ? 'Check its fields and their values against the schema.'
      : reason.replace(/([^.])$/, '$1.');
  return `${what} does not fit its type. ${said}`;
}

/** Only what the grammar wanted, and the kind of what stood there instead. */
function ofSyntax(message: string): string {
  const wanted =
    /^Syntax Error: Expected (Name|<EOF>|"[^"\w]{1,3}"|"\w+"), found (<EOF>|\w+|"[^"\w]{1,3}")/.exec(message);
  if (wanted) return `Syntax Error: Expected ${wanted[1]}, found ${wanted[2]}.`;
  const found = /^Syntax Error: Unexpected (<EOF>|Name|String|BlockString|Int|Float|"[^"\w]{1,3}")/.exec(
    message,
  );
  if (found) return `Syntax Error: Unexpected ${found[1]}.`;
  if (message === 'Syntax Error: Unterminated string.') return message;
  return 'Syntax Error: There is a character that does not belong here.';
}
