import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';
import { LIMITS, type LimitName, tooMuch } from './limits.js';

type Definition = OperationDefinitionNode | FragmentDefinitionNode;
type Size = Readonly<Record<'depth' | 'rootFields' | 'aliases' | 'directives' | 'selections', number>>;

const NOTHING: Size = { depth: 0, rootFields: 0, aliases: 0, directives: 0, selections: 0 };

/**
 * Validation rule: no document is larger than `LIMITS`. What is too large is taken out of the walk at its root, before
 * any other rule has looked inside: some of those take time that grows with the square of a document’s size.
 * @param introspection whether `__schema` and `__type` may be asked, which go deeper than the limit
 */
export function limitsRule(introspection: boolean): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document: {
      enter(document) {
        const name = firstExceeded(document, introspection);
        if (name === undefined) return undefined;
        context.reportError(tooMuch(name));
        return null;
      },
    },
  });
}

function firstExceeded(document: DocumentNode, introspection: boolean): LimitName | undefined {
  const counts = { ...countParts(document), ...largestOf(document, introspection) };
  return (Object.keys(counts) as (keyof typeof counts)[]).find((name) => counts[name] > LIMITS[name].most);
}

function countParts(document: DocumentNode): Record<'operations' | 'fragments' | 'nesting', number> {
  const parts = { operations: 0, fragments: 0, nesting: 0 };
  let level = 0;
  const value = {
    enter: () => {
      level += 1;
      parts.nesting = Math.max(parts.nesting, level);
    },
    leave: () => {
      level -= 1;
    },
  };
  const fragment = (): void => {
    parts.fragments += 1;
  };
  visit(document, {
    OperationDefinition: () => {
      parts.operations += 1;
    },
    FragmentDefinition: fragment,
    FragmentSpread: fragment,
    InlineFragment: fragment,
    ListValue: value,
    ObjectValue: value,
  });
  return parts;
}

/** The largest of each measure over all definitions, also those that nobody uses: they are validated as well. */
function largestOf(document: DocumentNode, introspection: boolean): Size {
  const definitions = document.definitions.filter(
    (node): node is Definition =>
      node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const known = new Map<string, Size>();

  const ofFragment = (name: string): Size => {
    const definition = fragments.get(name);
    const before = known.get(name);
    if (before || !definition) return before ?? NOTHING;
    // Stands while the fragment is measured: one that uses itself ends here, and another rule refuses it.
    known.set(name, NOTHING);
    const size = ofDefinition(definition);
    known.set(name, size);
    return size;
  };
  const ofDefinition = (node: Definition): Size => {
    const variables = 'variableDefinitions' in node ? (node.variableDefinitions ?? []) : [];
    const directives = [node, ...variables].reduce((sum, { directives: own }) => sum + (own?.length ?? 0), 0);
    const size = ofSet(node.selectionSet);
    return { ...size, directives: size.directives + directives };
  };
  const ofSet = (set: SelectionSetNode | undefined): Size =>
    (set?.selections ?? []).map(ofSelection).reduce(beside, NOTHING);
  const ofSelection = (node: SelectionNode): Size => {
    const own = { ...NOTHING, selections: 1, directives: node.directives?.length ?? 0 };
    if (node.kind === Kind.FRAGMENT_SPREAD) return beside(own, ofFragment(node.name.value));
    const inner = ofSet(node.selectionSet);
    if (node.kind === Kind.INLINE_FRAGMENT) return beside(own, inner);
    const exempt = introspection && (node.name.value === '__schema' || node.name.value === '__type');
    return {
      ...beside({ ...own, aliases: node.alias ? 1 : 0 }, inner),
      depth: 1 + (exempt ? 0 : inner.depth),
      rootFields: 1,
    };
  };
  // How deep a fragment is and what it has at its top counts where it is used.
  const ofRoot = (node: Definition): Size =>
    node.kind === Kind.OPERATION_DEFINITION
      ? ofDefinition(node)
      : { ...ofDefinition(node), depth: 0, rootFields: 0 };
  return definitions.map(ofRoot).reduce(larger, NOTHING);
}

function beside(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    rootFields: a.rootFields + b.rootFields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    selections: a.selections + b.selections,
  };
}

function larger(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    rootFields: Math.max(a.rootFields, b.rootFields),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    selections: Math.max(a.selections, b.selections),
  };
}
