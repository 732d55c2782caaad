import type { LimitName } from '../../src/platform/graphql/limits.js';
import { AT_THE_DOOR, type Attack, CREATE, json } from './attacks-at-the-door.js';

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');
/** A document that goes beyond a limit. */
const beyond = (limit: LimitName, name: string, query: string, more: object = {}): Attack => ({
  name,
  ...json({ query, ...more }),
  code: 'GRAPHQL_LIMIT',
  limit,
});
const invalid = (name: string, query: string, more: object = {}): Attack => ({
  name,
  ...json({ query, ...more }),
  code: 'GRAPHQL_VALIDATION_FAILED',
});
const unreadable = (name: string, query: string): Attack => ({
  name,
  ...json({ query }),
  code: 'GRAPHQL_PARSE_FAILED',
});

/** `inner` within `count` of `outer`. */
const nested = (count: number, outer: string, inner: string): string =>
  `${`${outer} { `.repeat(count)}${inner}${' }'.repeat(count)}`;
/** Named fragments, each of which uses the next one `uses` times; the last has `leaf`. */
const chain = (count: number, uses: number, leaf: string): string =>
  times(
    count,
    (n) => `fragment F${n} on Query { ${n === count - 1 ? leaf : times(uses, () => `...F${n + 1}`)} }`,
  );

const CIRCLE =
  '{ clients { edges { node { assignments { edges { node { client { assignments { edges { node { id } } } } } } } } } } }';
const PAGES = (first: string): string =>
  `{ clients(first: ${first}) { edges { node { code assignments(first: ${first}) { edges { node { state dueOn id
    submissions { id revision flags { code label level } } } } } } } } }`;

const depth: readonly Attack[] = [
  beyond(
    'depth',
    'eleven levels',
    nested(11, '', '__typename').replace('{', '{ a: clients').replaceAll('  {', ' a {'),
  ),
  beyond('depth', '600 levels of a field that is not there', `{ ${nested(600, 'a', 'b')} }`),
  beyond('depth', 'from client to assignment to client', CIRCLE),
  beyond(
    'depth',
    'levels hidden in inline fragments',
    `{ ${nested(11, 'clients { ... on ClientConnection', 'x').replaceAll(' }', ' } }')} }`,
  ),
  beyond(
    'depth',
    'levels hidden in a chain of fragments',
    `{ a { ...F0 } } ${times(11, (n) => `fragment F${n} on Client { a { ${n < 10 ? `...F${n + 1}` : 'b'} } }`)}`,
  ),
  beyond('fragments', '300 inline fragments within each other', `{ ${nested(300, '...', '__typename')} }`),
];

const width: readonly Attack[] = [
  beyond('aliases', 'sixteen aliases', `{ practicePolicies { ${times(16, (n) => `a${n}: __typename`)} } }`),
  beyond('rootFields', '600 aliases of __typename', `{ ${times(600, (n) => `a${n}: __typename`)} }`),
  beyond(
    'rootFields',
    'a hundred guesses at ids',
    `{ ${times(100, (n) => `c${n}: client(id: "${n}") { __typename }`)} }`,
  ),
  beyond(
    'aliases',
    'aliases in a fragment that is used often',
    `{ practicePolicies { ${times(8, () => '...F')} } } fragment F on PracticePolicies { a: __typename b: __typename }`,
  ),
  beyond('rootFields', 'eleven fields at the root', `{ ${times(11, () => '__typename')} }`),
  beyond(
    'rootFields',
    'eleven fields at the root in a fragment',
    `{ ...F } fragment F on Query { ${times(11, () => '__typename')} }`,
  ),
  beyond(
    'selections',
    'one field 1,900 times',
    `{ practicePolicies { ${times(1_900, () => '__typename')} } }`,
  ),
  beyond(
    'selections',
    'one field with a subfield 450 times',
    `{ clients { ${times(450, () => 'edges { cursor }')} } }`,
  ),
  beyond(
    'selections',
    'fields that have to be compared with each other, in an unused fragment',
    `{ __typename } fragment F on Client { ${times(1_900, () => 'id')} }`,
  ),
];

const fragments: readonly Attack[] = [
  invalid('a fragment that uses itself', '{ ...F } fragment F on Query { ...F }'),
  invalid('two fragments in a circle', '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }'),
  invalid('a circle through an inline fragment', '{ ...F } fragment F on Query { ... on Query { ...F } }'),
  invalid(
    'a circle through a field',
    '{ clients { ...F } } fragment F on ClientConnection { edges { node { assignments { edges { node { client { id } } } } } } ...F }',
  ),
  beyond('fragments', 'a bomb of 2 to the 30th', `{ ...F0 } ${chain(31, 2, '__typename')}`),
  beyond('rootFields', 'a bomb of 3 to the 7th', `{ ...F0 } ${chain(7, 3, '__typename')}`),
  beyond(
    'selections',
    'a bomb below the root',
    `{ practicePolicies { ...F0 } } ${chain(7, 3, '__typename').replaceAll('on Query', 'on PracticePolicies')}`,
  ),
  beyond(
    'fragments',
    'thirty-one fragments',
    `{ ...F0 } ${times(31, (n) => `fragment F${n} on Query { __typename }`)}`,
  ),
  beyond(
    'fragments',
    'one fragment used a hundred times',
    `{ ${times(100, () => '...F')} } fragment F on Query { __typename }`,
  ),
  beyond(
    'selections',
    'two fragments of one name, the first of them large',
    `{ practicePolicies { ...F } } fragment F on PracticePolicies { ${times(1_900, () => '__typename')} } fragment F on PracticePolicies { __typename }`,
  ),
  invalid('a fragment that is not there', '{ ...F }'),
  invalid('a fragment that nobody uses', '{ __typename } fragment F on Query { __typename }'),
  invalid('a fragment on another type', '{ ...F } fragment F on Client { id }'),
];

const directives: readonly Attack[] = [
  beyond(
    'directives',
    'eleven directives on a field',
    `{ __typename ${times(11, () => '@include(if: true)')} }`,
  ),
  beyond('directives', '600 directives that are not there', `{ __typename ${times(600, (n) => `@d${n}`)} }`),
  beyond(
    'directives',
    'directives on the operation',
    `query ${times(11, () => '@skip(if: true)')} { __typename }`,
  ),
  beyond(
    'directives',
    'directives in a fragment that is used often',
    `{ ${times(6, () => '...F')} } fragment F on Query { __typename @skip(if: true) @include(if: true) }`,
  ),
  invalid('a deferred fragment', '{ ... @defer { practicePolicies { __typename } } }'),
];

const operations: readonly Attack[] = [
  beyond(
    'operations',
    'six operations',
    times(6, (n) => `query Q${n} { __typename }`),
    { operationName: 'Q0' },
  ),
  beyond(
    'operations',
    '300 operations',
    times(300, (n) => `query Q${n} { __typename }`),
    { operationName: 'Q0' },
  ),
  invalid('two operations without names', '{ __typename } { __typename }'),
  {
    name: 'an operation that is not there',
    ...json({ query: 'query A { __typename }', operationName: 'B' }),
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  invalid('two changes in one request', `mutation { a: ${CREATE} b: ${CREATE} }`),
  invalid('a change in a fragment', `mutation { ...F } fragment F on Mutation { ${CREATE} }`),
  invalid('a subscription', 'subscription { clients { __typename } }'),
  invalid('a schema of its own', 'type Query { a: Int } query { __typename }'),
];

const tokens: readonly Attack[] = [
  beyond('tokens', '2,001 tokens', `{ ${times(1_999, () => 'a')} }`),
  beyond('tokens', '120,000 brackets', '{a'.repeat(120_000)),
  beyond('tokens', 'a list of 100,000 numbers', `{ client(id: [${'1 '.repeat(100_000)}]) { __typename } }`),
  beyond(
    'nesting',
    'a list in a list, 900 deep',
    `{ client(id: ${'['.repeat(900)}${']'.repeat(900)}) { __typename } }`,
  ),
  beyond(
    'nesting',
    'an object in an object, 400 deep',
    `{ worksheets(filter: ${'{ text: '.repeat(400)}"a"${' }'.repeat(400)}) { id } }`,
  ),
  unreadable('a NUL byte', '{ __typename \u0000 }'),
  unreadable('200,000 letters and no end', `{ client(id: "${'x'.repeat(200_000)}`),
  unreadable('half a character as an escape', '{ client(id: "\\ud800") { __typename } }'),
  unreadable('a letter that only looks like one', '{ __typenаme }'),
  unreadable('200,000 characters of comments', `#${'x'.repeat(200_000)}`),
];

/** As text: JSON.stringify would not go as deep. */
const deepVariable = (name: string, open: string, close: string, levels: number): Attack => ({
  name,
  body: `{"query":"query($id: ID!) { client(id: $id) { __typename } }","variables":{"id":${open.repeat(levels)}1${close.repeat(levels)}}}`,
  code: 'GRAPHQL_LIMIT',
  limit: 'nesting',
});

const variables: readonly Attack[] = [
  deepVariable('a variable 20,000 deep', '{"a":', '}', 20_000),
  deepVariable('a variable of 50,000 lists in lists', '[', ']', 50_000),
  invalid('300 variables that nobody uses', `query(${times(300, (n) => `$v${n}: Int`)}) { __typename }`),
  {
    name: 'a list of 100,000 wrong values',
    ...json({
      query: 'mutation($input: PublishWorksheetInput!) { publishWorksheet(input: $input) { __typename } }',
      variables: { input: { source: Array(100_000).fill(0), idempotencyKey: 'attack-0000' } },
    }),
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'an input with 10,000 fields too many',
    ...json({
      query: 'mutation($input: CreateClientInput!) { createClient(input: $input) { __typename } }',
      variables: {
        input: {
          name: 'Never',
          idempotencyKey: 'attack-0000',
          ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, n])),
        },
      },
    }),
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'variables that are a text',
    ...json({ query: '{ __typename }', variables: '{}' }),
    code: 'BAD_REQUEST',
  },
];

const cost: readonly Attack[] = [
  beyond('cost', 'pages of a hundred in pages of a hundred', PAGES('100')),
  beyond('cost', 'such pages by variable', `query($n: Int!) ${PAGES('$n')}`, { variables: { n: 100 } }),
  beyond('cost', 'such pages by a variable’s default', `query($n: Int! = 100) ${PAGES('$n')}`),
  beyond('cost', 'pages of two thousand millions', PAGES('2147483647')),
  beyond('cost', 'pages of fewer than none', PAGES('-100')),
  beyond(
    'cost',
    'everything that was given, several times over',
    `{ ${times(5, (n) => `a${n}: myAssignments { ...F }`)} } fragment F on MyAssignment { draft { answers }
       worksheet { sections { items { id text help type options { value label } fields { id text options { value label } } } } } }`,
  ),
  beyond('cost', 'such pages in a fragment', `{ ...F } fragment F on Query ${PAGES('100')}`),
];

const schema: readonly Attack[] = [
  invalid('the schema', '{ __schema { types { name fields { name } } } }'),
  invalid('a type by its name', '{ __type(name: "Client") { fields { name } } }'),
  beyond(
    'depth',
    'types of fields of types',
    `{ __schema { types { ${nested(20, 'fields { type', 'name')} ${'}'.repeat(20)} } } }`,
  ),
  invalid('names tried out', '{ clien { id } }'),
];

/** All of them; every one is refused with 4xx, by a server that lets nobody ask for the schema. */
export const ATTACKS: readonly Attack[] = [
  ...depth,
  ...width,
  ...fragments,
  ...directives,
  ...operations,
  ...tokens,
  ...variables,
  ...cost,
  ...schema,
  ...AT_THE_DOOR,
];
