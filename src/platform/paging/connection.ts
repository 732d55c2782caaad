import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { NIL, validate as isUuid } from 'uuid';
import { PublicError } from '../errors/problem.js';

/** The most that one page may hold. */
export const MAX_PAGE = 100;

@ObjectType()
export class PageInfo {
  @Field(() => Boolean) hasNextPage: boolean;
  @Field(() => Boolean) hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) startCursor: string | null;
  @Field(() => String, { nullable: true }) endCursor: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many, 1 to 100.' })
  first: number;
  @Field(() => String, { nullable: true, description: 'The cursor to go on after.' })
  after?: string | null;
}

/** A Relay connection as services return it. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
}

/** GraphQL types of a Relay connection over `node`, named after `name`. */
export function connectionOf<T>(node: Type<T>, name: string): Type<Connection<T>> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String) cursor: string;
    @Field(() => node) node: T;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionType implements Connection<T> {
    @Field(() => [Edge]) edges: Edge[];
    @Field(() => PageInfo) pageInfo: PageInfo;
  }
  return ConnectionType;
}

/** A place in a list that is ordered by time and id. */
export interface Keyset {
  readonly at: Date;
  readonly id: string;
}

/**
 * Checks a page's size and reads its cursor, as parameters of `(at, id) > ($, $) … LIMIT $`.
 * Asks for one row more than the page, to know whether there is a next.
 */
export function readPage(args: PageArgs): { limit: number; after: { at: Date | '-infinity'; id: string } } {
  if (args.first < 1 || args.first > MAX_PAGE)
    throw new PublicError('BAD_INPUT', `first must be from 1 to ${MAX_PAGE}.`);
  return {
    limit: args.first + 1,
    after: args.after ? decodeCursor(args.after) : { at: '-infinity', id: NIL },
  };
}

/** The page out of up to `args.first + 1` rows. */
export function toConnection<T>(
  args: PageArgs,
  nodes: readonly T[],
  keyOf: (node: T) => Keyset,
): Connection<T> {
  const edges = nodes.slice(0, args.first).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: nodes.length > args.first,
      hasPreviousPage: Boolean(args.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor({ at, id }: Keyset): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

function decodeCursor(cursor: string): Keyset {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !isUuid(id))
    throw new PublicError('BAD_INPUT', 'This cursor is not one of ours. Take endCursor of the page before.');
  return { at, id };
}
