import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_PAGE } from '../paging/connection.js';

/** How long a list without `first` is taken to be, unless its field says how long it can get (`complexity`). */
export const ASSUMED_LENGTH = 3;

/** An operation that has passed validation, with what it was sent with. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What an operation costs before anything is run: 1 for each field, and what is inside of a list as many times as the
 * list is long: `first` where there is such an argument, the field’s `complexity` where it has one, `ASSUMED_LENGTH`
 * otherwise. Every branch of a union counts, and so does what `@skip` and `@include` leave out.
 */
export function costOf({ schema, document, operation, variables }: Asked): number {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const known = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment ? ofSet(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value)) : 0;
    known.set(name, cost);
    return cost;
  };
  const typeNamed = (name: string): GraphQLCompositeType | undefined => {
    const type = schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  };
  const ofSet = (set: SelectionSetNode, parent: GraphQLCompositeType | undefined): number =>
    set.selections.reduce((sum, node) => sum + ofSelection(node, parent), 0);
  const ofSelection = (node: SelectionNode, parent: GraphQLCompositeType | undefined): number => {
    switch (node.kind) {
      case Kind.FRAGMENT_SPREAD:
        return ofFragment(node.name.value);
      case Kind.INLINE_FRAGMENT:
        return ofSet(
          node.selectionSet,
          node.typeCondition ? typeNamed(node.typeCondition.name.value) : parent,
        );
      case Kind.FIELD:
        return ofField(node, parent);
    }
  };
  const ofField = (node: FieldNode, parent: GraphQLCompositeType | undefined): number => {
    const field = fieldsOf(parent)[node.name.value];
    // `__typename`, and introspection, which costs the same however it is asked.
    if (!field || !node.selectionSet) return 1;
    const type = getNamedType(field.type);
    const inner = ofSet(node.selectionSet, isCompositeType(type) ? type : undefined);
    return 1 + inner * lengthOf(field, node, parent);
  };
  const lengthOf = (field: Field, node: FieldNode, parent: GraphQLCompositeType | undefined): number => {
    const first = field.args.find(({ name }) => name === 'first');
    if (first) return pageSize(node, first.defaultValue);
    // A connection’s `edges` are as many as the field above them was asked for.
    const paged = 'pageInfo' in fieldsOf(parent);
    if (!isListType(getNullableType(field.type)) || paged) return 1;
    const longest: unknown = field.extensions['complexity'];
    return typeof longest === 'number' ? longest : ASSUMED_LENGTH;
  };
  const pageSize = (node: FieldNode, standard: unknown): number => {
    const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.INT) return within(Number(value.value));
    if (value?.kind !== Kind.VARIABLE) return within(standard);
    const name = value.name.value;
    if (Object.hasOwn(variables, name)) return within(variables[name]);
    const given = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return within(given?.defaultValue?.kind === Kind.INT ? Number(given.defaultValue.value) : standard);
  };
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: null };
  return ofSet(operation.selectionSet, roots[operation.operation] ?? undefined);
}

type Field = GraphQLField<unknown, unknown>;

function fieldsOf(type: GraphQLCompositeType | undefined): Readonly<Record<string, Field>> {
  return type && 'getFields' in type ? type.getFields() : {};
}

/** What is no page’s size is refused later; until then it counts as the largest. */
function within(size: unknown): number {
  return typeof size === 'number' && size >= 1 && size <= MAX_PAGE ? size : MAX_PAGE;
}
