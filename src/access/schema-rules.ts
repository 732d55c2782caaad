import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { FieldRule, OperationRule, Who } from './allow.js';
import { MUTATIONS, QUERIES, TYPES } from './rules.js';

type Field = GraphQLField<unknown, unknown>;

/** A root field with its rule; `name` as in `Query.client`. */
export interface RuledOperation {
  readonly name: string;
  readonly field: Field;
  readonly rule: OperationRule;
}
/** A field of an answer with its rule; `name` as in `Client.email`. */
export interface RuledField {
  readonly name: string;
  readonly field: Field;
  readonly rule: FieldRule;
}

/** Every root field that has a rule. */
export function ruledOperations(schema: GraphQLSchema): RuledOperation[] {
  return roots(schema).flatMap(({ type, rules }) =>
    fieldsOf(type).flatMap((field) => {
      const rule = own(rules, field.name);
      return rule ? [{ name: `${type.name}.${field.name}`, field, rule }] : [];
    }),
  );
}

/** Every field of the types that answers are made of, with its rule. */
export function ruledFields(schema: GraphQLSchema): RuledField[] {
  return answerTypes(schema).flatMap((type) =>
    fieldsOf(type).map((field) => ({
      name: `${type.name}.${field.name}`,
      field,
      rule: ruleOf(type.name, field.name),
    })),
  );
}

/**
 * The fields in front of which a guard has to stand: those that somebody can come to without having been held up by a
 * rule at least as narrow. Everywhere else the way there has asked already.
 */
export function fieldsToGuard(schema: GraphQLSchema): RuledField[] {
  const reached = new Map<string, ReadonlySet<string>>();
  const isReached = (typeName: string, who: Who): boolean => {
    const key = who.toSorted().join();
    const types = reached.get(key) ?? reachedUnchecked(schema, who);
    reached.set(key, types);
    return types.has(typeName);
  };
  return ruledFields(schema).filter(({ name, rule }) => isReached(name.split('.')[0] ?? '', rule.who));
}

/** What does not fit between the rules and the schema, as sentences: none where every line has its counterpart. */
export function misfits(schema: GraphQLSchema): string[] {
  return [...misfitsOfOperations(schema), ...misfitsOfTypes(schema)];
}

function misfitsOfOperations(schema: GraphQLSchema): string[] {
  return roots(schema).flatMap(({ type, rules }) => {
    const fields = type.getFields();
    const unruled = Object.keys(fields).filter((name) => !own(rules, name));
    const unknown = Object.keys(rules).filter((name) => !own(fields, name));
    const args = Object.entries(rules).flatMap(([name, rule]) =>
      Object.keys(rule.args)
        .filter((arg) => own(fields, name) && !fields[name]?.args.some((one) => one.name === arg))
        .map((arg) => `${type.name}.${name}(${arg})`),
    );
    return [
      ...unruled.map((name) => `${type.name}.${name} has no rule.`),
      ...[...unknown.map((name) => `${type.name}.${name}`), ...args].map(nothingThere),
    ];
  });
}

function misfitsOfTypes(schema: GraphQLSchema): string[] {
  const types = new Map(answerTypes(schema).map((type) => [type.name, type]));
  const unruled = [...types.keys()].filter((name) => !own(TYPES, name));
  const unknown = Object.entries(TYPES).flatMap(([name, { fields }]) => {
    const type = types.get(name);
    if (!type) return [name];
    return Object.keys(fields)
      .filter((field) => !own(type.getFields(), field))
      .map((field) => `${name}.${field}`);
  });
  const never = ruledFields(schema).filter(
    ({ field, rule }) => rule.others === 'nothing' && nothingOf(field.type) === undefined,
  );
  return [
    ...unruled.map((name) => `${name} has no rule.`),
    ...unknown.map(nothingThere),
    ...never.map(({ name }) => `${name} is always something: nobody can be given nothing.`),
  ];
}

/** What stands for nothing in a field: null, or an empty list; undefined where neither may be. */
export function nothingOf(type: GraphQLOutputType): null | readonly never[] | undefined {
  if (!isNonNullType(type)) return null;
  return isListType(getNullableType(type)) ? [] : undefined;
}

/** The types that somebody can come to on ways with no rule that is within `who`. */
function reachedUnchecked(schema: GraphQLSchema, who: Who): Set<string> {
  const reached = new Set<string>();
  const follow = (field: Field, rule: Who): void => {
    if (rule.every((party) => who.includes(party))) return;
    for (const type of objectsIn(schema, field.type)) {
      if (reached.has(type.name)) continue;
      reached.add(type.name);
      for (const inner of fieldsOf(type)) follow(inner, ruleOf(type.name, inner.name).who);
    }
  };
  for (const { field, rule } of ruledOperations(schema)) follow(field, rule.who);
  return reached;
}

function objectsIn(schema: GraphQLSchema, output: GraphQLOutputType): readonly GraphQLObjectType[] {
  const type = getNamedType(output);
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

function ruleOf(typeName: string, fieldName: string): FieldRule {
  const rule = own(TYPES, typeName);
  // What is forgotten is nobody's.
  return own(rule?.fields ?? {}, fieldName) ?? { who: rule?.rest ?? [], others: 'refused' };
}

function roots(
  schema: GraphQLSchema,
): { type: GraphQLObjectType; rules: Readonly<Record<string, OperationRule>> }[] {
  const given = [
    { type: schema.getQueryType(), rules: QUERIES },
    { type: schema.getMutationType(), rules: MUTATIONS },
    { type: schema.getSubscriptionType(), rules: {} },
  ];
  return given.flatMap(({ type, rules }) => (type ? [{ type, rules }] : []));
}

function answerTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  const names = roots(schema).map(({ type }) => type.name);
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__') && !names.includes(name));
}

function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields());
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function nothingThere(name: string): string {
  return `A rule names ${name}, which is not in the schema.`;
}
