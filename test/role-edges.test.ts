import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Role } from '../src/access/actor.js';
import { QUERIES } from '../src/access/rules.js';
import { ruledFields } from '../src/access/schema-rules.js';
import { assign } from './support/answering.js';
import { startTestApp, type TestApp } from './support/app.js';
import { BY_ID, WITHOUT_ID } from './support/operations.js';
import { addStaff } from './support/staff.js';
import { makeWorld, type World } from './support/world.js';

/** Those who see no clinical content walk every edge that they can come to: no way leads them to any. */

let app: TestApp;
let world: World;
let schema: GraphQLSchema;

beforeAll(async () => {
  app = await startTestApp();
  world = await makeWorld(app);
  // One of everything that lists could be empty of.
  await assign(app, world.member, { clientId: world.a.clientId, worksheetId: 'own-sheet' });
  await BY_ID.find(({ field }) => field === 'closeGlass')?.own(app, world);
  ({ schema } = app.app.get(GraphQLSchemaHost));
});
afterAll(() => app?.stop());

/** The way to a type: how the operation is begun, and the fields from there on. */
interface Way {
  readonly operation: string;
  readonly head: string;
  readonly id: string;
  readonly steps: readonly string[];
}
interface Tried {
  readonly name: string;
  readonly refused: boolean;
}

async function waysIn(role: Role): Promise<Way[]> {
  const open = (field: string): boolean => QUERIES[field]?.who.includes(role) ?? false;
  const byId = BY_ID.filter(({ field, document }) => document.startsWith('query') && open(field)).map(
    async (operation) => ({
      operation: operation.field,
      head: /\{ (\w+\(.*?\)) \{/.exec(operation.document)?.[1] ?? '',
      id: await operation.own(app, world),
      steps: [],
    }),
  );
  const others = WITHOUT_ID.filter(({ field, document }) => !document.startsWith('mutation') && open(field));
  return [
    ...(await Promise.all(byId)),
    ...others.map(({ field }) => ({ operation: field, head: field, id: '', steps: [] })),
  ];
}

function objectsIn(type: GraphQLOutputType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isUnionType(named)) return named.getTypes();
  return isObjectType(named) ? [named] : [];
}

/** `steps`, each a type and a field of it, within each other, with what stands at their end. */
function nest(steps: readonly string[], end: string): string {
  const [first, ...rest] = steps;
  if (first === undefined) return end;
  const [type, field] = first.split('.');
  return `... on ${type} { ${field} { ${nest(rest, end)} } }`;
}

/** Tries every field of every type that `role` can come to. */
async function walk(
  role: Role,
  credentials: Record<string, string>,
): Promise<{ tried: Tried[]; texts: string }> {
  const rules = new Map(ruledFields(schema).map(({ name, rule }) => [name, rule.who.includes(role)]));
  const tried: Tried[] = [];
  const texts: string[] = [];
  const seen = new Set<string>();
  const follow = async (way: Way, type: GraphQLObjectType): Promise<void> => {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const leaf = isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name;
      const query = `query${way.id ? '($id: ID!)' : ''} { ${way.head} { ${nest(way.steps, `... on ${type.name} { ${leaf} }`)} } }`;
      const { data, errors = [] } = await app.graphql<object>(
        credentials,
        query,
        way.id ? { id: way.id } : {},
      );
      texts.push(JSON.stringify(data));
      const name = `${type.name}.${field.name}`;
      const codes = new Set(errors.map(({ extensions }) => extensions?.code));
      expect([name, [...codes]]).toEqual([name, rules.get(name) ? [] : ['FORBIDDEN']]);
      tried.push({ name, refused: codes.size > 0 });
      if (!rules.get(name)) continue;
      for (const next of objectsIn(field.type)) await follow({ ...way, steps: [...way.steps, name] }, next);
    }
  };
  for (const way of await waysIn(role)) {
    const root = schema.getQueryType()?.getFields()[way.operation];
    for (const type of root ? objectsIn(root.type) : []) await follow(way, type);
  }
  return { tried, texts: texts.join('\n') };
}

test.each<[Role, readonly string[], readonly string[]]>([
  [
    'front_desk',
    ['Client.assignments', 'Client.disclosures', 'Client.genogram', 'Member.email'],
    ['Assignment', 'Submission', 'Genogram', 'Worksheet', 'Glass'],
  ],
  [
    'admin',
    [
      'Client.assignments',
      'Client.contact',
      'Client.disclosures',
      'Client.email',
      'Client.genogram',
      'Client.mailAllowed',
      'Client.name',
      'Worksheet.blankPdf',
      'WorksheetDiff.drafts',
    ],
    ['Assignment', 'Submission', 'Genogram', 'SignedLink', 'Flag', 'AuditEntry'],
  ],
  ['auditor', ['Glass.reason', 'Member.email'], ['Client', 'Assignment', 'Submission', 'Worksheet']],
])('%s', async (role, refused, never) => {
  const { browser } = await addStaff(app, world, role);
  const { tried, texts } = await walk(role, browser);
  expect(
    tried
      .filter((one) => one.refused)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(refused);
  const types = new Set(tried.map(({ name }) => name.split('.')[0]));
  expect(types.size).toBeGreaterThan(5);
  for (const type of never) expect([type, types.has(type)]).toEqual([type, false]);
  for (const { submittedText, relative, draftText, name, email } of [world.a, world.b]) {
    for (const words of [submittedText, relative, draftText]) expect(texts).not.toContain(words);
    if (role !== 'front_desk') for (const fact of [name, email]) expect(texts).not.toContain(fact);
  }
  process.stdout.write(`${role}: ${tried.length} fields of ${types.size} types\n`);
});

test('a supervisor comes to all that those do not: the walk does look', async () => {
  const { browser } = await addStaff(app, world, 'supervisor');
  const { tried, texts } = await walk('supervisor', browser);
  expect(tried.filter((one) => one.refused).map(({ name }) => name)).toEqual(['Member.email']);
  const { submittedText, relative, name, email } = world.a;
  for (const words of [submittedText, relative, name, email, 'SAFETY']) expect(texts).toContain(words);
});
