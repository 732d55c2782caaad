import { MAX_NODES } from './limits.js';

/** A part of an expression, as the parser gives it. */
export interface SyntaxNode {
  readonly type: string;
  readonly text?: string;
  /** Of a variable whose name is in quotes: the name, perhaps with its quotes. */
  readonly delimitedText?: string;
  readonly children?: readonly SyntaxNode[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * The functions that we run. Left out is what asks others (`resolve`, `memberOf` and the like), reads patterns
 * (`matches`, `replaceMatches`), writes (`trace`), multiplies texts (`replace`, `encode`), or names variables as it
 * goes (`defineVariable`).
 */
const FUNCTIONS = words(`
  empty exists not all allTrue anyTrue allFalse anyFalse subsetOf supersetOf isDistinct distinct count hasValue getValue
  where select extension ofType single first last tail skip take sort coalesce repeat children descendants
  union combine intersect exclude aggregate sum min max avg weight ordinal iif is as
  toInteger toDecimal toString toDate toDateTime toTime toBoolean toQuantity
  convertsToInteger convertsToDecimal convertsToString convertsToDate convertsToDateTime convertsToTime
  convertsToBoolean convertsToQuantity
  indexOf lastIndexOf substring startsWith endsWith contains upper lower length toChars join split trim
  abs ceiling exp floor ln log power round sqrt truncate
  now today timeOfDay yearOf monthOf dayOf hourOf minuteOf secondOf millisecondOf timezoneOffsetOf dateOf timeOf
`);

/** The grammar's parts that we run: all but objects that are made on the spot and whole numbers without bounds. */
const NODES = words(`
  EntireExpression TermExpression InvocationTerm LiteralTerm ExternalConstantTerm ParenthesizedTerm
  NullLiteral BooleanLiteral StringLiteral NumberLiteral DateLiteral DateTimeLiteral TimeLiteral
  QuantityLiteral Quantity Unit DateTimePrecision PluralDateTimePrecision
  MemberInvocation FunctionInvocation Functn ParamList ThisInvocation IndexInvocation TotalInvocation
  Identifier QualifiedIdentifier TypeSpecifier SortDirectionArgument
  InvocationExpression IndexerExpression PolarityExpression MultiplicativeExpression AdditiveExpression
  TypeExpression UnionExpression InequalityExpression EqualityExpression MembershipExpression
  AndExpression OrExpression ImpliesExpression
`);

/** The names of elements of FHIR. Quotes are for those that are words of FHIRPath too. */
const ELEMENT = /^(`?)([A-Za-z]\w*)\1$/;

/** A separator of `join` stands between all that is joined: it is written out and short. */
const SEPARATOR = /^'[^\\]{0,16}'$/;

/** The variables that an expression uses; undefined when it says something that we do not run. */
export function variablesOf(tree: SyntaxNode): readonly string[] | undefined {
  const variables: string[] = [];
  const open = [tree];
  let seen = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    seen += 1;
    if (seen > MAX_NODES || !NODES.has(node.type) || !isRun(node)) return undefined;
    if (node.type === 'ExternalConstantTerm') variables.push(nameOf(node));
    else open.push(...partsOf(node));
  }
  return variables;
}

/** The name of a function is judged with the function. */
function partsOf({ type, children = [] }: SyntaxNode): readonly SyntaxNode[] {
  return type === 'Functn' ? children.filter((child) => child.type !== 'Identifier') : children;
}

function isRun(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Functn':
      return FUNCTIONS.has(node.text ?? '') && (node.text !== 'join' || joinsWithWords(node));
    case 'Identifier':
      return isElement(node.text ?? '');
    default:
      return true;
  }
}

/** Objects have names that are no elements, such as `constructor`, and the evaluator would find them. */
function isElement(text: string): boolean {
  const name = ELEMENT.exec(text)?.[2];
  return name !== undefined && !(name in {});
}

function joinsWithWords({ children = [] }: SyntaxNode): boolean {
  const parameters = children.find(({ type }) => type === 'ParamList')?.children ?? [];
  return parameters.every(
    ({ type, children: [term] = [] }) => type === 'TermExpression' && SEPARATOR.test(term?.text ?? ''),
  );
}

function nameOf({ text, delimitedText }: SyntaxNode): string {
  return (delimitedText ?? text ?? '').replace(/^'(.*)'$/s, '$1');
}
