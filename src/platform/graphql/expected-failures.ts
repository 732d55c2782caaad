import type { Type } from '@nestjs/common';
import { createUnionType, Field, ObjectType } from '@nestjs/graphql';

/** What a service answers for an id that is missing, malformed or somebody else's: the three are one. */
export interface NotFound {
  readonly __typename: 'NotFound';
  readonly message: string;
}

/** The one answer for everything that is not there for the asker. */
export function notFound(): NotFound {
  return {
    __typename: 'NotFound',
    message: 'Nothing was found by this id. Check the id and who you are signed in as.',
  };
}

@ObjectType('NotFound', { description: 'Nothing was found by this id, or nothing that you may know of.' })
export class NotFoundType {
  @Field(() => String, { description: 'What happened and what to do, to be shown as it is.' })
  message: string;
}

/** The union of what an operation may answer: objects of these types, each of which carries its GraphQL name. */
export function resultUnion<const Types extends readonly Type<unknown>[]>(name: string, ...types: Types) {
  return createUnionType({
    name,
    types: () => types,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  });
}
