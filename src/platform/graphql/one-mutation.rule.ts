import { type ASTVisitor, GraphQLError, Kind, OperationTypeNode, type ValidationContext } from 'graphql';

/**
 * Validation rule: a mutation operation has one root field. Each is one unit of work that is committed or tried again
 * as a whole, which several in one request could not be.
 */
export function oneMutationRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.MUTATION) return;
      const [first, ...more] = node.selectionSet.selections;
      if (more.length > 0 || (first && first.kind !== Kind.FIELD))
        context.reportError(
          new GraphQLError(
            'A mutation has one field and no fragment at its root. Send one request for each.',
            {
              nodes: [node],
            },
          ),
        );
    },
  };
}
