import { GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** A moment, ISO 8601 with its zone: 2026-11-24T15:00:00.000Z. */
export const DateTime = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });
/** A day without a time: 2026-11-24. */
export const LocalDate = new GraphQLScalarType({ ...GraphQLLocalDate.toConfig(), name: 'LocalDate' });

function json(name: string, description: string): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
  });
}

/** One answer; checked by the worksheet engine against its item. */
export const AnswerScalar = json(
  'Answer',
  'One answer: {"value": …}, {"skipped": true} or, for a repeating group, {"rows": [{"id": …, "answers": {…}}]}.',
);
/** What an answer holds as its value. */
export const AnswerValueScalar = json(
  'AnswerValue',
  'What the value of an answer may be: a text, a number, true, a list of texts, or an object by the item’s type.',
);
/** Answers by item id. */
export const AnswersScalar = json('Answers', 'Answers by item id, each as in the scalar Answer.');
/** What an entry of the audit says beside who and when. */
export const AuditDetailScalar = json('AuditDetail', 'Ids, codes and counts, by name.');
/** A condition over other answers. */
export const ConditionScalar = json(
  'Condition',
  'When an item is shown: {"item": …, "op": "in", "values": […]} and the like, or all, any and not of such.',
);
