import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/**
 * Validation rule: only kinds of operations that the schema has. GraphQL's own rules let a subscription pass where there
 * are none, and running it fails as if the fault were ours.
 */
export function knownOperationsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (!context.getSchema().getRootType(node.operation))
        context.reportError(
          new GraphQLError(`There is no ${node.operation} here. Send a query and ask again later.`, {
            nodes: [node],
          }),
        );
    },
  };
}
