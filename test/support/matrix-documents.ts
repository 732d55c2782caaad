import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  validate,
} from 'graphql';
import type { Party } from '../../src/access/allow.js';
import { ruledFields, ruledOperations } from '../../src/access/schema-rules.js';
import { costOf } from '../../src/platform/graphql/cost.js';
import { localDay } from '../../src/platform/local-day.js';
import { LIMITS } from '../../src/platform/graphql/limits.js';
import { ownWorksheet } from './own-worksheet.js';

/** A place in an operation where something is named: an id, an address, a cursor. */
export interface Slot {
  /** As in `input.clientId`. */
  readonly path: string;
  /** The variable that holds it. */
  readonly variable: string;
}

/** A document with one place to put ids into, or none. */
export interface Probed {
  /** The root field. */
  readonly field: string;
  readonly kind: 'query' | 'mutation';
  /** What is probed; undefined where the operation names nothing. */
  readonly slot: Slot | undefined;
  /** Whatever else has to be named, to be filled with what is there. */
  readonly others: readonly Slot[];
  /** Whether the party may call it. If not, it asks for nothing but the type. */
  readonly allowed: boolean;
  /** Documents that take every edge together, within what a request may hold. */
  readonly documents: readonly string[];
}

/** Texts that name somebody. Cursors do as well, wherever there are any. */
const NAMING_TEXTS = ['email', 'client', 'after'];
/** What is an ID in the schema and names no row of a practice's. */
const NO_ROWS =
  /^(DraftPatch\.|GenogramMoveInput\.|AssignWorksheetInput\.worksheetId|Query\.(program|worksheet)\.id)/;
/** What an input needs to come as far as the row that it names, where the type alone does not tell. */
const VALUES: Readonly<Record<string, string>> = {
  'AssignWorksheetInput.worksheetId': '"family-history"',
  'GenogramMoveInput.person': '"me"',
  'DisclosedPeriodInput.from': '"2020-01-01"',
  'DisclosedPeriodInput.to': '"2099-12-31"',
  'DisclosureAuthorityInput.words': '"Probe"',
  'MakeDisclosureInput.covers': '"Probe"',
  'MakeDisclosureInput.purpose': '"Probe"',
  'MakeDisclosureInput.recipient': '"Probe"',
  // The day of the sessions that everybody’s practice has.
  'Query.clinicDay.day': `"${localDay(new Date(Date.now() + 3_600_000), 'America/Chicago')}"`,
  'BreakGlassInput.reason': '"A call at night, from a relative."',
  'CreateClientInput.name': '"Probe"',
  'CreateSessionInput.startsAt': '"2030-01-01T12:00:00Z"',
  'DraftPatch.answer': '{ value: "probe" }',
  'DraftPatch.item': '"learn.rule"',
  'ImportQuestionnaireInput.questionnaire':
    '"{\\"resourceType\\":\\"Questionnaire\\",\\"status\\":\\"active\\",\\"url\\":\\"urn:probe\\",\\"title\\":\\"Probe\\",\\"item\\":[{\\"linkId\\":\\"a\\",\\"type\\":\\"string\\",\\"text\\":\\"Probe?\\"}]}"',
  'InviteMemberInput.displayName': '"Probe"',
  'InviteMemberInput.email': '"probe@example.org"',
  'PracticeSettingsInput.careTeamOnly': 'true',
  'PublishWorksheetInput.source': JSON.stringify(ownWorksheet({ id: 'probe-sheet' })),
  'Query.program.id': '"rebuilding-trust"',
  'Query.worksheet.id': '"family-history"',
  'RecordRiskProtocolInput.action': '"Calls"',
  'RecordRiskProtocolInput.howSoon': '"every day"',
  'RecordRiskProtocolInput.readBy': '"Probe"',
  'SetMemberRolesInput.roles': '[AUDITOR]',
};
/** Inputs that only mean something when they are given. */
const GIVEN = ['DraftPatch.answer'];

type Input = GraphQLArgument | GraphQLInputField;
interface Place {
  readonly owner: string;
  readonly path: string;
}

/** Every operation of the schema as `party` can send it: one entry a place where something can be named. */
export function probesFor(schema: GraphQLSchema, party: Party): Probed[] {
  const isOpen = openTo(schema, party);
  return ruledOperations(schema).flatMap(({ name, field, rule }) => {
    const kind = name.startsWith('Mutation.') ? 'mutation' : 'query';
    const allowed = rule.who.includes(party);
    const slots = namesIn(name, field).filter((path) => rule.args[path]?.includes(party) ?? true);
    return (slots.length > 0 ? slots : [undefined]).map((path) => {
      const { text, named } = argumentsOf(name, field, path);
      const head = `${field.name}${text}`;
      const open = `${kind} ${variablesOf(named, text)} {`;
      const sets = allowed
        ? selections(field, isOpen, (set) => fits(schema, `${open} ${head} ${set} }`))
        : ['{ __typename }'];
      const documents = sets.map((set) => `${open} ${head} ${set} }`);
      for (const document of documents) {
        const [error] = validate(schema, parse(document));
        if (error) throw new Error(`${document}: ${error.message}`);
      }
      return {
        field: field.name,
        kind,
        slot: named.find((one) => one.path === path),
        others: named.filter((one) => one.path !== path),
        allowed,
        documents,
      };
    });
  });
}

/** Every edge that `party` may take from one object to another: `Client.assignments`. */
export function edgesFor(schema: GraphQLSchema, party: Party): string[] {
  return ruledFields(schema)
    .filter(
      ({ field, rule }) =>
        objectsOf(field.type).length > 0 && rule.who.includes(party) && rule.others !== 'nothing',
    )
    .map(({ name }) => name);
}

/** The places of an operation where something can be named. */
function namesIn(name: string, field: GraphQLField<unknown, unknown>): string[] {
  const within = (owner: string, inputs: readonly Input[], path: string): string[] =>
    inputs.flatMap((input) => {
      const type = getNamedType(input.type);
      const place = `${path}${input.name}`;
      if (isInputObjectType(type)) return within(type.name, Object.values(type.getFields()), `${place}.`);
      if (NO_ROWS.test(`${owner}.${input.name}`)) return [];
      const names =
        type.name === 'ID' ||
        (type.name === 'String' && NAMING_TEXTS.includes(input.name) && !isNonNullType(input.type));
      return names && !place.startsWith('input.email') ? [place] : [];
    });
  return within(name, field.args, '');
}

/** The arguments that an operation needs, and `probed` in any case. */
function argumentsOf(
  name: string,
  field: GraphQLField<unknown, unknown>,
  probed: string | undefined,
): { text: string; named: Slot[] } {
  const named: Slot[] = [];
  const isWanted = ({ owner, path }: Place, input: Input): boolean =>
    isNonNullType(input.type)
      ? input.defaultValue === undefined
      : GIVEN.includes(`${owner}.${input.name}`) || (probed ?? '').startsWith(path);
  const object = (owner: string, inputs: readonly Input[], path: string): string => {
    const wanted = inputs.filter((input) => isWanted({ owner, path: `${path}${input.name}` }, input));
    return wanted
      .map((input) => `${input.name}: ${valueOf(owner, input, `${path}${input.name}`)}`)
      .join(', ');
  };
  const valueOf = (owner: string, input: Input, path: string): string => {
    if (input.name === 'idempotencyKey') return '$key';
    const value = VALUES[`${owner}.${input.name}`];
    if (value !== undefined && path !== probed) return value;
    const type = getNamedType(input.type);
    if (type.name === 'ID' || path === probed) {
      const slot = { path, variable: path.replaceAll('.', '_') };
      named.push(slot);
      return isListType(getNullableType(input.type)) ? `[$${slot.variable}]` : `$${slot.variable}`;
    }
    const inner = isInputObjectType(type)
      ? `{ ${type.isOneOf && !(probed ?? '').startsWith(path) ? oneOf(type.name, Object.values(type.getFields()), path) : object(type.name, Object.values(type.getFields()), `${path}.`)} }`
      : plainValue(input.type, `${owner}.${input.name}`);
    return isListType(getNullableType(input.type)) ? `[${inner}]` : inner;
  };
  const oneOf = (owner: string, [first]: readonly Input[], path: string): string =>
    first ? `${first.name}: ${valueOf(owner, first, `${path}.${first.name}`)}` : '';
  const text = object(name, field.args, '');
  return { text: text && `(${text})`, named };
}

function plainValue(of: GraphQLInputType, place: string): string {
  const type = getNamedType(of);
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  const value = { Boolean: 'false', Int: '0', Float: '0' }[type.name];
  if (value === undefined) throw new Error(`${place} is a ${type.name} that has to be given a value here.`);
  return value;
}

function variablesOf(named: readonly Slot[], text: string): string {
  const types = named.map(
    ({ path, variable }) =>
      `$${variable}: ${NAMING_TEXTS.includes(path.split('.').at(-1) ?? '') ? 'String' : 'ID!'}`,
  );
  const all = [...types, ...(text.includes('$key') ? ['$key: String!'] : [])];
  return all.length > 0 ? `(${all.join(', ')})` : '';
}

/** One way from the root: the object types with the fields taken from each. */
type Path = readonly (readonly [type: string, field: string])[];

/** Whether a field can be asked for by `party` without an error. */
function openTo(schema: GraphQLSchema, party: Party): (name: string) => boolean {
  const rules = new Map(ruledFields(schema).map(({ name, rule }) => [name, rule]));
  return (name) => {
    const rule = rules.get(name);
    return rule === undefined || rule.others === 'nothing' || rule.who.includes(party);
  };
}

/** Selection sets that take every way that is open, no type twice on one way, as many sets as `fit` needs. */
function selections(
  root: GraphQLField<unknown, unknown>,
  isOpen: (name: string) => boolean,
  fit: (set: string) => boolean,
): string[] {
  const ways: Path[] = [];
  const follow = (types: readonly GraphQLObjectType[], path: Path): void => {
    for (const type of types) {
      if (path.some(([name]) => name === type.name)) continue;
      for (const field of Object.values(type.getFields())) {
        const next = objectsOf(field.type);
        if (next.length === 0 || !isOpen(`${type.name}.${field.name}`)) continue;
        const way: Path = [...path, [type.name, field.name]];
        if (way.length > LIMITS.depth.most - 2) continue;
        ways.push(way);
        follow(next, way);
      }
    }
  };
  follow(objectsOf(root.type), []);
  const render = (of: GraphQLOutputType, taken: readonly Path[]): string => {
    const parts = objectsOf(of).map((type) => {
      const leaves = Object.values(type.getFields()).filter(
        (field) => objectsOf(field.type).length === 0 && isOpen(`${type.name}.${field.name}`),
      );
      const here = taken.filter(([first]) => first?.[0] === type.name);
      const edges = [...new Set(here.map(([first]) => first?.[1] ?? ''))].map((name) => {
        const inner = here.filter(([first]) => first?.[1] === name).map((way) => way.slice(1));
        const field = type.getFields()[name];
        return field ? `${name}${wideOpen(field)} ${render(field.type, inner)}` : '';
      });
      const all = ['__typename', ...leaves.map(({ name }) => name), ...edges].join(' ');
      return isUnionType(getNamedType(of)) ? `... on ${type.name} { ${all} }` : all;
    });
    return `{ ${parts.join(' ')} }`;
  };
  const sets: string[] = [];
  let taken: Path[] = [];
  for (const way of ways) {
    if (taken.length > 0 && !fit(render(root.type, [...taken, way]))) {
      sets.push(render(root.type, taken));
      taken = [];
    }
    taken.push(way);
  }
  return [...sets, render(root.type, taken)];
}

/** Arguments that make a field give all that it can: many of a list, and whatever is left out unless it is asked for. */
function wideOpen({ args }: GraphQLField<unknown, unknown>): string {
  const given = args.flatMap(({ name, type }) => {
    if (name === 'first') return ['first: 10'];
    const named = getNamedType(type);
    if (!isEnumType(named) || !isListType(getNullableType(type))) return [];
    return [
      `${name}: [${named
        .getValues()
        .map((value) => value.name)
        .join(', ')}]`,
    ];
  });
  return given.length > 0 ? `(${given.join(', ')})` : '';
}

/** Whether a document is within what one request may ask. */
function fits(schema: GraphQLSchema, document: string): boolean {
  const parsed = parse(document);
  const [operation] = parsed.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return false;
  const lexer = new Lexer(new Source(document));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return (
    tokens < LIMITS.tokens.most - 50 &&
    document.split('... on').length < LIMITS.fragments.most &&
    document.split(/[\s{}]+/).length < LIMITS.selections.most &&
    costOf({ schema, document: parsed, operation, variables: {} }) < LIMITS.cost.most / 2
  );
}

function objectsOf(type: GraphQLOutputType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [named];
  return isUnionType(named) ? named.getTypes() : [];
}
