import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildASTSchema, buildSchema, extendSchema, type GraphQLSchema, parse, visit } from 'graphql';
import { fieldsToGuard, misfits, ruledFields, ruledOperations } from './schema-rules.js';

const source = readFileSync('schema.graphql', 'utf8');
const schema = buildSchema(source);
const and = (more: string): GraphQLSchema => extendSchema(schema, parse(more));
/** The schema less one field of one type. */
const without = (type: string, field: string): GraphQLSchema =>
  buildASTSchema(
    visit(parse(source), {
      ObjectTypeDefinition: ({ name }) => (name.value === type ? undefined : false),
      FieldDefinition: ({ name }) => (name.value === field ? null : undefined),
    }),
  );
const guarded = new Set(fieldsToGuard(schema).map(({ name }) => name));

describe('between the rules and the schema', () => {
  test('everything has its counterpart', () => {
    expect(misfits(schema)).toEqual([]);
    expect(ruledOperations(schema).length).toBeGreaterThan(30);
    expect(ruledFields(schema).length).toBeGreaterThan(200);
  });

  test.each([
    ['an operation', 'extend type Query { forgotten: String }', 'Query.forgotten has no rule.'],
    ['a mutation', 'extend type Mutation { forgotten: String }', 'Mutation.forgotten has no rule.'],
    ['a type', 'type Forgotten { a: String } extend type Client { b: Forgotten }', 'Forgotten has no rule.'],
  ])('%s without a rule is seen', (_what, more, said) => {
    expect(misfits(and(more))).toEqual([said]);
  });

  test.each([
    ['Mutation', 'clientLink'],
    ['Client', 'email'],
  ])('a rule is seen that names what is gone: %s.%s', (type, field) => {
    expect(misfits(without(type, field))).toContain(
      `A rule names ${type}.${field}, which is not in the schema.`,
    );
  });

  test('nobody can be given nothing where there is always something', () => {
    const changed = source.replace('therapistNotes: TherapistNotes\n', 'therapistNotes: TherapistNotes!\n');
    expect(misfits(buildSchema(changed))).toEqual([
      'Worksheet.therapistNotes is always something: nobody can be given nothing.',
    ]);
  });
});

describe('a guard stands', () => {
  test.each([
    'Client.name',
    'Client.email',
    'Client.assignments',
    'Glass.reason',
    'Member.email',
    'Submission.flags',
    'Worksheet.therapistNotes',
    'WorksheetDiff.drafts',
  ])('before %s, which a wider way leads to', (name) => {
    expect(guarded.has(name)).toBe(true);
  });

  test.each([
    'Client.id',
    'Assignment.state',
    'Submission.answers',
    'Flag.code',
    'Draft.answers',
    'PageInfo.endCursor',
  ])('not before %s: the way there has asked', (name) => {
    expect(guarded.has(name)).toBe(false);
  });

  test('also where the new way is one of several types, by an interface', () => {
    const wider = fieldsToGuard(
      and(
        'interface Named { code: String! } extend type Client implements Named extend type Member { of: Named! }',
      ),
    );
    expect(wider.map(({ name }) => name)).toContain('Client.id');
  });

  test('wherever a new way leads past the rules on the others', () => {
    const wider = fieldsToGuard(and('extend type Member { clients: [Client!]! drafts: [Draft!]! }'));
    const names = new Set(wider.map(({ name }) => name));
    // Everybody of the staff can ask for members: an auditor comes to a client, and somebody to a draft.
    for (const name of ['Client.id', 'Client.code', 'Draft.answers', 'Assignment.state'])
      expect([name, names.has(name)]).toEqual([name, name !== 'Assignment.state']);
  });
});
