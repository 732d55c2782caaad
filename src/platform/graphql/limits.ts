import { type ASTNode, GraphQLError } from 'graphql';

/** One thing of which a request may have so many and no more. */
export interface Limit {
  readonly most: number;
  /** What is counted; ends the sentence “A request may have at most 10 …”. */
  readonly counted: string;
  /** What to do instead. */
  readonly wayOut: string;
}

/** Sizes of one GraphQL request. docs/api.md is printed from here. */
export const LIMITS = {
  tokens: {
    most: 2_000,
    counted: 'tokens (names, signs and values) in its document',
    wayOut: 'Send values as variables, and split the document.',
  },
  operations: {
    most: 5,
    counted: 'operations in its document',
    wayOut: 'Send only those that are run together.',
  },
  fragments: {
    most: 30,
    counted: 'fragments in its document: definitions, uses and inline ones together',
    wayOut: 'Write the fields out, or split the request.',
  },
  depth: {
    most: 10,
    counted: 'levels of fields within fields',
    wayOut: 'Ask for the inner part by its id in a request of its own.',
  },
  rootFields: {
    most: 10,
    counted: 'fields at its root',
    wayOut: 'Send several requests.',
  },
  aliases: {
    most: 15,
    counted: 'aliases, counted at each use of a fragment',
    wayOut: 'Ask for a list, or send several requests.',
  },
  directives: {
    most: 10,
    counted: 'directives, counted at each use of a fragment',
    wayOut: 'Leave out what is never skipped.',
  },
  selections: {
    most: 500,
    counted: 'fields and fragments, counted at each use of a fragment',
    wayOut: 'Ask only for fields that you show, each once.',
  },
  nesting: {
    most: 16,
    counted: 'levels of lists and objects within a value or variable',
    wayOut: 'Check the value against the schema: none there is as deep.',
  },
  cost: {
    most: 100_000,
    counted: 'points of cost',
    wayOut: 'Ask for shorter pages (first) or for fewer fields.',
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

/** What a caller is told who asked for too much. */
export function sentenceOf(name: LimitName): string {
  const { most, counted, wayOut } = LIMITS[name];
  return `A request may have at most ${most.toLocaleString('en-US')} ${counted}. ${wayOut}`;
}

/** The refusal, with HTTP status 400; `formatError` gives it the code GRAPHQL_LIMIT. */
export function tooMuch(name: LimitName, nodes: readonly ASTNode[] = []): GraphQLError {
  return new GraphQLError(sentenceOf(name), {
    nodes,
    extensions: { limit: name, http: { status: 400 } },
  });
}

/** The limit that an error’s `extensions.limit` names, if any. */
export function isLimitName(name: unknown): name is LimitName {
  return typeof name === 'string' && Object.hasOwn(LIMITS, name);
}
